/// Reads a script line by line: turns, enclosed turns, comments.
package struct ScriptParser: Sendable {
  private var enclosure: Enclosure?
  private var lineNumber = 0

  private struct Enclosure {
    var word: String
    var opened: Int
    var lines: [String] = []
  }

  /// A turn of a script.
  package enum Item: Hashable, Sendable {
    /// A line as if it were typed: a command or text.
    case line(String)
    /// Text whatever it looks like.
    case message(String)
  }

  package init() {}

  /// Takes the next line, without its newline; nil where it completes no turn.
  ///
  /// - Throws: ``ScriptError`` where the line opens an enclosure that can't be one.
  package mutating func take(_ raw: String) throws(ScriptError) -> Item? {
    lineNumber += 1
    var line = raw.hasSuffix("\r") ? String(raw.dropLast()) : raw
    // Editors of one system begin a file with it (Unicode 16, 23.8): it says nothing.
    if lineNumber == 1, line.unicodeScalars.first == "\u{FEFF}" {
      line.unicodeScalars.removeFirst()
    }
    if var open = enclosure {
      guard line != open.word else {
        enclosure = nil
        let text = open.lines.joined(separator: "\n")
        return text.trimmingBlanks().isEmpty ? nil : .message(text)
      }
      open.lines.append(line)
      enclosure = open
      return nil
    }
    let trimmed = line.trimmingBlanks()
    if trimmed.isEmpty || trimmed.hasPrefix("#") { return nil }
    if trimmed.hasPrefix("\\#") || trimmed.hasPrefix("\\<<") {
      return .message(String(trimmed.dropFirst()))
    }
    guard trimmed.hasPrefix("<<") else { return .line(trimmed) }
    let word = trimmed.dropFirst(2)
    guard !word.isEmpty, word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      throw ScriptError.badEnclosure(line: lineNumber, text: trimmed)
    }
    enclosure = Enclosure(word: String(word), opened: lineNumber)
    return nil
  }

  /// Takes the end of the script.
  ///
  /// - Throws: ``ScriptError`` where an enclosure is still open.
  package func finish() throws(ScriptError) {
    guard let enclosure else { return }
    throw .unclosed(word: enclosure.word, line: enclosure.opened)
  }
}

/// A script that can't be read on.
package enum ScriptError: Error, Hashable, Sendable {
  case unclosed(word: String, line: Int)
  case badEnclosure(line: Int, text: String)
}

extension ScriptError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unclosed(let word, let line):
      "The turn opened by '<<\(word)' in line \(line) is not closed. Add a line '\(word)'."
    case .badEnclosure(let line, let text):
      "Line \(line), '\(text)', encloses no turn: write <<WORD, the text, and WORD, or \\<< to "
        + "send it as it is."
    }
  }
}

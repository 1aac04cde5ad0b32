/// What a line turned out to be.
package enum SubmittedLine: Hashable, Sendable {
  /// Nothing but blanks.
  case blank
  /// Text for the investigation.
  case message(String)
  case command(Command)
  /// A word that stands alone and is the name of a command without its slash: `help`, `exit`, `quit`.
  case bare(String)

  /// Where a line was typed: some commands need a terminal.
  package enum Front: Hashable, Sendable {
    case interactive, script
  }

  /// What people type into other shells to be helped or to leave.
  private static let bareWords: Set<String> = ["help", "exit", "quit"]

  /// Understands a line.
  ///
  /// `//x` sends `/x`. A first word with a second slash, such as a path, is a message, and so is
  /// whatever spans several lines. At a terminal `exit` alone is no question; in quotes it is one.
  ///
  /// - Throws: ``CommandError`` where the line begins like a command but is none.
  package static func parse(_ text: String, front: Front) throws(CommandError) -> SubmittedLine {
    let trimmed = text.trimmingBlanks()
    guard !trimmed.isEmpty else { return .blank }
    if front == .interactive, bareWords.contains(trimmed.lowercased()) {
      return .bare(trimmed.lowercased())
    }
    guard trimmed.hasPrefix("/"), !trimmed.contains(where: \.isNewline) else {
      return .message(trimmed)
    }
    if trimmed.hasPrefix("//") { return .message(String(trimmed.dropFirst())) }
    let body = trimmed.dropFirst()
    let word = body.prefix { !$0.isWhitespace }
    guard !word.contains("/") else { return .message(trimmed) }

    let spec = try CommandTable.find(String(word))
    guard front == .interactive || spec.worksInScripts else { throw .interactiveOnly(spec.name) }
    var scanner = CommandLineScanner(body.dropFirst(word.count))
    do {
      return .command(try spec.parse(&scanner))
    } catch {
      throw .usage(command: spec.name, problem: error.text, usage: spec.usage)
    }
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  func trimmingBlanks() -> String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

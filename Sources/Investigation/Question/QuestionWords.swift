/// The words of a question, in lower case, with the quoted strings set apart.
struct QuestionWords {
  /// The words, stripped of punctuation around them.
  var words: [String]
  /// The strings in quotation marks, as they stand.
  var quoted: [String]
  /// All words with a space before, between and after them, to look for phrases.
  var line: String

  init(_ text: String) {
    var plain = ""
    var quoted: [String] = []
    var open: Character?
    var current = ""
    var before: Character = " "
    for character in text {
      if let closing = open {
        if character == closing {
          if !current.isEmpty { quoted.append(current) }
          plain += " "
          open = nil
        } else {
          current.append(character)
        }
      } else if let closing = Self.closing(character), before == " " || character != "'" {
        open = closing
        current = ""
      } else {
        plain.append(character)
      }
      before = character.isWhitespace || character == "(" ? " " : character
    }
    // A quotation mark that never closes is no quotation.
    if open != nil { plain += " " + current }
    self.quoted = quoted
    words = plain.split(whereSeparator: \.isWhitespace).map { Self.trimmed($0) }
      .filter { !$0.isEmpty }
    line = " " + words.joined(separator: " ") + " "
  }

  /// Returns whether a phrase occurs, word by word.
  func contains(_ phrase: String) -> Bool {
    line.contains(" \(phrase) ")
  }

  private static func closing(_ character: Character) -> Character? {
    switch character {
    case "\"", "`", "'": character
    case "“": "”"
    case "‘": "’"
    case "«": "»"
    default: nil
    }
  }

  private static func trimmed(_ word: Substring) -> String {
    var word = word.lowercased()[...]
    while let last = word.last, ",.?!;:)]}>".contains(last) { word.removeLast() }
    while let first = word.first, "([{<".contains(first) { word.removeFirst() }
    var text = String(word).replacing("’", with: "'")
    if text.hasSuffix("'s") { text.removeLast(2) }
    return text
  }
}

extension String {
  /// Replaces every occurrence of a character.
  func replacing(_ old: Character, with new: Character) -> String {
    String(map { $0 == old ? new : $0 })
  }
}

/// The words of a question, in lower case, with the quoted strings set apart.
///
/// Takes time that grows with the length of the text, and beyond 64 KiB not at all. Whatever is done
/// with the words later is bounded by their number and their length. Works on scalars: finding out
/// where Swift's characters end takes quadratic time on some texts, such as flags.
struct QuestionWords {
  /// The words, stripped of punctuation around them.
  let words: [String]
  /// The strings in quotation marks, as they stand.
  let quoted: [String]
  /// Whether only the beginning and the end of a long text were read.
  let isCut: Bool
  /// Where each word stands, to look for phrases.
  private let places: [String: [Int]]

  /// Bytes that are read at the beginning of a long text, and at its end: some 6,000 words.
  private static let longestPart = 32 << 10
  /// Words that are kept at the beginning of a long text, and at its end: a long page each.
  static let mostWords = 1000
  /// Bytes of a word; what is longer, such as a picture in base 64, names nothing.
  private static let longestWord = 128
  /// Quoted strings, and bytes of each, that lines can be searched for.
  private static let mostQuoted = 16
  private static let longestQuoted = 256

  init(_ text: String) {
    var isCut = text.utf8.count > 2 * Self.longestPart
    let (plain, quoted) = Self.unquoted(isCut ? Self.ends(of: text) : text)
    self.quoted = quoted
    var words = plain.split(whereSeparator: \.properties.isWhitespace).compactMap(Self.word)
    if words.count > 2 * Self.mostWords {
      words = words.prefix(Self.mostWords) + words.suffix(Self.mostWords)
      isCut = true
    }
    var places: [String: [Int]] = [:]
    for (place, word) in words.enumerated() { places[word, default: []].append(place) }
    self.words = words
    self.isCut = isCut
    self.places = places
  }

  /// Returns whether a phrase occurs, word by word.
  func contains(_ phrase: String) -> Bool {
    contains(phrase.split(separator: " ").map(String.init))
  }

  /// Returns whether some words occur, one behind the other.
  func contains(_ phrase: [String]) -> Bool {
    guard let first = phrase.first, let starts = places[first] else { return false }
    return starts.contains { words[$0...].starts(with: phrase) }
  }

  /// Returns whether the question begins with some words.
  func begin(with phrase: [String]) -> Bool { words.starts(with: phrase) }

  /// The beginning and the end of a long text.
  private static func ends(of text: String) -> String {
    String(decoding: text.utf8.prefix(longestPart), as: UTF8.self) + " "
      + String(decoding: text.utf8.suffix(longestPart), as: UTF8.self)
  }

  /// The text without its quoted strings, and those.
  private static func unquoted(_ text: String) -> (String.UnicodeScalarView, [String]) {
    var plain = String.UnicodeScalarView()
    var quoted: [String] = []
    var open: Unicode.Scalar?
    var current = String.UnicodeScalarView()
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if let closing = open {
        if scalar == closing {
          if !current.isEmpty, quoted.count < mostQuoted { quoted.append(term(String(current))) }
          plain.append(" ")
          open = nil
        } else {
          current.append(scalar)
        }
      } else if let closing = closing(scalar), before == " " || scalar != "'" {
        open = closing
        current = String.UnicodeScalarView()
      } else {
        plain.append(scalar)
      }
      before = scalar.properties.isWhitespace || scalar == "(" ? " " : scalar
    }
    // A quotation mark that never closes is no quotation.
    if open != nil {
      plain.append(" ")
      plain.append(contentsOf: current)
    }
    return (plain, quoted)
  }

  /// As much of a text as is searched for.
  static func term(_ text: String) -> String {
    guard text.utf8.count > longestQuoted else { return text }
    var part = text.utf8.prefix(longestQuoted)
    // A cut must not split a scalar.
    while let last = part.last, last & 0xC0 == 0x80 { part.removeLast() }
    if let last = part.last, last >= 0xC0 { part.removeLast() }
    return String(decoding: part, as: UTF8.self)
  }

  private static func closing(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\"", "`", "'": scalar
    case "“": "”"
    case "‘": "’"
    case "«": "»"
    default: nil
    }
  }

  /// A word in lower case, without the marks around it; nil where nothing is left.
  private static func word(_ scalars: Substring.UnicodeScalarView) -> String? {
    let text = String(scalars)
    guard text.utf8.count <= longestWord else { return nil }
    var bytes = Array(text.lowercased().utf8)[...]
    while let last = bytes.last, ",.?!;:)]}>".utf8.contains(last) { bytes.removeLast() }
    while let first = bytes.first, "([{<".utf8.contains(first) { bytes.removeFirst() }
    var word = String(decoding: bytes, as: UTF8.self)
    if word.utf8.contains(0xE2) { word = word.replacing("’", with: "'") }
    if word.utf8.suffix(2).elementsEqual("'s".utf8) { word.unicodeScalars.removeLast(2) }
    return word.isEmpty ? nil : word
  }
}

extension String {
  /// Replaces every occurrence of a scalar.
  func replacing(_ old: Unicode.Scalar, with new: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar == old ? new : scalar) }
    return String(result)
  }
}

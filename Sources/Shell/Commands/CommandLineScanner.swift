/// Takes a command's arguments apart: words, quoted words, and what is left as it was typed.
struct CommandLineScanner {
  private var rest: Substring

  init(_ text: some StringProtocol) {
    rest = Substring(text)
    skipBlanks()
  }

  /// What has not been taken yet, as typed, without blanks at its ends.
  var remainder: String {
    var tail = rest
    while let last = tail.last, last.isWhitespace { tail.removeLast() }
    return String(tail)
  }

  /// The next word, without taking it.
  var upcoming: String? {
    var copy = self
    return copy.next()
  }

  /// Takes the next word; a word that begins with a quote ends at its twin, if it has one.
  mutating func next() -> String? {
    guard let first = rest.first else { return nil }
    defer { skipBlanks() }
    if first == "\"" || first == "'", let end = rest.dropFirst().firstIndex(of: first) {
      let word = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      return String(word)
    }
    let end = rest.firstIndex(where: \.isWhitespace) ?? rest.endIndex
    let word = rest[..<end]
    rest = rest[end...]
    return String(word)
  }

  private mutating func skipBlanks() {
    rest = rest.drop(while: \.isWhitespace)
  }
}

import Timeline

/// What a question is made out against: the names, words and times that the evidence holds.
struct EvidenceCatalog {
  var names: ServiceNames
  var span: TimeWindow?
  private var words: Set<String>

  init(_ index: LogIndex) {
    names = ServiceNames(index.services)
    span = index.span
    words = []
    for template in index.templates {
      for word in SignalWords.split(template.text) { words.insert(word) }
    }
  }

  /// Returns whether a word, or its singular, occurs in the messages.
  func mentions(_ word: String) -> Bool {
    let pieces = SignalWords.split(word)
    guard !pieces.isEmpty else { return false }
    return pieces.allSatisfy { piece in
      words.contains(piece) || words.contains(piece + "s")
        || piece.hasSuffix("s") && words.contains(String(piece.dropLast()))
    }
  }
}

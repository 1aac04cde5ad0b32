/// Words for failing, in all their forms.
enum FailingWords {
  /// Whether a word says that something fails or breaks.
  static func tell(_ word: String) -> Bool { stems.contains(Stem.of(word)) }

  /// Whether a word asks for a level, or for failures of every kind.
  static func isLevel(_ word: String) -> Bool {
    ["error", "errors", "warning", "warnings", "fatal", "exception", "exceptions"].contains(word)
  }

  private static let stems = Set(
    QuestionWords.words(
      """
      fail fails failed failing failure break broke broken breaking crash crashed abort aborted die died \
      drop dropped lose lost disconnect disconnected reject rejected refuse refused deny denied \
      time-out timeout timeouts hang hung stall stalled skip skipped evict evicted kill killed \
      stuck bounce bounced corrupt corrupted expire expired discard discarded block blocked thrown
      """
    ).map(Stem.of))

  /// Whether something is said not to have worked: "could not", "can't", "wasn't".
  static func tellsOfNot(_ question: Question) -> Bool {
    let words = Stem.words(question.beginning)
    return words.contains("cannot")
      || zip(words, words.dropFirst()).contains {
        auxiliaries.contains($0) && ["not", "t", "never"].contains($1)
      }
  }

  private static let auxiliaries: Set = [
    "could", "can", "did", "was", "were", "would", "couldn", "didn", "wasn", "weren", "wouldn",
  ]
}

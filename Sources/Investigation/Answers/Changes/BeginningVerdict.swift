import Timeline

/// Whether something began before, with or after another moment, as was asked: "did that start with the
/// release at 18:41?".
///
///     No: it began 70 min 29 s before 18:41:00 UTC.
struct BeginningVerdict {
  private let begin: Instant
  /// The moment that the question names.
  private let other: Instant
  private let words: [String]

  /// Nil where a question names no moment, or it is not known when it began.
  init?(_ question: Question, began begin: Instant?) {
    guard question.aspect == .since, let begin, let other = question.instant else { return nil }
    (self.begin, self.other) = (begin, other)
    words = Stem.words(question.text)
  }

  func claim(_ times: TimeText) -> Report.Claim {
    let length = TimeText.length(abs(begin.distance(from: other)))
    let isBefore = begin < other
    let told = "it began \(length) \(isBefore ? "before" : "after") \(times.full(other))."
    if words.contains(where: ["before", "already", "earlier"].contains) {
      return .init((isBefore ? "Yes: " : "No: ") + told)
    }
    let isSoon = !isBefore && begin.distance(from: other) <= Self.together
    let isAnyAfter =
      words.contains { ["after", "since", "behind"].contains($0) }
      && !words.contains { ["right", "just", "directly", "immediately", "shortly"].contains($0) }
    let isSo = isAnyAfter ? !isBefore : isSoon
    return .init((isSo ? "Yes: " : isBefore ? "No: " : "Not at once: ") + told)
  }

  /// Milliseconds within which something begins with another: people name whole minutes.
  private static let together: Int64 = 120_000
}

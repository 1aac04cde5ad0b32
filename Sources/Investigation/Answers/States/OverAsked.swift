import Evidence

/// What a yes means where a question asks whether it is over, or goes on.
enum OverAsked {
  case over, ongoing

  /// Nil for what asks neither: "when did it end?".
  init?(_ question: Question) {
    let words = Stem.words(question.beginning)
    guard TrendWords.isYesNo(words) else { return nil }
    // "did the other names still work?" asks of what went on being well.
    if words.contains("still"), words.contains(where: Self.working.contains) { return nil }
    if words.contains(where: Self.goingOn.contains) {
      self = .ongoing
    } else if words.contains(where: Self.passed.contains) {
      self = .over
    } else {
      return nil
    }
  }

  private static let goingOn: Set = [
    "still", "ongoing", "happening", "continuing", "persisting", "active",
  ]
  private static let working: Set = [
    "work", "works", "worked", "working", "serve", "serves", "serving", "answer", "answers",
    "reachable",
    "available", "respond", "responds", "fine", "ok", "okay", "up", "healthy", "resolve",
    "resolved",
  ]
  private static let passed: Set = [
    "over", "fixed", "resolved", "solved", "recovered", "recover", "back", "gone", "ended",
    "finished",
    "better", "ok", "okay", "normal", "healthy", "stopped", "stop", "end", "fine", "again",
    "stable",
  ]

  /// `Yes: ` or `No: `.
  func lead(isOver: Bool) -> String { (self == .over) == isOver ? "Yes: " : "No: " }

  /// A sentence behind the lead.
  static func sentence(_ text: String, _ asked: OverAsked?, isOver: Bool) -> String {
    guard let asked, let first = text.first else { return text }
    return asked.lead(isOver: isOver) + first.lowercased() + text.dropFirst()
  }
}

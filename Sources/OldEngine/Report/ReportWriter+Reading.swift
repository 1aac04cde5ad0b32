import Timeline

extension ReportWriter {
  /// Says that the evidence holds nothing of the time asked about, and what it holds.
  mutating func noData(_ window: TimeWindow?) {
    let holds =
      index.span.map { "it runs from \(times.range($0))" }
      ?? (index.series.isEmpty ? "it has no entries" : "none of its entries carries a time")
    draft.add(
      "Answer", ["The evidence holds no data\(window.map(times.scope) ?? ""); \(holds)."])
    draft.add("Not seen", notSeen())
  }

  /// Says which time was looked at, and what of the question was not read, where that is not plain.
  mutating func sayReading() {
    for line in [timeRead, textRead].compactMap({ $0 }) { draft.addToAnswer(line) }
  }

  private var timeRead: String? {
    guard let window = question.time?.window else {
      guard question.namesUnreadTime else { return nil }
      let all = index.span.map { "from \(times.range($0))" } ?? "whose entries carry no time"
      return "No time could be made out in the question; all of the evidence was looked at, \(all)."
    }
    let scope = times.scope(window)
    guard !scope.isEmpty, draft.answer.firstRange(of: scope) == nil else { return nil }
    guard index.holdsData(in: window) else {
      return "The evidence holds no data\(scope)."
    }
    return "Looked at:\(scope)."
  }

  private var textRead: String? {
    guard question.isCut else { return nil }
    let most = QuestionWords.mostWords
    return "Of this long input the first and the last \(most) words were read as the question."
  }
}

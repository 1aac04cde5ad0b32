extension ReportWriter {
  /// Words what a search found: the lines.
  mutating func lines(_ result: LogSearchResult) {
    guard result.total > 0 else {
      draft.add("Answer", ["No line matches\(scopeText())."])
      draft.add("Not seen", notSeen(result.unread))
      return
    }
    let marks = result.entries.map { draft.cite($0.excerpt, named: $0.service) }
    let end = question.oldestFirst ? "first" : "last"
    let shown =
      result.entries.count < result.total
      ? "; here are the \(end) \(result.entries.count)" : ""
    let noun = result.total == 1 ? "1 line matches" : "\(result.total) lines match"
    let range = marks.count > 1 ? "\(marks[0]) to \(marks[marks.count - 1])" : marks[0]
    draft.add("Answer", ["\(noun)\(scopeText())\(shown) \(range)."])
    draft.addEvidence()
    draft.add("Not seen", notSeen(result.unread))
  }
}

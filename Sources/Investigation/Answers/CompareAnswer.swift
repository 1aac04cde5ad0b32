import Diagnosis
import Evidence
import Timeline

/// Compares two scopes: before and after, one service with another, now with usual.
struct CompareAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var (first, second) = (question.scope, question.otherScope ?? question.scope)
    var names = (Subject.label(first), Subject.label(second))
    if question.otherScope == nil {
      guard let whole = desk.catalog.window else {
        report.add(
          .answer, layout: .sentences,
          [.init("The logs carry no times, so before and after cannot be told apart.")])
        return
      }
      let pivot = pivot(question, desk, &report) ?? whole.lowerBound.advanced(by: whole.length / 2)
      first.window = whole.lowerBound...pivot.advanced(by: -1)
      second.window = pivot...whole.upperBound
      let time = report.times.full(pivot)
      names = ("before \(time)", "from \(time) on")
    } else {
      names = (name(first, report.times), name(second, report.times))
    }
    let found = try await CompareTool.call(
      .init(first: first, second: second, by: .level), desk)
    let rates = (
      rate(found.first.total, first.window ?? desk.catalog.window),
      rate(found.second.total, second.window ?? desk.catalog.window)
    )
    let change = verdict(rates.0, rates.1)
    var text = "\(change): \(Counting.of(found.first.total, first.noun)) \(names.0)"
    text += " (\(CountAnswer.decimal(rates.0)) a minute), "
    text += "\(Counting.of(found.second.total, second.noun)) \(names.1)"
    text += " (\(CountAnswer.decimal(rates.1)) a minute)."
    report.add(.answer, layout: .sentences, [.init(text)])
    let levels = Set((found.first.groups + found.second.groups).map(\.key)).sorted()
    report.add(
      .counts, title: "By level",
      levels.map { level in
        let a = found.first.groups.first { $0.key == level }?.count ?? 0
        let b = found.second.groups.first { $0.key == level }?.count ?? 0
        return .init("\(level.isEmpty ? "without a level" : level): \(a) and \(b)")
      })
    try await news(first, second, desk, into: &report)
    report.addEvidence()
  }

  /// The messages that only the second scope has, or has far more of.
  private func news(
    _ first: Scope, _ second: Scope, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let found = try await CompareTool.call(
      .init(first: first, second: second, by: .template), desk)
    let before = Dictionary(
      found.first.groups.map { ($0.key, $0.count) }, uniquingKeysWith: { $0 + $1 })
    let fresh = found.second.groups.filter { before[$0.key] == nil }
    report.add(
      .text, title: "Only in the second",
      fresh.prefix(8).map { group in
        let number = report.cite(group.first, count: group.count)
        return .init(
          "\(MarkdownText.name(group.first.service)): \(report.quote(number)), \(Counting.times(group.count))",
          exhibits: [number])
      })
  }

  /// The instant that parts before from after: the one asked for, else the onset.
  private func pivot(_ question: Question, _ desk: Desk, _ report: inout ReportBuilder) -> Instant?
  {
    question.instant ?? CaseDiagnosis.current(desk, &report).onset
  }

  private func name(_ scope: Scope, _ times: TimeText) -> String {
    let label = Subject.label(scope).trimming(\.isWhitespace)
    let window = scope.window.map { times.range($0) }
    return [label.isEmpty ? nil : String(label), window].compactMap { $0 }.joined(separator: ", ")
  }

  private func rate(_ count: Int, _ window: TimeWindow?) -> Double {
    guard let window, window.length > 0 else { return Double(count) }
    return Double(count) * 60_000 / Double(window.length)
  }

  /// In a word; a fifth more or less is what ordinary traffic varies by.
  private func verdict(_ before: Double, _ after: Double) -> String {
    if after > before * 1.2 { return "More" }
    if after < before / 1.2 { return "Less" }
    return "No, about the same"
  }
}

extension String {
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
    self[...].trimming(isTrimmed)
  }
}

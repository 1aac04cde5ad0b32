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
    if question.isOfRequests, let front = try await Subject.front(first, desk) {
      first.services = [front]
      second.services = [front]
      report.file.focus.services.insert(front, at: 0)
    }
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
    func side(_ count: Int, _ scope: Scope) -> Side {
      Side(count: count, window: Self.clamped(scope.window, desk.catalog.window))
    }
    // What both are of is said once.
    var about = ""
    let labels = (Subject.label(first), Subject.label(second))
    if question.otherScope != nil, labels.0 == labels.1, first.window != second.window {
      about = labels.0
      names = (window(first, report.times), window(second, report.times))
    }
    let (before, after) = (side(found.first.total, first), side(found.second.total, second))
    var claims = [
      Report.Claim(
        "\(Self.verdict(before, after, first, second)): \(before.words(first.noun))\(about) \(names.0), "
          + "\(after.words(second.noun)) \(names.1).")
    ]
    if first.minimumLevel == nil, first.statuses.isEmpty, first.terms.isEmpty {
      // Traffic alone tells little: what failed of it is what one wants to know.
      let (few, many) = (
        side(Self.errors(found.first), first), side(Self.errors(found.second), second)
      )
      if few.count + many.count > 0 {
        claims.insert(
          .init(
            "\(Self.verdict(few, many, first, second)): \(few.words("error"))\(about) \(names.0), "
              + "\(many.words("error")) \(names.1)."), at: 0)
        claims[1] = .init(
          "Of all kinds there are \(before.words("entry")) and \(after.words("entry")).")
      }
    }
    report.add(.answer, layout: .sentences, claims)
    report.file.focus.scope = second
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
    var (first, second) = (first, second)
    if first.services != second.services, first.minimumLevel == nil {
      // Two services have little in common but their troubles.
      (first.minimumLevel, second.minimumLevel) = (.warning, .warning)
    }
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

  private func window(_ scope: Scope, _ times: TimeText) -> String {
    scope.window.map { times.range($0) } ?? "at all times"
  }

  private func name(_ scope: Scope, _ times: TimeText) -> String {
    let label = Subject.label(scope).trimming(\.isWhitespace)
    let window = scope.window.map { times.range($0) }
    return [label.isEmpty ? nil : String(label), window].compactMap { $0 }.joined(separator: ", ")
  }

  /// How much of something there was in a window.
  private struct Side {
    var count: Int
    var window: TimeWindow?

    var rate: Double {
      guard let window, window.length > 0 else { return Double(count) }
      return Double(count) * 60_000 / Double(window.length)
    }

    /// `21 errors (0.51 a minute)`; without a rate where there is no time.
    func words(_ noun: String) -> String {
      let each = window.map { $0.length > 0 } == true
      return Counting.of(count, noun) + (each ? " (\(CountAnswer.decimal(rate)) a minute)" : "")
    }
  }

  /// The part of a window that the evidence covers, so that rates are those of what was logged.
  private static func clamped(_ window: TimeWindow?, _ whole: TimeWindow?) -> TimeWindow? {
    guard let window, let whole, window.overlaps(whole) else { return window ?? whole }
    return max(window.lowerBound, whole.lowerBound)...min(window.upperBound, whole.upperBound)
  }

  private static func errors(_ found: Aggregation) -> Int {
    found.groups.filter { $0.key == "ERROR" || $0.key == "FATAL" }.map(\.count).reduce(0, +)
  }

  /// In a word; a fifth more or less is what ordinary traffic varies by.
  private static func verdict(
    _ before: Side, _ after: Side, _ first: Scope, _ second: Scope
  ) -> String {
    let names = [first, second].map { ($0.services + $0.hosts).map(MarkdownText.name) }
    let isOfNames = names[0] != names[1] && names.allSatisfy { $0.count == 1 }
    if after.rate > before.rate * 1.2 { return isOfNames ? "\(names[1][0]) has more" : "More" }
    if after.rate < before.rate / 1.2 { return isOfNames ? "\(names[0][0]) has more" : "Less" }
    return isOfNames ? "About the same" : "No, about the same"
  }
}

import Evidence

/// A part of a whole: "error rate", "what percentage failed", of two things side by side.
///
/// "Basel vs Bern: what share of their orders failed?" gives a share for each.
struct ShareAnswer {
  let question: Question
  let subject: Subject

  func write(_ desk: Desk, into report: inout ReportBuilder) async throws {
    let sides = question.scope.terms.filter(\.isValue)
    guard sides.count > 1 else {
      try await writeOne(desk, into: &report)
      return
    }
    var claims: [Report.Claim] = []
    for side in sides.prefix(Self.most) {
      var part = Scope()
      (part.services, part.hosts, part.window) = (
        question.inherited.contains(.subject) ? [] : question.scope.services, question.scope.hosts,
        question.scope.window
      )
      part.statuses = question.scope.statuses
      part.fields = question.scope.fields
      part.terms = [side]
      var whole = part
      whole.statuses = part.statuses.isEmpty ? [] : [100...599]
      if part.statuses.isEmpty { part.minimumLevel = .error }
      var some = try await Subject.count(part, desk)
      if some == 0, part.minimumLevel != nil {
        part.minimumLevel = .warning
        some = try await Subject.count(part, desk)
      }
      whole.services = try await Self.writers(of: part, desk)
      let all = try await Subject.count(whole, desk)
      let found = try await SearchTool.call(.init(scope: part, order: .earliest, limit: 1), desk)
      let number = found.samples.first.map { report.cite($0, count: 1) }
      let name = MarkdownText.name(Quote.clean(side.alternatives.first ?? ""))
      claims.append(
        .init(
          "\(name): \(Self.percent(some, of: all)), \(some) of \(Counting.of(all, "entry"))"
            + "\(part.window.map { ", \(report.times.range($0))" } ?? "")"
            + "\(number.map { " [\($0)]" } ?? "").", exhibits: number.map { [$0] } ?? []))
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    var scope = question.scope
    scope.terms = sides
    report.file.focus.scope = scope
  }

  /// More sides than these are a list to be counted.
  private static let most = 6

  private func writeOne(_ desk: Desk, into report: inout ReportBuilder) async throws {
    var part = question.isOfRequests ? subject.scope : question.scope
    if part.terms.contains(where: \.isValue) || !part.fields.isEmpty {
      // What failed of one thing is told in many words.
      part.terms.removeAll { !$0.isValue }
    }
    if part.minimumLevel == nil, part.statuses.isEmpty, part.terms.allSatisfy(\.isValue) {
      part.minimumLevel = .error
    }
    var whole = Scope()
    (whole.services, whole.hosts, whole.window) = (part.services, part.hosts, part.window)
    (whole.fields, whole.terms) = (part.fields, part.terms.filter(\.isValue))
    if !part.statuses.isEmpty { whole.statuses = [100...599] }
    if part.terms.contains(where: \.isValue) {
      whole.services = try await Self.writers(of: part, desk)
    }
    let (some, all) = (
      try await SearchTool.call(.init(scope: part, order: .earliest, limit: 1), desk),
      try await Subject.count(whole, desk)
    )
    var text = "\(Self.percent(some.total, of: all)): \(some.total) of \(Counting.of(all, "entry"))"
    text += Subject.label(part)
    if let window = part.window { text += ", \(report.times.range(window))" }
    var numbers: [Int] = []
    if let sample = some.samples.first {
      let number = report.cite(sample, count: 1)
      text += ", the first \(report.quote(number)) [\(number)]"
      numbers = [number]
    }
    report.add(.answer, layout: .sentences, [.init(text + ".", exhibits: numbers)])
    report.addEvidence()
    report.file.focus.scope = part
  }

  /// The services whose entries are a part: what others say of the same thing is no whole of it.
  private static func writers(of part: Scope, _ desk: Desk) async throws -> [String] {
    guard part.services.isEmpty else { return part.services }
    return try await AggregateTool.call(Aggregate(scope: part, by: .service), desk).groups.map(
      \.key
    )
    .sorted()
  }

  private static func percent(_ some: Int, of all: Int) -> String {
    "\(CountAnswer.decimal(all == 0 ? 0 : Double(some) * 100 / Double(all))) %"
  }
}

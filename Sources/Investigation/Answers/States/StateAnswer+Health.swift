import Diagnosis
import Evidence
import Timeline

extension StateAnswer {
  /// "Is X ok?": what stands against it, or that nothing does.
  func health(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var scope = question.scope
    scope.terms = []
    scope.minimumLevel = .warning
    let diagnosis = desk.diagnosis(of: Symptom())
    let services = scope.services
    // What is asked of a part of the time is told by its own entries, exactly.
    let findings = diagnosis.findings.filter { finding in
      scope.window == nil && (services.isEmpty || services.contains(finding.service))
        && (finding.role == .state || finding.role == .symptom)
    }.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    let all = try await AggregateTool.call(Aggregate(scope: scope, by: .level), desk)
    let name =
      services.isEmpty ? "Everything" : Counting.list(services.map(MarkdownText.name))
    let errors = all.groups.filter { $0.key == "ERROR" || $0.key == "FATAL" }.map(\.count)
      .reduce(0, +)
    let entries = try await Subject.count(question.scope.withoutTerms, desk)
    var claims: [Report.Claim] = []
    if services.isEmpty, let worst = findings.first {
      let troubled = Set(findings.map(\.service)).count
      let number = report.cite(worst)
      claims.append(
        .init(
          "Not everything: \(Counting.of(troubled, "service")) of \(desk.catalog.services.count) "
            + "\(troubled == 1 ? "shows" : "show") trouble, most of all "
            + "\(MarkdownText.name(worst.service)): \(words(worst, number, report)) [\(number)].",
          exhibits: [number]))
    } else if let worst = findings.first {
      let number = report.cite(worst)
      let period =
        worst.period.map {
          " from \(report.times.full($0.lowerBound)) to \(report.times.short($0.upperBound))"
        } ?? ""
      let witness = worst.isToldByClients ? ", as \(MarkdownText.name(worst.writer)) says" : ""
      claims.append(
        .init(
          "\(name) has trouble: \(words(worst, number, report))\(period)\(witness) [\(number)].",
          exhibits: [number]))
      // What is measured and what is logged of one trouble stand together.
      if let other = findings.first(where: { $0.isTold != worst.isTold }) {
        let number = report.cite(other)
        let witness = other.isToldByClients ? "\(MarkdownText.name(other.writer)) says " : ""
        claims.append(
          .init(
            "Beside that, \(witness)\(words(other, number, report)) [\(number)].",
            exhibits: [number]))
      }
      if worst.isFailingAllAlong { claims.append(.init("It runs through all of the evidence.")) }
    } else if errors > 0,
      let group = all.groups.first(where: { $0.key == "ERROR" || $0.key == "FATAL" })
    {
      let number = report.cite(group.first, count: group.count)
      claims.append(
        .init(
          "\(name) logs \(Counting.of(errors, "error")), none of which stands out: \(report.quote(number)) [\(number)].",
          exhibits: [number]))
    } else {
      claims.append(
        .init("\(name) looks fine: no sign of a failure in \(Counting.of(entries, "entry"))."))
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(
      .counts, title: "By level",
      all.groups.map { .init("\($0.key): \($0.count)") })
    if findings.count > 1 {
      report.add(
        .text, title: "Findings",
        findings.dropFirst().prefix(5).map { finding in
          let number = report.cite(finding)
          return .init(
            "\(MarkdownText.name(finding.service)): \(words(finding, number, report))",
            exhibits: [number])
        })
    }
    report.addEvidence()
    report.add(.notSeen, NotSeen.claims(desk))
  }

  /// What a finding says: what was logged with how often, what was measured in words.
  private func words(_ finding: Finding, _ number: Int, _ report: ReportBuilder) -> String {
    finding.isTold
      ? finding.words : "\(report.quote(number)), \(Counting.times(finding.count))"
  }
}

import Diagnosis
import Evidence
import Timeline

/// The sections of a report on a cause that stand below its answer.
extension CauseWords {
  /// The possible causes, best first, with the reason of their place.
  ///
  /// `looks` are their counts before the onset and from it on, where they were looked at again.
  func suspects(
    _ report: inout ReportBuilder, _ looks: [Int: (before: Int, after: Int)]
  ) -> [Report.Claim] {
    guard diagnosis.hypotheses.count > 1 else { return [] }
    var isNamed = if case .cause = diagnosis.decision { true } else { false }
    let shown = diagnosis.hypotheses.prefix(report.work.suspects).enumerated()
    return shown.compactMap { place, hypothesis in
      guard let finding = finding(hypothesis.finding) else { return nil }
      let number = report.cite(finding)
      let kind =
        finding.kind.flatMap { FaultKind.named($0)?.name }
        ?? (finding.tellsOfSilence ? "a message that is no longer logged" : "errors")
      // The reason of the first stands under Confidence already.
      let reason = isNamed ? "the cause named above" : hypothesis.reason
      isNamed = false
      let told = finding.isTold ? ", \(finding.words)" : ", \(kind)"
      return .init(
        "\(MarkdownText.name(hypothesis.service))\(told): "
          + sentence(reason, capital: false)
          + (looks[place].map {
            " \($0.before == 0 ? "None" : "\($0.before)") before the onset, \($0.after) from it on."
          } ?? ""), exhibits: [number])
    }
  }

  /// All that the detectors found, in the order of time: at most what the tool `findings` gives.
  func all(_ report: inout ReportBuilder) -> [Report.Claim] {
    diagnosis.findings.prefix(FindingsTool.most).map { finding in
      let number = report.cite(finding)
      let time = finding.period.map { report.times.short($0.lowerBound) + " " } ?? ""
      let kind = finding.kind.flatMap { FaultKind.named($0)?.name } ?? finding.role.rawValue
      return .init(
        "\(time)\(MarkdownText.name(finding.service)), \(kind): \(report.quote(number)), "
          + Counting.times(finding.count), exhibits: [number])
    }
  }

  /// From the cause to the symptom, service by service.
  func path(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard case .cause = diagnosis.decision, let first = diagnosis.hypotheses.first,
      first.path.count > 1
    else { return [] }
    return first.path.map { service in
      let own = first.pathFindings.compactMap(finding).first { $0.service == service }
      guard let own else { return .init("\(MarkdownText.name(service)): no finding of its own") }
      let number = report.cite(own)
      let time = own.period.map { " from \(report.times.short($0.lowerBound))" } ?? ""
      return .init("\(MarkdownText.name(service))\(time)", exhibits: [number])
    }
  }

  /// The services with failures, those with most entries first.
  var affected: [String] { failing.map(\.service) }

  private var failing: [(service: String, findings: [Finding], count: Int)] {
    var services: [String: [Finding]] = [:]
    for finding in incidental
    where (finding.role == .symptom || finding.role == .state) && !finding.tellsOfSilence
      && !finding.isTold && !finding.isToldByClients
    {
      services[finding.service, default: []].append(finding)
    }
    return services.map { ($0.key, $0.value, $0.value.map(\.count).reduce(0, +)) }
      .sorted { ($0.2, $1.0) > ($1.2, $0.0) }
  }

  /// The findings that began with the incident or after it; all where none is named or none did.
  private var incidental: [Finding] {
    guard case .cause = diagnosis.decision, let onset = diagnosis.onset else {
      return diagnosis.findings
    }
    let begun = diagnosis.findings.filter { finding in
      guard !finding.isFailingAllAlong, let start = finding.period?.lowerBound else { return false }
      return start >= onset.advanced(by: -Self.slack)
    }
    return begun.isEmpty ? diagnosis.findings : begun
  }

  /// By how much clocks of hosts differ, in milliseconds: what a caller sees may be stamped before.
  private static let slack: Int64 = 60_000

  /// Who was affected, how much and for how long.
  func impact(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard !diagnosis.hypotheses.isEmpty else { return [] }
    let rows = failing
    guard !rows.isEmpty else { return felt(&report) }
    return rows.prefix(10).map { service, findings, count in
      let periods = findings.compactMap(\.period)
      let whole = periods.dropFirst().reduce(periods.first) { $0?.union($1) }
      let time = whole.map { " over \(TimeText.length($0.length))" } ?? ""
      let number = findings.max { $0.count < $1.count }.map { report.cite($0) }
      return .init(
        "\(MarkdownText.name(service)): \(Counting.of(count, "failing entry"))\(time)",
        exhibits: number.map { [$0] } ?? [])
    }
  }

  /// What callers and users notice, where no log counts failures.
  private func felt(_ report: inout ReportBuilder) -> [Report.Claim] {
    incidental.filter { $0.isTold && $0.role == .symptom }.prefix(10).map { finding in
      let number = report.cite(finding)
      let time = finding.period.map { ", for \(TimeText.length($0.length))" } ?? ""
      return .init(
        "\(MarkdownText.name(finding.service)): \(finding.words)\(time)", exhibits: [number])
    }
  }

  /// What is not the cause, with the reason.
  func ruledOut() -> [Report.Claim] {
    guard case .cause = diagnosis.decision else { return [] }
    let suspects = Set(diagnosis.hypotheses.map(\.service))
    var claims: [Report.Claim] = symptom.excludedServices.map {
      .init("\(MarkdownText.name($0)): you said that it is not the cause")
    }
    let healthy = catalog.services.filter { $0.errors == 0 && !suspects.contains($0.name) }
    if !healthy.isEmpty {
      claims.append(
        .init(
          "\(Counting.list(healthy.map { MarkdownText.name($0.name) })): "
            + (catalog.entries > 0 ? "no error of their own" : "nothing clear of their own"))
      )
    }
    return claims
  }
}

import Diagnosis
import Evidence
import Timeline

/// What had not ended when the evidence does, and on which side of an instant something was.
extension StateAnswer {
  /// Lists the troubles that were still going on at the end.
  func standing(_ desk: Desk, into report: inout ReportBuilder) {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let whole = desk.catalog.window else {
      report.add(
        .answer, layout: .sentences, [.init("The evidence holds no times, so that cannot be told.")]
      )
      return
    }
    let open = diagnosis.findings.filter { finding in
      guard finding.role == .state || finding.role == .symptom, let period = finding.period else {
        return false
      }
      // What comes every so often has not ended before it was missing a few times.
      let usual = period.length / Int64(max(1, finding.count - 1))
      return whole.upperBound.distance(from: period.upperBound) <= Int64(Self.missed) * usual
        && finding.count > Self.missed
    }.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    let end = report.times.full(whole.upperBound)
    guard !open.isEmpty else {
      report.add(
        .answer, layout: .sentences,
        [.init("Nothing: no trouble was still going on when the evidence ends at \(end).")])
      return
    }
    var seen: Set<String> = []
    let claims = open.filter { seen.insert($0.service + ($0.template ?? $0.detail)).inserted }
      .prefix(Self.most).map { finding -> Report.Claim in
        let number = report.cite(finding)
        let last = finding.period.map { ", the last at \(report.times.short($0.upperBound))" } ?? ""
        return .init(
          "\(MarkdownText.name(finding.service)): \(report.quote(number)), "
            + "\(Counting.times(finding.count))\(last) [\(number)].", exhibits: [number])
      }
    report.add(
      .answer, layout: .sentences,
      [.init("Still going on when the evidence ends at \(end):")] + claims)
    report.addEvidence()
  }

  /// Times that something regular may have failed to come before it has ended.
  private static let missed = 3
  /// Troubles that are told.
  private static let most = 4

  /// Whether something was before or after an instant, and by how much.
  func side(of instant: Instant, _ own: Instant, _ times: TimeText) -> Report.Claim {
    let length = TimeText.length(abs(own.distance(from: instant)))
    guard own != instant else { return .init("That is \(times.full(instant)) itself.") }
    return .init(
      "That is \(length) \(own < instant ? "before" : "after") \(times.full(instant)).")
  }
}

import Diagnosis
import Evidence
import Timeline

/// What had not ended when the evidence does, and on which side of an instant something was.
extension StateAnswer {
  /// Lists the troubles that were still going on at the end.
  func standing(_ desk: Desk, into report: inout ReportBuilder) {
    let diagnosis = desk.diagnosis(of: Symptom())
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
      return finding.isOngoing
        || whole.upperBound.distance(from: period.upperBound) <= Int64(Self.missed) * usual
          && finding.count > Self.missed
    }.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    let end = report.times.full(whole.upperBound)
    guard !open.isEmpty else {
      let claims = errors(until: whole.upperBound, desk, &report)
      guard claims.isEmpty else {
        report.add(
          .answer, layout: .sentences,
          [.init("Still logged when the evidence ends at \(end):")] + claims)
        report.addEvidence()
        return
      }
      report.add(
        .answer, layout: .sentences,
        [.init("Nothing: no trouble was still going on when the evidence ends at \(end).")])
      return
    }
    var seen: Set<String> = []
    let claims = open.filter { seen.insert($0.service + ($0.template ?? $0.detail)).inserted }
      .prefix(Self.most).map { finding in
        claim(report.cite(finding), finding.service, finding.count, finding.period, &report)
      }
    report.add(
      .answer, layout: .sentences,
      [.init("Still going on when the evidence ends at \(end):")] + claims)
    report.addEvidence()
  }

  /// The errors that were still logged at the end.
  private func errors(
    until end: Instant, _ desk: Desk, _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    let open = desk.evidence.observations.filter { observation in
      guard case .entries(_, let level?) = observation.measure, level >= .error,
        observation.count > Self.missed, let first = observation.samples.first?.time?.instant,
        let last = observation.samples.last?.time?.instant
      else { return false }
      let usual = last.distance(from: first) / Int64(max(1, observation.count - 1))
      return end.distance(from: last) <= Int64(Self.missed) * usual
    }.sorted { ($0.count, $1.service) > ($1.count, $0.service) }
    return open.prefix(Self.most).compactMap { observation in
      guard let first = observation.samples.first?.time?.instant,
        let last = observation.samples.last?.time?.instant
      else { return nil }
      let number = report.cite(
        observation.samples[0], count: observation.count, period: first...max(first, last))
      return claim(
        number, observation.service, observation.count, first...max(first, last), &report)
    }
  }

  private func claim(
    _ number: Int, _ service: String, _ count: Int, _ period: TimeWindow?,
    _ report: inout ReportBuilder
  ) -> Report.Claim {
    let last = period.map { ", the last at \(report.times.short($0.upperBound))" } ?? ""
    return .init(
      "\(MarkdownText.name(service)): \(report.quote(number)), \(Counting.times(count))\(last) "
        + "[\(number)].", exhibits: [number])
  }

  /// Times that something regular may have failed to come before it has ended: of what comes by chance
  /// less than one in a hundred waits are as long (e to the power of -5).
  private static let missed = 5
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

import Diagnosis
import Evidence
import Timeline

/// Tells findings in the order of time.
struct TimelineWords {
  let diagnosis: Diagnosis

  /// One row an event: when, who, what; the ends of long ones have rows of their own.
  ///
  /// `ofIncident` leaves out what is amiss all the time or by chance, beside a cause that is named.
  func rows(
    _ report: inout ReportBuilder, most: Int, ofIncident: Bool = false
  ) -> [Report.Claim] {
    let isNamed = if case .cause = diagnosis.decision { true } else { false }
    let cause = diagnosis.hypotheses.first?.finding
    let known = diagnosis.findings.enumerated().filter { index, finding in
      // What clients tell of another stands with the clients.
      guard finding.period != nil, !finding.isToldByClients || index == cause else { return false }
      guard ofIncident, isNamed, index != cause else { return true }
      return !finding.isFailingAllAlong && !finding.isSporadic
    }.map(\.element)
    let ordered = known.sorted { $0.startsBefore($1) }
    // Where there are too many, the strongest are told.
    let least =
      ordered.count > most
      ? ordered.map(\.strength).sorted(by: >)[max(0, most - 1)] : -1
    var rows: [(time: Instant, claim: Report.Claim)] = []
    for finding in ordered where finding.strength >= least && rows.count < most {
      guard let period = finding.period else { continue }
      let number = report.cite(finding)
      let count =
        finding.count > 1
        ? ", \(Counting.times(finding.count)) until \(report.times.short(period.upperBound))" : ""
      let last = finding.tellsOfSilence ? ", for the last time" : ""
      let along = finding.isFailingAllAlong ? " (since before the evidence begins)" : ""
      rows.append(
        (
          period.lowerBound,
          .init(
            "\(report.times.short(period.lowerBound)) \(MarkdownText.name(finding.service)): "
              + "\(finding.isTold ? finding.words : report.quote(number) + count)\(last)\(along)",
            exhibits: [number])
        ))
    }
    if isNamed, let end = diagnosis.end, !rows.isEmpty {
      let isTold = cause.flatMap(diagnosis.finding)?.isTold ?? false
      rows.append(
        (end, .init("\(report.times.short(end)) the last \(isTold ? "of it" : "failing entry")")))
      rows.sort { $0.time < $1.time }
    }
    return rows.map(\.claim)
  }
}

import Diagnosis
import Evidence
import Timeline

/// Tells findings in the order of time.
struct TimelineWords {
  let diagnosis: Diagnosis

  /// One row an event: when, who, what; the ends of long ones have rows of their own.
  func rows(_ report: inout ReportBuilder, most: Int) -> [Report.Claim] {
    let known = diagnosis.findings.filter { $0.period != nil }
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
      let along = finding.isFailingAllAlong ? " (since before the evidence begins)" : ""
      rows.append(
        (
          period.lowerBound,
          .init(
            "\(report.times.short(period.lowerBound)) \(MarkdownText.name(finding.service)): "
              + "\(report.quote(number))\(count)\(along)", exhibits: [number])
        ))
    }
    if let end = diagnosis.end, !rows.isEmpty {
      rows.append((end, .init("\(report.times.short(end)) the last failing entry")))
      rows.sort { $0.time < $1.time }
    }
    return rows.map(\.claim)
  }
}

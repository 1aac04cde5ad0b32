import Diagnosis
import Evidence
import Timeline

/// The machine that loses packets since calls to a service lose time on their way.
///
///     inventory   23 of 36 calls to it lose 1.9 s beside its own work   21:48:07
///     rack4-n2    network_receive_errs rose from 0 to 239               21:47:00
///
/// The requests tell whom it hits, the machine's own metrics where.
struct LossyMachine: BesideCause {
  private let finding: Finding

  /// How long before and after a machine begins to lose packets calls begin to lose time, in milliseconds: points
  /// are a minute or more apart.
  private static let together: Int64 = 5 * 60_000
  /// What calls suffer from on their way.
  private static let onTheWay: Set<String> = ["slow-link", "packet-loss", "timeouts", "slow-call"]

  /// Nil where calls lose no time on their way, or not exactly one other loses packets since then.
  init?(of diagnosis: Diagnosis, _ desk: Desk) {
    guard let cause = diagnosis.leading, cause.signal == .traces,
      cause.kind.map(Self.onTheWay.contains) ?? false, let onset = cause.period?.lowerBound
    else { return nil }
    let lossy = diagnosis.findings.filter { finding in
      guard finding.kind == "packet-loss", finding.signal == .metrics,
        finding.service != cause.service, let begin = finding.period?.lowerBound
      else { return false }
      return abs(onset.distance(from: begin)) <= Self.together
    }
    guard let first = lossy.first, lossy.allSatisfy({ $0.service == first.service }) else {
      return nil
    }
    finding = first
  }

  /// The sentence on it.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(finding)
    let time = finding.period.map { " since \(report.times.full($0.lowerBound))" } ?? ""
    return [
      .init(
        "\(MarkdownText.name(finding.service)) loses packets\(time): "
          + "\(MarkdownText.oneLine(finding.detail)) [\(number)].", exhibits: [number])
    ]
  }
}

import Diagnosis
import Evidence
import Timeline

/// The device whose failure made a file system read-only, damaged data or held up who writes, in the kernel's
/// words.
///
///     kernel   I/O error, dev nvme1n1, sector 481407488      05:31:17
///     mariadb  Error number 30 means 'Read-only file system'  05:31:28, 208 times
///
/// Whoever wants to write is the loudest, and names no device.
struct FailedDevice: BesideCause {
  private let finding: Finding

  /// How long before its first victim a device fails, in milliseconds: an hour; and how long after, for
  /// what is buffered is written late.
  private static let (before, after): (Int64, Int64) = (3_600_000, 60_000)

  /// What a device that fails brings about: what waits for it is slow, and then full.
  private static let victims: Set<String> = [
    "read-only", "corruption", "slow-disk", "queue-full", "latency", "timeouts", "slow-answer",
    "slow-consumer", "pool-exhausted", "overload",
  ]

  /// Nil where nothing is read-only or damaged, or no device failed before.
  init?(of diagnosis: Diagnosis, _ desk: Desk) {
    guard let cause = diagnosis.leading,
      cause.kind.map(Self.victims.contains) ?? false, cause.signal == nil,
      let onset = cause.period?.lowerBound
    else { return nil }
    let host = cause.samples.first?.host
    let failed = diagnosis.findings.filter { finding in
      guard finding.kind == "hardware", finding.role == .state, !finding.isFailingAllAlong,
        let begin = finding.period?.lowerBound
      else { return false }
      let own = finding.samples.first?.host
      return (host == nil || own == nil || host == own)
        && begin >= onset.advanced(by: -Self.before) && begin <= onset.advanced(by: Self.after)
    }
    guard let first = failed.max(by: { $0.strength < $1.strength }),
      first.samples[0] != cause.samples[0]
    else { return nil }
    finding = first
  }

  /// The sentence on it.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(finding)
    let time = finding.period.map { " at \(report.times.full($0.lowerBound))" } ?? ""
    return [
      .init(
        "A device failed\(time), says \(MarkdownText.name(finding.service))\(finding.machine): "
          + "\(finding.told(report, number)) [\(number)].", exhibits: [number])
    ]
  }
}

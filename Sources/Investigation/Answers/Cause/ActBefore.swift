import Diagnosis
import Evidence
import Timeline

/// What another service did just before a cause began, and says of the cause's: a job that emptied its cache.
///
///     12:00:02 promo-refresh  flushed pool catalog: 218440 items dropped     once
///     12:00:06 catalog        Too many connections                           90 times
struct ActBefore: BesideCause {
  private let sample: Sample

  /// How long before the cause began it was done, in milliseconds.
  private static let reach: Int64 = 60_000
  /// The fewest characters of a service's name that no other word is by chance.
  private static let shortest = 4

  /// Nil where a change is tied to the cause, or nothing rare just before names its service.
  init?(of diagnosis: Diagnosis, _ desk: Desk) {
    guard case .cause = diagnosis.decision, diagnosis.tiedChange == nil, !desk.hasNoEntries,
      let cause = diagnosis.leading,
      cause.signal == nil, !cause.isFailingAllAlong, cause.service.utf8.count >= Self.shortest,
      let onset = cause.period?.lowerBound
    else { return nil }
    let known = Set(
      diagnosis.findings.filter { $0.role != .change }.flatMap(\.samples).map(\.reference))
    let window = onset.advanced(by: -Self.reach)...onset
    let name = cause.service.lowercased()
    let told = RareEntries.samples(in: window, orGrave: false, desk).last { sample in
      sample.service != cause.service && (sample.level ?? .info) < .warning
        && !known.contains(sample.reference)
        && sample.message.lowercased().split { !($0.isLetter || $0.isNumber || "-_".contains($0)) }
          .contains { $0 == name }
    }
    guard let told else { return nil }
    sample = told
  }

  /// The sentence on it.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(sample)
    let time = sample.time.map { ", at \(report.times.full($0.instant))" } ?? ""
    return [
      .init(
        "Just before\(time), \(MarkdownText.name(sample.service)) says: "
          + "\(report.quote(number)) [\(number)].", exhibits: [number])
    ]
  }
}

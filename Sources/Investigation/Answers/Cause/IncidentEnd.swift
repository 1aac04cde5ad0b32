import Diagnosis
import Evidence
import Timeline

/// When an incident was felt for the last time, and what was done or came back about then.
struct IncidentEnd {
  /// How long before the last sign what ended it may lie, and how long after it, in milliseconds.
  ///
  /// A quarter of an hour, for what waits fails on; five minutes, for what is done is told when it is done.
  private static let (before, after) = (RankingModel.together, Int64(5 * 60_000))

  /// When it was felt for the last time.
  let moment: Instant
  private let onset: Instant
  private let spell: Spell
  /// The change that led to it.
  private let tied: Finding?
  /// The services that the incident is of.
  private let services: Set<String>

  /// Nil where the diagnosis tells no times.
  init?(of diagnosis: Diagnosis) {
    guard let onset = diagnosis.onset else { return nil }
    let spells = IncidentSpell.all(diagnosis)
    let longest = spells.first { $0.isOngoing != true } ?? spells.first
    guard let longest, let end = longest.period?.upperBound else { return nil }
    (self.onset, spell, moment) = (onset, longest, end)
    tied = diagnosis.tiedChange.flatMap(diagnosis.finding)
    let cause = diagnosis.hypotheses.first
    services = Set(
      [tied?.service, cause?.service].compactMap { $0 } + (tied?.names ?? []) + (cause?.path ?? []))
  }

  /// Whether something is of a service of the incident, or names one.
  func concerns(_ act: Finding) -> Bool {
    services.contains(act.service) || !services.isDisjoint(with: act.names)
  }

  /// What was changed or came back near the end, the likeliest first.
  func acts(_ desk: Desk) async throws -> [Finding] {
    let found = try await FindingsTool.call(.init(roles: [.change, .recovery]), desk)
    let near = found.filter { finding in
      guard let time = finding.period?.lowerBound,
        finding.signal != .metrics || finding.kind == "restart"
      else { return false }
      return time > onset && time >= moment.advanced(by: -Self.before)
        && time <= moment.advanced(by: Self.after)
    }
    return near.sorted { (cost($0), $0.samples[0].reference) < (cost($1), $1.samples[0].reference) }
  }

  /// How far something is from having ended it: its milliseconds from the end, and what speaks for it.
  private func cost(_ act: Finding) -> Int64 {
    let time = act.period?.lowerBound ?? moment
    var cost = Int64(clamping: time.distance(from: moment).magnitude)
    // What undoes the change that led to it is what ended it, whenever it took effect.
    if let tied, act.service == tied.service, act.role == .change {
      cost -= Self.after * 2
    } else if concerns(act) {
      cost -= Self.after / 2
    }
    // What says that all is well again tells when, and what somebody did tells why.
    if act.role == .recovery { cost += Self.after / 2 }
    return cost
  }

  /// The rare entries near the end, by time.
  func rareEntries(_ desk: Desk) -> [Sample] {
    let from = max(onset, moment.advanced(by: -Self.before))
    return RareEntries.samples(in: from...moment.advanced(by: Self.after), orGrave: false, desk)
  }

  /// The sentence on its last sign.
  func lastFelt(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(spell.last ?? spell.sample)
    let quote = "\(report.quote(number)) [\(number)]."
    let time = report.times.full(moment)
    return .init(
      spell.isOngoing == true
        ? "It was still felt when the evidence ends: the last time was at \(time), \(quote)"
        : "It was felt for the last time at \(time): \(quote)", exhibits: [number])
  }
}

import Evidence
import Timeline

/// What the order of time says of failures: what was over, what comes of what.
extension Failures {
  /// Whether anything but the view of callers explains failures at the time of a finding.
  func hasOtherState(than finding: Finding) -> Bool {
    guard let start = finding.period?.lowerBound else { return false }
    return ownStates.contains { period in
      period.lowerBound <= start.advanced(by: RankingModel.atOnce)
        && period.upperBound >= start.advanced(by: -RankingModel.together)
    }
  }

  /// Whether a finding was long over when most of the failures began: a fault of its own, then.
  func wasOver(_ finding: Finding) -> Bool {
    guard bulk != nil, finding.period != nil, !finding.isFailingAllAlong else { return false }
    return Self.wasOver(finding, before: bulk) || isHealed(finding)
  }

  static func wasOver(_ finding: Finding, before bulk: Instant?) -> Bool {
    guard let bulk, let end = finding.period?.upperBound, !finding.isFailingAllAlong else {
      return false
    }
    return bulk.distance(from: end) > RankingModel.overFor
  }

  /// When the failures of each service began: a lone odd warning, and what was over before most of it
  /// began, tell that only where nothing else does.
  static func onsets(_ begun: [Finding], bulk: Instant?) -> [String: Instant] {
    func firsts(_ findings: [Finding]) -> [String: Instant] {
      Dictionary(
        findings.compactMap { finding in finding.period.map { (finding.service, $0.lowerBound) } },
        uniquingKeysWith: min)
    }
    let telling = begun.filter {
      $0.strength >= RankingModel.leastFailure && !wasOver($0, before: bulk)
    }
    return firsts(begun).merging(firsts(telling)) { $1 }
  }

  /// What was there from the beginning of the evidence on, and comes no more often since most failures
  /// began: it is how the system runs.
  static func unchanged(
    _ failing: [Int], _ findings: [Finding], _ bulk: Instant?, _ window: TimeWindow?
  ) -> Set<Int> {
    guard let bulk, let window, bulk > window.lowerBound, bulk < window.upperBound else {
      return []
    }
    let lengths = (bulk.distance(from: window.lowerBound), window.upperBound.distance(from: bulk))
    return Set(
      failing.filter { index in
        let finding = findings[index]
        guard let first = finding.period?.lowerBound,
          first.distance(from: window.lowerBound) <= window.length / RankingModel.openingPart
        else { return false }
        let points = finding.values.points
        let before = points.filter { $0.time < bulk }.reduce(0) { $0 + $1.value }
        let after = points.filter { $0.time >= bulk }.reduce(0) { $0 + $1.value }
        return before >= Double(RankingModel.bulk)
          && before * Double(lengths.1) * RankingModel.unchangedRatio >= after * Double(lengths.0)
      })
  }

  /// Whether its service said that it was over before any other error began that goes on.
  private func isHealed(_ finding: Finding) -> Bool {
    guard let last = finding.samples.max(by: Sample.isEarlier) else { return false }
    let healed = recoveries[finding.service]?.first { Sample.isEarlier(last, $0) }
    guard let healed, let latestOngoing else { return false }
    return Sample.isEarlier(healed, latestOngoing)
  }

  /// Whether those who blame the service of a finding began to fail while it was there, or soon after
  /// it began: long before, it hurt nobody.
  func isBlamedInTime(_ finding: Finding) -> Bool {
    guard let start = finding.period?.lowerBound else { return true }
    return (blamers[finding.service] ?? []).contains { caller in
      (ofService[caller] ?? []).contains { index in
        guard
          findings[index].names.contains(finding.service)
            || machines[caller]?.contains(finding.service) ?? false,
          let blamed = findings[index].period?.lowerBound
        else { return false }
        return blamed.distance(from: start) <= RankingModel.together
      }
    }
  }

  /// Whether two findings go together: they began at once and have as many entries, as what one service
  /// answers and another is answered has.
  static func movesWith(_ a: Finding, _ b: Finding) -> Bool {
    guard let x = a.period?.lowerBound, let y = b.period?.lowerBound,
      min(a.count, b.count) >= RankingModel.bulk
    else { return false }
    return x.distance(from: y).magnitude <= RankingModel.slack.magnitude
      && abs(Double(a.count) - Double(b.count)) * RankingModel.alike
        <= Double(max(a.count, b.count))
  }

  /// Whether a caller's view began only after the service had ended or restarted, and something else
  /// failed in it before: whoever starts anew finds others not ready.
  func followsExit(_ finding: Finding) -> Bool {
    guard finding.isToldByCaller, let start = finding.period?.lowerBound else { return false }
    let own = (ofService[finding.service] ?? []).map { findings[$0] }
    let exit = own.filter { $0.role == .consequence && $0.lacks != .concern }.compactMap {
      $0.period?.lowerBound
    }.filter { $0 <= start && start.distance(from: $0) <= RankingModel.together }.min()
    guard let exit else { return false }
    return own.contains { other in
      guard other.role == .state || other.role == .symptom, other.hasBegun,
        other.strength > RankingModel.hint, let onset = other.period?.lowerBound
      else { return false }
      return onset <= exit && exit.distance(from: onset) <= RankingModel.atOnce
    }
  }

  /// Whether a queue filled up after its service began to reach somebody in vain: then it is full
  /// because nobody takes.
  func fillsBehind(_ finding: Finding) -> Bool {
    if finding.kind == "pool-exhausted", runsDryBehindLock(finding) { return true }
    guard finding.isBackedUp, let start = finding.period?.lowerBound else { return false }
    return (ofService[finding.service] ?? []).contains { index in
      let other = findings[index]
      guard other.isToldByCaller, !other.isFailingAllAlong, let onset = other.period?.lowerBound
      else { return false }
      let lead = start.distance(from: onset)
      return lead > 0 && lead <= RankingModel.together
    }
  }

  /// Whether a pool ran dry after many elsewhere began to wait for a lock: what waits gives nothing back.
  private func runsDryBehindLock(_ finding: Finding) -> Bool {
    // Who waits is told by the user or application of a session: `orders@shop` of orders-api.
    let name = finding.service.prefix { $0.isLetter || $0.isNumber }
    guard name.count > 2, let start = finding.period?.lowerBound else { return false }
    let waits = findings.filter { other in
      guard other.kind == "lock", other.service != finding.service, !other.isFailingAllAlong,
        let onset = other.period?.lowerBound
      else { return false }
      return (0...RankingModel.together).contains(start.distance(from: onset))
        && other.samples.contains { $0.text.contains(name) }
    }
    return waits.reduce(0) { $0 + $1.count } >= Self.manyWaits
  }

  /// Entries that wait for a lock from which others may be held up by it.
  private static let manyWaits = 10
}

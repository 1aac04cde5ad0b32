import Evidence
import Timeline

/// What other services say of a finding: who blames it, whom it blames, who failed first.
extension HypothesisRanker {
  /// What other services say of it.
  func acrossServices(_ finding: Finding) -> Double {
    // What proves nothing is no better for what others say.
    guard finding.strength > RankingModel.hint else { return 0 }
    var score = 0.0
    let service = finding.service
    let convincing = failures.convincing
    if convincing.count > 1 {
      let others = min(RankingModel.enoughBlamers, convincing.count - 1)
      let blamers = failures.isBlamedInTime(finding) ? failures.blamers[service]?.count ?? 0 : 0
      score +=
        RankingModel.blamedBonus * min(1, Double(blamers) / Double(others))
        * (finding.role == .state || isGraverThanWarnings(finding)
          ? 1 : RankingModel.blamedShareOfSymptom)
      if !failures.wasOver(finding) { score += inTime(finding) }
    }
    let blames = (graph.blamed[service] ?? []).filter { callee in
      callee != service && convincing.contains(callee) && hasInTime(callee, finding)
    }
    if !blames.isEmpty {
      let explains = blames.contains(where: failures.withState.contains)
      let isOwn = finding.role == .state && (finding.names.isEmpty || !explains)
      score -= isOwn ? RankingModel.blamesPenaltyOfState : RankingModel.blamesPenalty
    }
    if isEcho(finding) { score -= RankingModel.echoPenalty }
    if goesWithFelt(finding) { score += RankingModel.togetherBonus }
    if isOwnWord(finding) { score += RankingModel.askedBonus }
    if reach.isAsked(finding), finding.role == .state, !finding.isToldByCaller {
      score += RankingModel.askedBonus
    }
    if isAskedState(finding) { score += RankingModel.askedStateBonus }
    if isOutsideView(finding) { score -= RankingModel.outsideViewPenalty }
    if !reach.holds(finding), !goesWithFelt(finding) {
      if !precedesOutsideView(finding) {
        score -=
          reach.mayHold(finding) ? RankingModel.unknownWayPenalty : RankingModel.unreachedPenalty
      }
    }
    return score
  }

  /// Whether a service has anything as grave to say that began with a finding, or later, or goes on.
  private func hasInTime(_ service: String, _ finding: Finding) -> Bool {
    guard let start = finding.period?.lowerBound else { return true }
    return (failures.ofService[service] ?? []).contains { index in
      let other = findings[index]
      guard other.hasBegun, other.strength > RankingModel.hint,
        !other.isMild || !finding.isError, let onset = other.period?.lowerBound
      else { return false }
      return onset.distance(from: start).magnitude <= RankingModel.together.magnitude
    }
  }

  /// Whether it moves with what is felt in another service.
  private func goesWithFelt(_ finding: Finding) -> Bool {
    guard let felt = failures.felt, felt != finding.service, finding.role == .state else {
      return false
    }
    return (failures.ofService[felt] ?? []).contains { Failures.movesWith(findings[$0], finding) }
  }

  /// Whether it is what the service asked about says itself of its failing, blaming nobody.
  private func isOwnWord(_ finding: Finding) -> Bool {
    symptom.services.contains(finding.service) && finding.isError && !finding.isSporadic
      && finding.lacks != .reason && finding.role != .consequence && finding.names.isEmpty
      && !finding.isToldByCaller
      && saysSomething(finding)
  }

  /// Whether it is what the question says that happens, again and again: "the workers keep dying" asks
  /// for their crashes, whatever else there was once.
  private func isAskedState(_ finding: Finding) -> Bool {
    finding.role == .state && finding.hasBegun && finding.isError && !finding.isToldByCaller
      && finding.count >= RankingModel.fewestRestarts && finding.kind.map(asks) ?? false
  }

  /// Whether it is an error of its own that came just before somebody was reached in vain of whom
  /// nothing was read: who sees a path from outside knows nobody on it.
  private func precedesOutsideView(_ finding: Finding) -> Bool {
    guard reach.isBlind, finding.role == .state, finding.isError, !finding.isToldByCaller,
      finding.hasBegun, !finding.isSporadic || finding.count == 1,
      let start = finding.period?.lowerBound,
      let onset = failures.felt.flatMap({ failures.onsets[$0] })
    else { return false }
    let lead = onset.distance(from: start)
    return lead >= -RankingModel.slack && lead <= RankingModel.atOnce
  }

  /// Whether it is a caller's view of what the service asked about says itself: "connection refused"
  /// where that service tells why it does not listen.
  private func isOutsideView(_ finding: Finding) -> Bool {
    finding.isToldByCaller && !symptom.services.isEmpty
      && !symptom.services.contains(finding.service)
      && symptom.services.contains { asked in
        (failures.ofService[asked] ?? []).contains { isOwnWord(findings[$0]) }
      }
  }

  /// Whether another service told of the same kind of trouble just before: it came from there.
  private func isEcho(_ finding: Finding) -> Bool {
    guard finding.role == .state, let kind = finding.kind,
      let other = failures.firstOfKind[kind].map({ findings[$0] }),
      other.service != finding.service, !other.names.contains(finding.service),
      Failures.isEarlier(other, finding), let start = finding.period?.lowerBound,
      let onset = other.period?.lowerBound
    else { return false }
    return start.distance(from: onset) <= RankingModel.atOnce
  }

  /// What the order of onsets says: the first to fail gains, what began after the symptom loses.
  private func inTime(_ finding: Finding) -> Double {
    guard let onset = finding.period?.lowerBound else { return 0 }
    var score = 0.0
    if let first = failures.firstOnset {
      let delay = onset.distance(from: first)
      if delay <= RankingModel.slack {
        score += RankingModel.firstBonus
      } else if delay <= RankingModel.atOnce {
        score += RankingModel.earlyBonus
      }
    }
    if let felt = failures.felt, felt != finding.service, let start = failures.onsets[felt],
      onset.distance(from: start) > RankingModel.atOnce, !isNoticedEarlier(finding, start)
    {
      score -= RankingModel.latePenalty
    }
    return score
  }

  /// Whether callers, which tell only that they reached somebody in vain, noticed it before the one that
  /// has the trouble said so itself.
  private func isNoticedEarlier(_ finding: Finding, _ felt: Instant) -> Bool {
    guard finding.role == .state, !finding.isToldByCaller, reach.isBlind,
      let onset = finding.period?.lowerBound
    else { return false }
    return onset.distance(from: felt) <= RankingModel.overFor
  }
}

import Evidence
import Timeline

/// Decides whether the first hypothesis is the cause, and how sure that is.
struct Judge {
  let ranker: HypothesisRanker
  let evidence: ObservedEvidence

  private var catalog: Catalog { evidence.catalog }
  private var findings: [Finding] { ranker.failures.findings }

  /// Tells what can be said.
  func decision(_ hypotheses: [Hypothesis]) -> Diagnosis.Decision {
    if catalog.entries == 0, evidence.observations.isEmpty {
      guard let first = catalog.unread.first else { return .nothingWrong }
      return .couldNotRead(reason: "\(first.path): \(first.reason)")
    }
    guard let first = hypotheses.first,
      hypotheses.contains(where: { isFailure(findings[$0.finding]) })
    else { return withoutFailures() }
    let finding = findings[first.finding]
    if finding.detector == "process-ends" || finding.kind == "unclean-end" {
      return .tooLittle(
        reason: "a run of \(finding.service) ended, and no entry before that says why")
    }
    let asked = hypotheses.first { ranker.symptom.services.contains($0.service) }
    if let asked, asksForDoer(of: findings[asked.finding]), !ranker.reach.holds(finding) {
      return .tooLittle(reason: "\(asked.service) was killed, and no entry says by whom or why")
    }
    let isRepeated = ranker.isRepeated(finding)
    if asksForDoer(of: finding) {
      return .tooLittle(reason: "\(finding.service) was killed, and no entry says by whom or why")
    }
    if isRepeated || doubts(first) { return .notProven }
    return .cause(confidence(first, hypotheses))
  }

  /// Whether it is asked who did what the finding only says was done: "who kills the workers?".
  private func asksForDoer(of finding: Finding) -> Bool {
    finding.lacks == .doer && finding.kind.map(ranker.asks) ?? false
  }

  /// Whether a finding speaks of a failure: warnings of no known kind and hints do not.
  private func isFailure(_ finding: Finding) -> Bool {
    finding.strength >= RankingModel.leastFailure || finding.isFailingAllAlong
      || finding.lacks == .concern || finding.role == .consequence
  }

  private func withoutFailures() -> Diagnosis.Decision {
    // Nothing could be parsed where every file is unread: then nothing is known to be well.
    let tried = catalog.files.count + catalog.unread.count(where: { !$0.isEmpty })
    if tried > 0, catalog.unread.count(where: { !$0.isEmpty }) * RankingModel.unreadPart > tried {
      return .couldNotRead(
        reason: "\(catalog.unread.count(where: { !$0.isEmpty })) of \(tried) files were not read")
    }
    return .nothingWrong
  }

  /// Whether the first hypothesis explains nothing, or has nothing to do with what was asked.
  private func doubts(_ first: Hypothesis) -> Bool {
    let finding = findings[first.finding]
    if ranker.isExcluded(finding) { return true }
    if !ranker.symptom.services.isEmpty, !isTied(finding) { return true }
    switch finding.role {
    case .change, .recovery: return true
    case .state:
      return isWeak(finding) || isChance(finding) || isHearsay(first) || isOfAMove(finding)
        || isMutual(finding)
    case .symptom:
      // A failure that says why is a cause, whether or not there is a row for its kind.
      return !(explainsItself(finding) || blames(finding)) || isChance(finding)
    case .consequence: return true
    }
  }

  /// Whether a state is too weakly told to be named: a lone warning of a weak kind, or one that was
  /// there all along and is no hard fact by itself.
  private func isWeak(_ finding: Finding) -> Bool {
    guard finding.isFailingAllAlong, !ranker.failures.isLooping(finding) else {
      return finding.strength < RankingModel.leastStateStrength
    }
    return (finding.kind.flatMap(FaultKind.named)?.weight ?? 0) < RankingModel.loneWeight
      || wasThereBefore(finding)
  }

  /// Whether it was there long before the time that the question names, all the same: then it is not
  /// what began to fail.
  private func wasThereBefore(_ finding: Finding) -> Bool {
    guard let asked = ranker.symptom.window?.lowerBound, let whole = evidence.window,
      !ranker.failures.isLooping(finding), let start = finding.period?.lowerBound
    else { return false }
    return asked.distance(from: whole.lowerBound) > whole.length / RankingModel.openingPart
      && start < asked
  }

  /// Whether a probe failed of what was being moved to another node or stopped: that goes with it.
  private func isOfAMove(_ finding: Finding) -> Bool {
    guard finding.kind == "probe-failed", !finding.isOngoing, let onset = finding.period?.lowerBound
    else { return false }
    return findings.contains { other in
      guard other.role == .change, other.service == finding.service,
        let time = other.period?.lowerBound, time <= onset,
        onset.distance(from: time) <= RankingModel.together
      else { return false }
      return other.samples.contains { sample in
        let text = sample.text.lowercased()
        return text.contains("evicted") || text.contains("stopping container")
          || text.contains("drain")
      }
    }
  }

  /// Whether each of two ends says that the other closed the connection: what lies between them, or a third,
  /// did, and neither knows.
  private func isMutual(_ finding: Finding) -> Bool {
    guard finding.isToldByCaller else { return false }
    func isReset(_ finding: Finding) -> Bool {
      finding.samples.contains { sample in
        (sample.text.lowercased()
          + sample.further.map { $0.text.lowercased() }.joined(separator: " "))
          .contains("reset")
      }
    }
    return isReset(finding)
      && ranker.failures.all.contains { index in
        let other = findings[index]
        return other.service != finding.service && other.isToldByCaller && isReset(other)
          && Failures.movesWith(other, finding)
      }
  }

  /// Whether a weak state of another service is suspected that no failure blames: every system has
  /// such troubles somewhere.
  private func isHearsay(_ first: Hypothesis) -> Bool {
    let finding = findings[first.finding]
    guard let felt = ranker.failures.felt, felt != finding.service,
      (finding.kind.flatMap(FaultKind.named)?.weight ?? 0) < RankingModel.loneWeight,
      !ranker.reach.isAsked(finding)
    else { return false }
    // Who suffers from the same tells of it as well.
    let isShared = (ranker.failures.ofService[felt] ?? []).contains {
      finding.kind != nil && findings[$0].kind == finding.kind
    }
    return !isShared && ranker.failures.blamers[finding.service] == nil
      && evidence.entries[felt] != nil
  }

  /// Whether a finding has to do with the services asked about: by calls, by naming, or in time.
  private func isTied(_ finding: Finding) -> Bool {
    let asked = ranker.symptom.services
    if asked.contains(finding.service) || ranker.reach.holds(finding)
      || finding.samples.contains(where: { !NameMentions(asked).named(in: $0.text).isEmpty })
      || finding.samples.contains(where: { $0.host.map(asked.contains) ?? false })
    {
      return true
    }
    let theirs = ranker.failures.all.filter {
      asked.contains(findings[$0].service) && findings[$0].hasBegun
    }
    return theirs.contains {
      guard let a = findings[$0].period, let b = finding.period else { return true }
      let lead = a.lowerBound.distance(from: b.lowerBound)
      // Who reaches somebody in vain may notice it before that one says so.
      let isNoticed = ranker.reach.isBlind && finding.role == .state && !finding.isToldByCaller
      return lead >= -(isNoticed ? RankingModel.overFor : RankingModel.slack)
        && lead <= RankingModel.together
    }
  }

  /// Whether an error of no known kind says something by itself: it gives a reason, or it has words of
  /// its own beside those for failing ("loop detected for zone"), and is at level ERROR at least,
  /// or at none.
  private func explainsItself(_ finding: Finding) -> Bool {
    guard finding.kind == FaultKind.general || finding.kind == nil || finding.lacks == .subject,
      !finding.isFailingAllAlong || ranker.failures.isLooping(finding),
      (finding.samples.first?.level ?? .error) >= .error
    else { return false }
    return ranker.saysSomething(finding)
  }

  /// Whether an error that began tells whom its service called in vain, often enough to be no chance.
  private func blames(_ finding: Finding) -> Bool {
    !finding.names.isEmpty && finding.hasBegun && finding.isError
      && finding.count >= RankingModel.bulk && finding.lacks != .reason
      && ranker.saysSomething(finding)
  }

  /// Whether it is one of the small troubles of any system, and no exit follows at once.
  private func isChance(_ finding: Finding) -> Bool {
    guard finding.isSporadic, let onset = finding.period?.lowerBound else { return false }
    return !ranker.failures.all.contains { index in
      let other = findings[index]
      guard other.service == finding.service, other.role == .consequence,
        let start = other.period?.lowerBound
      else { return false }
      let delay = start.distance(from: onset)
      return delay >= 0 && delay <= RankingModel.atOnce
    }
  }

  private func confidence(
    _ first: Hypothesis, _ hypotheses: [Hypothesis]
  ) -> Diagnosis.Confidence {
    let finding = findings[first.finding]
    var points = 0
    if finding.role == .state { points += finding.strength >= RankingModel.clearStrength ? 2 : 1 }
    if finding.count > 1 { points += 1 }
    if !first.supporting.isEmpty { points += 1 }
    if finding.isFailingAllAlong { points -= 1 }
    if !first.contradicting.isEmpty { points -= 1 }
    let rival = hypotheses.dropFirst().first {
      $0.service != first.service && !first.path.contains($0.service)
    }
    if let rival, first.score - rival.score < RankingModel.clearLead / 2 { points -= 1 }
    if points >= RankingModel.highConfidence { return .high }
    return points >= RankingModel.mediumConfidence ? .medium : .low
  }
}

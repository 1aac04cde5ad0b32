import Evidence
import Timeline

/// Finds what was done to the system: releases, configuration, restarts, scaling, elections.
///
/// Whether a change comes before a failure or follows it is for the ranking to say.
struct SystemChanges: Detector {
  let name = "system-changes"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      guard reading.role == .change, reading.severity < RankingModel.erroneous,
        evidence.observations[reading.observation].count <= RankingModel.mostChangesOfOneMessage,
        // Each resource is told by itself: see `AppliedChanges`.
        reading.kind?.id != "resource-change", !evidence.isUsual(reading.observation),
        ChangeLog(evidence.observations[reading.observation].samples[0]) == nil
      else { return nil }
      let shape = evidence.shape(of: reading.observation)
      guard shape.course != .recurring, shape.course != .allAlong,
        !evidence.isRoutine(reading.observation)
      else { return nil }
      var finding = Finding(detector: name, reading, in: evidence, shape: shape)
      finding.strength = reading.kind?.weight ?? 0
      return finding
    }
  }
}

/// Finds what says that a fault is over.
struct Recoveries: Detector {
  let name = "recoveries"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      guard reading.role == .recovery, !evidence.isUsual(reading.observation) else { return nil }
      let shape = evidence.shape(of: reading.observation)
      guard shape.course != .recurring, shape.course != .allAlong else { return nil }
      var finding = Finding(detector: name, reading, in: evidence, shape: shape)
      finding.strength = RankingModel.recoveryStrength
      return finding
    }
  }
}

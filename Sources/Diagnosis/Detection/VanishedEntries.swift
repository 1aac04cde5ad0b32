import Evidence
import Timeline

/// Finds ordinary messages that came steadily and stopped, while their service goes on: the heartbeat
/// that is no longer logged.
///
/// It points at a moment and proves nothing: work ends for good reasons too.
struct VanishedEntries: Detector {
  static let name = "vanished-entries"

  var name: String { Self.name }

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let window = evidence.window, window.length > 0 else { return [] }
    var lasts: [String: Instant] = [:]
    for observation in evidence.observations {
      guard let last = observation.samples.last?.time?.instant else { continue }
      lasts[observation.service] = max(lasts[observation.service] ?? last, last)
    }
    let missing = window.length / RankingModel.missingPart
    return evidence.readings.compactMap { reading in
      let observation = evidence.observations[reading.observation]
      guard reading.severity == RankingModel.harmless, reading.role != .recovery,
        reading.role != .change,
        observation.count >= RankingModel.fewestSteady, let last = observation.samples.last,
        let time = last.time?.instant, let end = lasts[observation.service],
        end.distance(from: time) >= missing, isSteady(observation, until: time)
      else { return nil }
      var finding = Finding(
        detector: name, reading, in: evidence, shape: TimeShape(at: time))
      finding.kind = nil
      finding.role = .symptom
      finding.strength = RankingModel.hint
      finding.detail = "no longer logged: " + CauseText.unescaped(last.message)
      finding.samples = [last]
      // It is one moment: what came before was well.
      finding.count = 1
      return finding
    }
  }

  /// The same findings, where an error is no chance by which the usual messages of its service stop.
  static func halting(_ findings: [Finding]) -> [Finding] {
    let ends = Dictionary(grouping: findings.filter(\.tellsOfSilence)) {
      $0.service
    }.mapValues { $0.compactMap { $0.period?.lowerBound } }
    return findings.map { finding in
      guard finding.isSporadic, finding.isError, let ends = ends[finding.service],
        let time = finding.period?.lowerBound
      else { return finding }
      let stopped = ends.count { end in
        let lead = time.distance(from: end)
        return lead >= -RankingModel.atOnce && lead <= RankingModel.together
      }
      guard stopped >= RankingModel.fewestStopped else { return finding }
      var halting = finding
      halting.isSporadic = false
      return halting
    }
  }

  private func isSteady(_ observation: Observation, until last: Instant) -> Bool {
    let points = observation.values.points.filter { $0.value > 0 }
    guard points.count >= RankingModel.fewestSteady / 2, let first = points.first?.time else {
      return false
    }
    let mean = last.distance(from: first) / Int64(points.count - 1)
    let longest = zip(points.dropFirst(), points).map { $0.time.distance(from: $1.time) }.max() ?? 0
    return longest <= mean.multipliedClamped(by: RankingModel.steadyGap)
  }
}

extension Finding {
  /// Whether it is that something ordinary is no longer logged: no entry of it tells of a failure.
  package var tellsOfSilence: Bool { detector == VanishedEntries.name }
}

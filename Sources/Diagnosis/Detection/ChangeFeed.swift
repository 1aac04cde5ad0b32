import Evidence
import Timeline

/// Finds the changes that a feed of changes lists, each as it is.
struct ChangeFeed: Detector {
  let name = "change-feed"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.observations.flatMap { observation -> [Finding] in
      guard case .change(let kind) = observation.measure else { return [] }
      let isRun = observation.values.points.count > 1
      return observation.samples.map { sample in
        Finding(
          detector: name, service: observation.service, kind: kind, role: .change,
          // What took its time lasted until its last point.
          period: isRun ? observation.window : sample.time.map { $0.instant...$0.instant },
          count: 1,
          strength: FaultKind.named(kind)?.weight ?? 0, detail: sample.message, samples: [sample],
          names: evidence.mentions.named(in: sample.message), signal: .changes)
      }
    }
  }
}

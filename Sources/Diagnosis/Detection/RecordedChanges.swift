import Evidence
import Timeline

/// Finds the entries of a log that is kept of changes, each of which is one, whatever its words.
///
/// `deploys.log: 10:02 web-ui 1.8 -> 1.9 finished` names no release by a phrase that others know; the
/// name of its log does.
package struct RecordedChanges: Detector {
  /// The detector's name, as findings hold it.
  package static let name = "recorded-changes"
  package var name: String { Self.name }

  package func findings(in evidence: ObservedEvidence) -> [Finding] {
    let kinds = Dictionary(
      evidence.readings.filter { $0.role == .change }.map { ($0.observation, $0.kind) },
      uniquingKeysWith: { first, _ in first })
    return evidence.observations.indices.flatMap { index -> [Finding] in
      let observation = evidence.observations[index]
      guard case .entries(let template, _) = observation.measure,
        let log = ChangeLog(observation.samples[0]),
        !log.isOfActs || evidence.entries[observation.service, default: 0] <= ChangeLog.mostActs
      else { return [] }
      let kind = log.kind ?? kinds[index].flatMap { $0?.id } ?? "configuration-change"
      return observation.samples.map { sample in
        Finding(
          detector: name, service: observation.service, kind: kind, role: .change,
          period: sample.time.map { $0.instant...$0.instant }, count: 1,
          strength: FaultKind.named(kind)?.weight ?? 0, detail: sample.message, samples: [sample],
          template: template, names: evidence.mentions.named(in: sample.message))
      }
    }
  }
}

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
        let log = ChangeLog(observation.samples[0])
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

/// A log that is kept of changes, known by its name: `deploys`, `prod-changes.log`, `argocd`.
struct ChangeLog {
  /// The kind of all of its entries; nil where it may hold any.
  let kind: String?

  /// Nil where neither the writer nor the file of an entry is called so.
  init?(_ sample: Sample) {
    var names = [sample.service]
    if case .line(let path, _) = sample.reference.locator {
      names.append(String((path.split(separator: "/").last ?? "").prefix { $0 != "." }))
    }
    for name in names {
      let words = MessageWords.split(name.lowercased()).flatMap {
        $0.split(whereSeparator: { !$0.isLetter }).map(String.init)
      }
      guard let noun = words.first(where: Self.nouns.contains),
        words.allSatisfy({ Self.nouns.contains($0) || Self.companions.contains($0) })
      else { continue }
      kind = Self.anyChange.contains(noun) ? nil : "release"
      return
    }
    return nil
  }

  private static let anyChange: Set<String> = ["change", "changes", "changelog"]
  private static let nouns: Set<String> = anyChange.union([
    "deploy", "deploys", "deployment", "deployments", "deployer", "release", "releases", "rollout",
    "rollouts", "cd", "argocd", "spinnaker", "capistrano",
  ])
  /// Words beside the noun that do not make it the name of something else: no `release-notes-api`.
  private static let companions: Set<String> = [
    "log", "logs", "history", "audit", "ops", "ci", "prod", "production", "system", "infra", "all",
    "events", "cluster", "the", "of",
  ]
}

import Evidence

/// A log that is kept of changes, known by its name: `deploys`, `prod-changes.log`, `argocd`.
struct ChangeLog {
  /// The kind of all of its entries; nil where it may hold any.
  let kind: String?

  /// Whether it is kept of what people do, not only of what they change.
  let isOfActs: Bool
  /// A log of acts with more entries is kept of everything: of logins, of reads, of requests.
  static let mostActs = 100

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
      isOfActs = Self.acts.contains(noun)
      kind = Self.anyChange.contains(noun) || isOfActs ? nil : "release"
      return
    }
    return nil
  }

  private static let anyChange: Set<String> = ["change", "changes", "changelog"]
  private static let acts: Set<String> = [
    "console", "audit", "flags", "toggles", "operator", "operators", "activity", "maintenance",
  ]
  private static let nouns: Set<String> = anyChange.union(acts).union([
    "deploy", "deploys", "deployment", "deployments", "deployer", "release", "releases", "rollout",
    "rollouts", "cd", "argocd", "spinnaker", "capistrano",
  ])
  /// Words beside the noun that do not make it the name of something else: no `release-notes-api`.
  private static let companions: Set<String> = [
    "log", "logs", "history", "ops", "feature", "admin", "firewall", "config", "ci", "prod",
    "production", "system", "infra", "all",
    "events", "cluster", "the", "of",
  ]
}

import Diagnosis
import Evidence
import Timeline

/// Which pods of a rollout are meant: those of the newest template, or those from before it.
///
///     how many of the new pods are running?   → of pricing-5c8f7d4b96-… and pricing-7d9c6b5f84-… the younger
enum PodGeneration: Hashable {
  case newest, older

  /// Nil where a question names neither.
  init?(_ words: [String]) {
    let pairs = zip(words, words.dropFirst())
    let word = pairs.first { Self.nouns.contains($0.1) && Self.ages[$0.0] != nil }?.0
    guard let age = word.flatMap({ Self.ages[$0] }) else { return nil }
    self = age
  }

  private static let nouns: Set = [
    "pod", "pods", "ones", "replicas", "replica", "replicaset", "rs",
  ]
  private static let ages: [String: PodGeneration] = [
    "new": .newest, "newer": .newest, "newest": .newest, "latest": .newest, "updated": .newest,
    "old": .older, "older": .older, "previous": .older,
  ]

  /// Those of some pods, of apps that have several templates; nil where none has.
  func chosen(of pods: [ClusterView.Object]) -> [ClusterView.Object]? {
    let templates = Dictionary(grouping: pods, by: Self.template)
    let byApp = Dictionary(grouping: templates.keys.sorted()) { templates[$0]?[0].app ?? "" }
    let chosen = byApp.values.filter { $0.count > 1 }.flatMap { names -> [ClusterView.Object] in
      let newest = names.min { Self.youth(templates[$0] ?? []) < Self.youth(templates[$1] ?? []) }
      return names.filter { ($0 == newest) == (self == .newest) }.flatMap { templates[$0] ?? [] }
    }
    return chosen.isEmpty ? nil : chosen.sorted { $0.name < $1.name }
  }

  /// A pod's name without what was drawn for it alone.
  private static func template(_ pod: ClusterView.Object) -> String {
    pod.name.lastIndex(of: "-").map { String(pod.name[..<$0]) } ?? pod.name
  }

  /// Orders templates by their youngest pods: the age in milliseconds, or the time of their making.
  private static func youth(_ pods: [ClusterView.Object]) -> Int64 {
    pods.compactMap { pod in
      ClusterView.age(pod.value("metadata.age"))
        ?? ObjectWords.instant(pod.value("metadata.creationTimestamp")).map { -$0.milliseconds }
    }.min() ?? .max
  }
}

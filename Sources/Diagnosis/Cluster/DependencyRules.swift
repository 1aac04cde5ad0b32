import Evidence

/// Apps that reach what they depend on, and are refused by it.
///
/// The same error in several apps points to what they depend on; in one app alone, to its settings.
enum DependencyRules {
  private static let refusals: [(kind: String, words: [String], says: String)] = [
    (
      "wrong-credentials",
      [
        "access denied for user", "password authentication failed", "authentication failed",
        "wrongpass", "noauth authentication required", "login failed for user",
        "invalid username-password pair", "invalid username or password", "auth failed",
      ], "its user or password is refused"
    )
  ]
  private static let shared: [(kind: String, words: [String], says: String)] = [
    (
      "too-many-connections",
      [
        "too many connections", "too many clients", "connection slots are reserved",
        "max number of clients reached", "maximum number of connections",
        "connection limit exceeded",
      ], "it takes no more connections"
    ),
    (
      "database-read-only",
      [
        "read-only option", "--read-only", "super-read-only", "read_only", "read only mode",
        "can't write against a read only", "in a read-only transaction", "read-only transaction",
        "is read only", "is read-only", "readonly you can't write", "not master and",
      ], "it takes no writes"
    ),
  ]

  /// Apps that alone are refused.
  static func refusals(_ health: ClusterHealth) -> [Contradiction] {
    let search = LogSearch(cluster: health.cluster)
    return refusals.flatMap { row -> [Contradiction] in
      let hits = health.broken.keys.sorted().compactMap { search.hits(of: $0, row.words).first }
      return hits.prefix(mostAlone).map { hit in
        let workload = health.broken[hit.app]?.workload
        let addresses = workload.map { Address.all(of: $0, health.cluster) } ?? []
        let target = addresses.first { $0.isOfDatabase } ?? addresses.first
        return Contradiction(
          row.kind, of: hit.app,
          "\(row.says) by \(target.map { "`\($0.host)`" } ?? "what it depends on")"
            + (hits.count == 1 ? ", and no other app's is" : ""),
          [hit.sample, target?.hostField.sample, health.broken[hit.app]?.sample],
          hits.count < fewestShared ? .proven : .likely)
      }
    }
  }

  /// Apps with one error that are enough to look at what they have in common.
  private static let fewestShared = 2
  /// Apps that are named one by one.
  private static let mostAlone = 5

  /// Dependencies that refuse several apps.
  static func shared(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let search = LogSearch(cluster: cluster)
    return shared.compactMap { row in
      let hits = cluster.workloads.compactMap { search.hits(of: $0.name, row.words).first }
      guard !hits.isEmpty else { return nil }
      let apps = hits.map(\.app)
      guard let (target, field) = dependency(of: hits, cluster) else {
        return hits.count < fewestShared
          ? nil
          : Contradiction(
            row.kind, of: hits[0].app, "\(row.says), as \(apps.count) apps say",
            hits.prefix(3).map(\.sample), .likely, names: apps)
      }
      let callers = apps.filter { $0 != target }
      let isFelt = callers.contains(where: health.isBroken) || callers.count >= fewestShared
      let who =
        callers.count == 1 ? "\(callers[0]) says" : "\(callers.count) apps that call it say"
      return Contradiction(
        row.kind, of: target, "\(row.says), as \(callers.isEmpty ? "it says itself" : who)",
        hits.prefix(2).map(\.sample) + [field?.sample], isFelt ? .proven : .likely, names: callers)
    }
  }

  /// What the apps of some entries have in common: what the entries name, or a database they are told.
  private static func dependency(
    of hits: [LogSearch.Hit], _ cluster: Cluster
  ) -> (app: String, field: ClusterObject.Field?)? {
    var votes: [String: (count: Int, field: ClusterObject.Field)] = [:]
    for hit in hits {
      guard let workload = cluster.workloads.first(where: { $0.name == hit.app }) else { continue }
      var seen: Set<String> = []
      for address in Address.all(of: workload, cluster) {
        guard let service = address.service(in: workload.namespace, cluster),
          let app = self.app(behind: service, cluster), app != hit.app, seen.insert(app).inserted
        else { continue }
        let isNamed = LogSearch.holds(hit.text, address.host.lowercased())
        let weight = isNamed ? 4 : address.isOfDatabase ? 2 : 1
        votes[app, default: (0, address.hostField)].count += weight
      }
    }
    let best = votes.max {
      $0.value.count == $1.value.count ? $0.key > $1.key : $0.value.count < $1.value.count
    }
    if let best { return (best.key, best.value.field) }
    return nil
  }

  /// The app whose pods a service selects.
  static func app(behind service: ClusterObject, _ cluster: Cluster) -> String? {
    let selector = service.pairs("spec.selector")
    guard !selector.isEmpty else { return nil }
    func fits(_ labels: [String: String]) -> Bool {
      selector.allSatisfy { labels[$0.key] == $0.value }
    }
    if let workload = cluster.workloads.first(where: { fits(PodTemplate($0).labels) }) {
      return workload.name
    }
    return cluster.of("Pod").first { fits(PodTemplate($0).labels) }.map(cluster.app(of:))
  }
}

import Evidence

/// What hosts tell of their disks, firewalls and releases.
enum HostRules {
  private static let full = ["no space left on device", "enospc", "disk full", "disk is full"]

  /// File systems without room or inodes, where something says that it cannot write.
  static func disks(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    return cluster.of("Filesystem").compactMap { disk in
      let room = disk.field("use").flatMap { percent($0.value) == 100 ? $0 : nil }
      let nodes = disk.field("inodes").flatMap { percent($0.value) == 100 ? $0 : nil }
      guard let field = nodes ?? room, !disk.value("device").hasPrefix("/dev/loop") else {
        return nil
      }
      let hit = entry(full, cluster)
      let words =
        nodes != nil
        ? "its file system has no inodes left (\(field.value) used)"
        : "its file system is full (\(field.value) used"
          + (disk.field("available").map { ", \($0.value) available" } ?? "") + ")"
      return Contradiction(
        nodes != nil ? "inodes-used-up" : "disk-used-up", of: disk.name,
        words + (hit == nil ? "" : ", and writes to it fail"), [field.sample, hit],
        hit == nil ? .likely : .proven)
    }
  }

  private static func percent(_ text: String) -> Int? { Int(text.filter { $0.isNumber }) }

  private static func entry(_ words: [String], _ cluster: Cluster) -> Sample? {
    for service in cluster.logs.keys.sorted() {
      for observation in cluster.logs[service] ?? [] {
        if let sample = observation.samples.first(where: { LogSearch.holds($0.text, words) }) {
          return sample
        }
      }
    }
    return nil
  }

  /// Firewalls that drop what a test of a connection tries.
  static func firewalls(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let rules = cluster.of("Firewall").flatMap { wall in
      wall.fields.filter { $0.path == "rule" }
    }
    let failed = cluster.of("Connection").compactMap {
      test -> (port: String, name: String, sample: Sample)? in
      guard let colon = test.name.lastIndex(of: ":"),
        let field = test.below("result[").first(where: { $0.field.value == "failed" })?.field
      else { return nil }
      return (String(test.name[test.name.index(after: colon)...]), test.name, field.sample)
    }
    for (port, name, sample) in failed {
      for rule in rules where isClosing(rule.value) && isOf(rule.value, port) {
        return [
          Contradiction(
            "firewall-drops", of: "port \(port)",
            "the firewall closes it (`\(rule.value)`), and `\(name)` is not reached",
            [rule.sample, sample], names: [String(name.prefix { $0 != ":" })])
        ]
      }
      let policy = cluster.of("Firewall").lazy.compactMap { $0.field("default") }.first {
        isClosing($0.value)
      }
      let isSocket = cluster.of("Socket").contains {
        $0.value("port") == port && !PublishRules.isLoopback($0.value("address"))
      }
      guard let policy, isSocket,
        !rules.contains(where: { !isClosing($0.value) && isOf($0.value, port) })
      else { continue }
      return [
        Contradiction(
          "firewall-drops", of: "port \(port)",
          "the firewall allows nothing to it (\(policy.value)), and `\(name)` is not reached",
          [policy.sample, sample], names: [String(name.prefix { $0 != ":" })])
      ]
    }
    return []
  }

  private static func isClosing(_ text: String) -> Bool {
    let text = text.lowercased()
    return ["drop", "reject", "deny"].contains(where: text.contains)
  }

  /// Whether a rule is of a port: `--dport 5432`, `dpt:5432`, `5432/tcp`, `tcp dport 5432`.
  private static func isOf(_ text: String, _ port: String) -> Bool {
    let words = text.split { !($0.isNumber || $0.isLetter || $0 == ".") }.map(String.init)
    return words.contains(port)
  }

  /// Releases of a package manager that failed, or that nobody finished.
  static func releases(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("HelmRelease").compactMap { release in
      guard let state = release.field("status"), state.value != "deployed",
        state.value != "superseded",
        state.value != "uninstalled"
      else { return nil }
      let why = release.field("description")
      let isPending = state.value.hasPrefix("pending")
      return Contradiction(
        "release-unfinished", of: release.name,
        (isPending
          ? "its release is in \(state.value): an operation was cut off, and holds every other"
          : "its release is in \(state.value)")
          + (release.field("revision").map { " (revision \($0.value))" } ?? "")
          + (why.map { ": \(EventRules.short($0.value))" } ?? ""),
        [state.sample, why?.sample], .likely)
    }
  }
}

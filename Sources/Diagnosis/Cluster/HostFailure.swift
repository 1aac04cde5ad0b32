import Evidence

/// Why a machine stopped working, in the words of its own log.
struct HostFailure {
  /// What failed, in words that follow the machine's name: `its disk fails`.
  var says: String
  /// The first entry that tells of it.
  var sample: Sample

  /// What logs say of machines; what fails first stands first.
  private static let rows: [(says: String, words: [String])] = [
    (
      "its disk fails",
      [
        "timeout, aborting", "controller is down", "i/o error, dev", "buffer i/o error",
        "medium error", "unrecovered read error", "uncorrectable error",
      ]
    ),
    (
      "its file system became read-only",
      [
        "remounting filesystem read-only", "remounting file system read-only",
        "forced readonly", "filesystem has been forcibly shut down",
      ]
    ),
    (
      "its hardware or kernel fails",
      [
        "kernel panic", "machine check", "hardware error", "soft lockup", "hard lockup",
      ]
    ),
    ("its disk is full", ["no space left on device"]),
    (
      "its kubelet does not start",
      ["failed to run kubelet", "failed to load kubelet config", "failed to construct kubelet"]
    ),
    ("its network link is down", ["link is down", "lost carrier"]),
    ("its container runtime does not answer", ["pleg is not healthy", "runtime is down"]),
  ]

  /// What the log of a machine tells, each kind once, in the order of the rows.
  static func all(of host: String, _ cluster: Cluster) -> [HostFailure] {
    let samples = cluster.logs.keys.sorted().flatMap { service in
      (cluster.logs[service] ?? []).flatMap { $0.samples.filter { $0.host == host } }
    }
    guard !samples.isEmpty else { return [] }
    return rows.compactMap { row in
      samples.filter { LogSearch.holds($0.text, row.words) }.min(by: Sample.isEarlier)
        .map { HostFailure(says: row.says, sample: $0) }
    }
  }
}

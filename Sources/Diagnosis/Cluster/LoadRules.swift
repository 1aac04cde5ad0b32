import Evidence

/// What monitors find wrong of apps that run: throttled, slow, lossy.
///
/// The culprit of slowness is slow while what it calls is not. Then throttling is CPU, retransmissions of
/// a node are loss, and neither is delay.
enum LoadRules {
  /// Weighs all alerts together.
  static func load(_ health: ClusterHealth) -> [Contradiction] {
    let alerts = health.cluster.of("Alert").flatMap { alert in
      alert.fields.compactMap { AlertSign($0, of: alert) }
    }
    if let node = lossy(alerts) { return [node] }
    let throttled = throttled(alerts)
    return throttled.isEmpty ? slow(alerts, health) : throttled
  }

  private static func throttled(_ alerts: [AlertSign]) -> [Contradiction] {
    alerts.filter { $0.sort == .throttled && !$0.isOfNode }.prefix(mostNamed).map { sign in
      let load = alerts.first { $0.subject == sign.subject && $0.sort == .processor }
      let slow = alerts.first { $0.subject == sign.subject && $0.sort == .slow }
      return Contradiction(
        "cpu-throttled", of: sign.subject, "it wants more CPU than its limit gives it",
        [sign.field.sample, load?.field.sample, slow?.field.sample],
        slow == nil && load == nil ? .likely : .proven)
    }
  }

  private static let mostNamed = 3

  /// Retransmitted segments a second of a node that mean loss: a late answer too makes a few of them.
  private static let muchLoss = 2.0

  private static func lossy(_ alerts: [AlertSign]) -> Contradiction? {
    let signs = alerts.filter { $0.sort == .loss && $0.isOfNode }
    guard let worst = signs.max(by: { $0.current < $1.current }), worst.current >= muchLoss else {
      return nil
    }
    let slow = alerts.first { $0.sort == .slow }
    return Contradiction(
      "node-packet-loss", of: worst.subject, "its network loses packets: TCP sends them again",
      [worst.field.sample, slow?.field.sample],
      slow == nil ? .likely : .proven,
      names: alerts.filter { $0.sort == .slow }.map(\.subject))
  }

  private static func slow(_ alerts: [AlertSign], _ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    var worst: [String: AlertSign] = [:]
    for sign in alerts where sign.sort == .slow && !sign.isOfNode {
      if worst[sign.subject].map({ $0.current < sign.current }) ?? true {
        worst[sign.subject] = sign
      }
    }
    let culprits = worst.values.filter { sign in
      !reached(from: sign.subject, cluster.calls).contains {
        worst[$0] != nil && $0 != sign.subject
      }
    }.sorted { $0.current == $1.current ? $0.subject < $1.subject : $0.current > $1.current }
    guard let first = culprits.first else { return [] }
    // Several that are slow each by itself have something else in common: the node they stand on.
    if culprits.count > 1 {
      let nodes = Dictionary(grouping: culprits) { node(of: $0.subject, cluster) ?? "" }
      let most = nodes.filter { !$0.key.isEmpty }.max {
        $0.value.count == $1.value.count ? $0.key > $1.key : $0.value.count < $1.value.count
      }
      if let most, most.value.count > 1 {
        let apps = most.value.map(\.subject).sorted()
        let place = cluster.of("Pod").first { cluster.app(of: $0) == apps[0] }
        return [
          Contradiction(
            "node-network-delay", of: most.key,
            "\(apps.joined(separator: ", ")) became slow together, call no other that is slow,"
              + " and all run on it",
            most.value.prefix(2).map(\.field.sample) + [place?.field("spec.nodeName")?.sample],
            .proven, names: apps)
        ]
      }
    }
    let callers = worst.keys.filter { $0 != first.subject }.sorted()
    // What nothing but alerts tells of may be slow by anything: no objects say what it calls.
    let isKnown =
      cluster.calls[first.subject] != nil
      || cluster.of("Pod").contains { cluster.app(of: $0) == first.subject }
    guard isKnown else { return [] }
    return [
      Contradiction(
        "network-delay", of: first.subject,
        "it became slow, and what it calls did not: neither its CPU nor losses explain it",
        [first.field.sample] + callers.prefix(1).compactMap { worst[$0]?.field.sample }, .proven,
        names: callers)
    ]
  }

  private static func reached(from start: String, _ calls: [String: Set<String>]) -> Set<String> {
    var seen: Set<String> = []
    var open = calls[start] ?? []
    while let next = open.popFirst() {
      if seen.insert(next).inserted { open.formUnion((calls[next] ?? []).subtracting(seen)) }
    }
    return seen.subtracting([start])
  }

  private static func node(of app: String, _ cluster: Cluster) -> String? {
    cluster.of("Pod").first { cluster.app(of: $0) == app }?.field("spec.nodeName")?.value
  }
}

/// What one line of an alert says.
struct AlertSign {
  var subject: String
  var isOfNode: Bool
  var sort: Sort
  /// The value that it has now, in milliseconds for times; 0 where none is told.
  var current: Double
  var field: ClusterObject.Field

  /// What is measured.
  enum Sort {
    case slow, throttled, processor, loss
  }

  /// Nil where a line says nothing of these.
  init?(_ field: ClusterObject.Field, of alert: ClusterObject) {
    func has(_ words: [String]) -> Bool {
      LogSearch.holds(field.value, words)
    }
    guard field.value.utf8.count < 2000, field.path != "origin" else { return nil }
    if has(["throttl", "cpu_cfs", "cpuquota"]) {
      sort = .throttled
    } else if has(["retrans", "packet loss", "packetloss"]) {
      sort = .loss
    } else if has(["latency_missing", "vanished"]) {
      return nil
    } else if has(["latency", "slow response", "response time", "slowrequests"]) {
      sort = .slow
    } else if has(["cpu"]) {
      sort = .processor
    } else {
      return nil
    }
    subject = alert.name
    isOfNode = alert.value("about") == "Node"
    current = Self.current(in: field.value)
    self.field = field
  }

  /// The greatest value behind `Current=` or an arrow.
  private static func current(in text: String) -> Double {
    var greatest = 0.0
    for part in text.replacing("->", with: "\u{1}").split(separator: "\u{1}").dropFirst() {
      let behind = part.drop { !$0.isNumber }
      let digits = behind.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { continue }
      let unit = behind.dropFirst(digits.count)
      greatest = max(
        greatest, unit.hasPrefix("s") && !unit.hasPrefix("se") ? number * 1000 : number)
    }
    return greatest
  }
}

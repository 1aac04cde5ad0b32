import Evidence
import Timeline

/// Many alerts that began within some minutes: which came first, and what they have in common.
///
///     22:17:40 PDUInputLost pdu-r14-a rack=r14
///     22:18:35 SwitchDown tor-r14 rack=r14 · 11 × NodeDown rack=r14 · 24 × CephOSDDown …
///
/// What was silenced or resolved, or began long before, is no part of it.
enum AlertStorm {
  /// Alerts that make a storm, and how far two of it may lie apart, in milliseconds.
  private static let fewest = 12
  private static let longestPause: Int64 = 10 * 60_000
  /// Alerts that must have the place of the first in common with it, and which part of all, in percent.
  private static let fewestOfPlace = 3
  private static let leastShare = 10

  /// Labels that tell where something stands, the narrowest first.
  private static let places = [
    "pdu", "switch", "feed", "host", "hostname", "node", "instance", "rack", "row", "room", "zone",
    "availability_zone", "az", "region", "datacenter", "dc", "site", "cluster", "nodepool", "pool",
    "vcenter", "hypervisor", "volume", "device", "namespace", "service", "job",
  ]

  private static let wide: Set<String> = [
    "cluster", "namespace", "region", "datacenter", "dc", "site", "job", "service",
  ]

  /// The storm, as a state of what its first alert is about; empty where there is none.
  static func storm(_ health: ClusterHealth) -> [Contradiction] {
    let alerts = health.cluster.of("Alert").compactMap(Alert.init).sorted {
      ($0.start, $0.line) < ($1.start, $1.line)
    }
    let firing = alerts.filter { $0.isFiring && !$0.isWatchdog }
    guard firing.count >= fewest, let burst = burst(firing), let first = burst.first,
      let place = place(of: first, burst, outside: firing.filter { !burst.contains($0) })
    else { return [] }
    let own = burst.filter { $0.names(place.value) && $0 != first }
    let next = own.first ?? burst[1]
    let counts = Dictionary(grouping: burst.dropFirst(), by: \.name).mapValues(\.count)
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(4)
      .map { $0.value == 1 ? "`\($0.key)`" : "\($0.value) `\($0.key)`" }
    let silenced = alerts.first { $0.isSilenced && $0.name == first.name && $0.names(place.value) }
    let summary = first.summary.isEmpty ? "" : " (\(first.summary))"
    let before =
      silenced.map {
        ", whose `\($0.name)` of `\($0.subject)` was silenced already, since \($0.clock)"
      } ?? ""
    let began = "`\(first.name)` of `\(first.subject)`\(summary) came first, at \(first.clock)"
    let followed = ", and \(burst.count - 1) alerts followed within \(minutes(burst)): "
    let shared = "; \(own.count + 1) of them are of \(place.label) `\(place.value)`"
    let detail = began + followed + counts.joined(separator: ", ") + shared + before
    return [
      Contradiction(
        "alert-storm", of: first.subject, detail,
        [first.sample, silenced?.sample, next.sample],
        names: Array(Set(own.map(\.subject)).sorted().prefix(10)))
    ]
  }

  private static func minutes(_ burst: [Alert]) -> String {
    let length = (burst.last?.start ?? .earliest).distance(from: burst.first?.start ?? .earliest)
    return length < 120_000 ? "\(length / 1000) s" : "\(length / 60_000) min"
  }

  /// The longest run of alerts that follow each other closely, where most of what fires is in it.
  private static func burst(_ firing: [Alert]) -> [Alert]? {
    var best: ArraySlice<Alert> = []
    var from = 0
    for index in firing.indices {
      if index > from, firing[index].start.distance(from: firing[index - 1].start) > longestPause {
        from = index
      }
      if index + 1 - from > best.count { best = firing[from...index] }
    }
    return best.count >= fewest && best.count * 2 >= firing.count ? Array(best) : nil
  }

  /// The label of the first alert that others of the storm have too, or name, and those before it have not.
  private static func place(
    of first: Alert, _ burst: [Alert], outside: [Alert]
  ) -> (label: String, value: String)? {
    let shared = places.compactMap { label -> (label: String, value: String, count: Int)? in
      guard let value = first.labels[label], value.count > 1 else { return nil }
      let count = burst.count { $0.names(value) }
      let others = outside.count { $0.names(value) }
      // All of one cluster are no news where no other cluster is told of.
      if wide.contains(label), !outside.contains(where: { !$0.names(value) }) { return nil }
      guard count > fewestOfPlace, count * 100 >= leastShare * burst.count,
        others * burst.count * 3 < count * max(outside.count, 1) || others == 0
      else { return nil }
      return (label, value, count)
    }
    return shared.max { $0.count < $1.count }.map { ($0.label, $0.value) }
  }

  /// An alert with its time.
  private struct Alert: Hashable {
    let name: String
    let subject: String
    let start: Instant
    let clock: String
    let labels: [String: String]
    let summary: String
    let state: String
    let sample: Sample
    /// What its labels say, for a look whether they name something.
    private let text: String

    var line: Reference { sample.reference }
    var isSilenced: Bool {
      ["suppressed", "silenced", "muted", "inhibited", "acknowledged"].contains(state)
    }
    var isFiring: Bool {
      !isSilenced && !["resolved", "inactive", "ok", "closed", "pending"].contains(state)
    }
    /// Alerts that fire all the time, to show that the monitor lives, have no severity.
    var isWatchdog: Bool { labels["severity"] == "none" }

    /// Nil where it has no name or no time.
    init?(_ object: ClusterObject) {
      let begin = ["startsAt", "activeAt", "startedAt", "time", "timestamp"].lazy
        .compactMap { object.field($0) }.first
      let labels = object.pairs("labels")
      guard let begin, let start = StampReader().instant(of: begin.value),
        let name = labels["alertname"] ?? labels["name"]
      else { return nil }
      self.name = name
      self.start = start
      self.labels = labels
      let narrow = ["pdu", "switch", "instance", "host", "hostname", "node", "device"]
      clock = String(begin.value.dropFirst(11).prefix(8))
      let summary = object.value("annotations.summary")
      self.summary = summary
      // What it is about is named by a label that its words name too.
      let told = labels.sorted { $0.key < $1.key }.first { label, value in
        !Self.common.contains(label) && value.count > 2 && summary.contains(value)
      }
      subject =
        narrow.lazy.compactMap { labels[$0] }.first ?? told?.value
        ?? (object.name == name ? places.lazy.compactMap { labels[$0] }.first : nil) ?? object.name
      state =
        (object.field("status.state") ?? object.field("state") ?? object.field("status"))?
        .value.lowercased() ?? "active"
      sample = object.field("labels.alertname")?.sample ?? begin.sample
      text = labels.filter { $0.key != "alertname" }.values.sorted().joined(separator: " ")
    }

    /// Labels that say nothing of what an alert is about.
    private static let common: Set<String> = [
      "alertname", "severity", "cluster", "team", "environment", "env", "prometheus", "priority",
    ]

    /// Whether its labels hold a word: `stor-r14-03` holds `r14`.
    func names(_ word: String) -> Bool {
      var rest = text[...]
      while let found = rest.firstRange(of: word) {
        let before =
          found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : " "
        let after = found.upperBound < text.endIndex ? text[found.upperBound] : " "
        if !isOfWord(before), !isOfWord(after) { return true }
        rest = text[found.upperBound...]
      }
      return false
    }

    private func isOfWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber
    }
  }
}

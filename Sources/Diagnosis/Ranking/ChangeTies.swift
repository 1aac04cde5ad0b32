import Evidence
import Timeline

/// Finds the change that is tied to a cause: by words that only the two have in common, by an address
/// in the network that was changed, or by whose it is.
///
///     14:12:30 flags: teo.m enables related_items_v2
///     14:13:10 shop: source="related_items" … connection not available
///
/// The words of a name that somebody chose are no chance where they come up after the change alone, so
/// they count more than that a change is of the same service, and from longer before.
struct ChangeTies {
  private let findings: [Finding]
  private let evidence: ObservedEvidence
  private let cause: Finding
  private let onset: Instant
  /// The services that the cause is of and names, and those that tell of the same at the same time.
  private let own: Set<String>
  private let kin: Set<String>
  /// The names in what these services log, and when each came up first.
  private let names: [(name: ChosenName, since: Instant)]
  private let addresses: Set<IPv4Address>
  /// The identifiers in what these services say that fails.
  private let identifiers: Set<String>

  /// Nil where the cause has no time.
  init?(_ cause: Finding, path: [String], findings: [Finding], evidence: ObservedEvidence) {
    guard let onset = cause.period?.lowerBound else { return nil }
    self.cause = cause
    self.findings = findings
    self.evidence = evidence
    self.onset = onset
    own = Set([cause.service] + cause.names)
    let alike = findings.filter { other in
      guard other.role != .change, other.role != .recovery, other.kind != nil,
        other.kind == cause.kind, other.hasBegun, let start = other.period?.lowerBound
      else { return false }
      return start.distance(from: onset).magnitude <= UInt64(RankingModel.together)
    }
    kin = Set(alike.map(\.service)).subtracting(own)
    let concerned = own.union(kin).union(path)
    let known = Set(evidence.catalog.services.map(\.name)).union(findings.map(\.service))
      .map(ChosenName.key)
    var since: [ChosenName: Instant] = [:]
    var addresses: Set<IPv4Address> = []
    func take(_ sample: Sample) {
      guard let time = sample.time?.instant, time <= onset.advanced(by: RankingModel.together)
      else { return }
      for name in ChosenName.names(in: sample.text) {
        since[name] = min(since[name] ?? time, time)
      }
    }
    for observation in evidence.observations where concerned.contains(observation.service) {
      guard case .entries = observation.measure, let first = observation.samples.first,
        ChangeLog(first) == nil
      else { continue }
      observation.samples.forEach(take)
    }
    for finding in alike + [cause] {
      for sample in finding.samples { addresses.formUnion(IPv4Address.all(in: sample.text)) }
    }
    let said = findings.filter { other in
      guard concerned.contains(other.service), other.role != .change, other.role != .recovery,
        other.hasBegun, let start = other.period?.lowerBound
      else { return false }
      return start.distance(from: onset).magnitude <= UInt64(RankingModel.atOnce)
    }
    // Where it runs is no thing that was changed.
    identifiers = Set(said.flatMap(\.samples).flatMap { Identifiers.all(in: $0.message) })
      .subtracting(evidence.catalog.hosts.map { $0.lowercased() })
    names = since.filter { !known.contains($0.key.key) }.map { ($0.key, $0.value) }
    self.addresses = addresses
  }

  /// The change that is tied best, of some that came before; nil where none is.
  func strongest(of changes: [Int]) -> Int? {
    let earlier = changes.filter { index in
      guard let time = findings[index].period?.lowerBound else { return false }
      return time <= onset && onset.distance(from: time) <= Self.reach
    }
    if let same = earlier.last(where: { sharesIdentifier(findings[$0]) }) { return same }
    let near = earlier.filter { cause.mayFollow(findings[$0]) }
    // Who fails is looked at before those that it names.
    let owned =
      near.last { findings[$0].service == cause.service }
      ?? near.last { concerns(findings[$0], own) }
    if let worded = earlier.last(where: { sharesName(findings[$0]) || holdsAddress(findings[$0]) })
    {
      // What was done to the service itself just before counts more than words from hours ago.
      guard let owned, let time = findings[owned].period?.lowerBound,
        onset.distance(from: time) <= Self.justBefore, !near.contains(worded)
      else { return worded }
      return owned
    }
    return owned
      ?? near.last {
        concerns(findings[$0], kin) && Self.settings.contains(findings[$0].kind ?? "")
      } ?? near.last { isOfWay(findings[$0]) } ?? onlyRun(of: earlier)
  }

  /// The one that was going on from before the trouble until it ended, where no other was: a job.
  private func onlyRun(of changes: [Int]) -> Int? {
    let through = changes.filter { index in
      guard let run = findings[index].period, run.length > 0, let trouble = cause.period else {
        return false
      }
      return run.upperBound >= trouble.upperBound.advanced(by: -Self.aboutThen)
        && (cause.isOngoing
          || run.upperBound <= trouble.upperBound.advanced(by: Self.aboutThen))
    }
    return through.count == 1 ? through[0] : nil
  }

  /// How far apart the ends of a run and of what it led to lie, in milliseconds.
  private static let aboutThen: Int64 = 15 * 60_000

  /// Whether something was done to the network just before others could not be reached any more.
  private func isOfWay(_ change: Finding) -> Bool {
    let isUnanswered =
      ["unreachable", "timeouts"].contains(cause.kind)
      || Self.lookups.contains { cause.detail.lowercased().contains($0) }
      || cause.signal == .metrics
        && MetricKind.tokens(cause.samples[0].logger ?? "").contains(where: Self.waits.contains)
    guard isUnanswered, change.signal == .changes,
      let time = change.period?.lowerBound, onset.distance(from: time) <= Self.justBefore
    else { return false }
    let words = change.samples[0].text.lowercased()
    return Self.ways.contains { words.contains($0) }
  }

  /// What lies on the way to others, by the names that clouds and operators give it.
  private static let ways = [
    "securitygroup", "security group", "security_group", "ingress", "egress", "firewall",
    "networkacl", "network acl", "networkpolicy", "network policy", "routetable", "route table",
    "vpcpeering", "peering", "nsg", "vlan", "udp/", "tcp/", "rule set", "ruleset", "iptables",
    "nftables", "access list", "acl ", "blocklist", "deny",
  ]
  /// Words of metrics that count what was not reached.
  private static let waits: Set<String> = ["timeout", "timeouts", "connect", "unreachable"]
  /// Words for what waits when the way to a resolver is cut.
  private static let lookups = ["lookup", "dns", "resolv"]

  /// What changes how much is asked of others: a restart or a release of who suffers too is a chance.
  private static let settings: Set<String> = [
    "configuration-change", "operator-act", "schema-change",
  ]

  /// How long before the onset a change may be that words tie to it, in milliseconds: a day.
  private static let reach: Int64 = 24 * 3_600_000
  /// What was done so short before the onset is looked at first, in milliseconds.
  private static let justBefore: Int64 = 5 * 60_000

  private func concerns(_ change: Finding, _ services: Set<String>) -> Bool {
    services.contains(change.service) || !services.isDisjoint(with: change.names)
  }

  /// Whether the change was made to the very thing that fails: a key, a volume, a security group.
  private func sharesIdentifier(_ change: Finding) -> Bool {
    !identifiers.isEmpty && change.signal != .metrics
      && !identifiers.isDisjoint(with: Identifiers.all(in: change.samples[0].text))
  }

  /// Whether a name in the change comes up in what fails, and did not before.
  private func sharesName(_ change: Finding) -> Bool {
    guard let time = change.period?.lowerBound, change.signal != .metrics else { return false }
    let told = ChosenName.names(in: change.samples[0].text).filter(\.isChosen)
    return told.contains { name in
      names.contains { other, since in
        since >= time.advanced(by: -RankingModel.slack) && name.isAkin(to: other)
      }
    }
  }

  /// Whether the change is of a network that an address lies in which the cause names.
  private func holdsAddress(_ change: Finding) -> Bool {
    !addresses.isEmpty
      && IPv4Network.all(in: change.samples[0].text).contains { network in
        addresses.contains(where: network.holds)
      }
  }
}

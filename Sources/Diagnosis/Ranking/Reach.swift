import Evidence
import Timeline

/// Tells whether a finding can have to do with the service in which the trouble is felt.
struct Reach {
  private let felt: String?
  /// The services that calls lead to from there.
  private let services: Set<String>
  private let names: NameMentions
  /// The services that calls lead to, by their names: who tells of one of them may tell of the same
  /// trouble.
  private let callees: NameMentions
  /// The machines, and the folders of files, on which the trouble was seen.
  private let places: Set<String>
  /// The machines that failures on the way name: `osd.7 failed (host=store-3)`.
  private let named: Set<String>
  private let onset: Instant?
  /// Whether the one that feels the trouble tells that it reached somebody in vain, and not whom.
  let isBlind: Bool

  /// The machines and files that the question names.
  private let asked: Set<String>

  /// Works out what lies on the way; `places` are the machines and files that the question names.
  init(_ failures: Failures, _ graph: CallGraph, places asked: [String] = []) {
    self.asked = Set(asked)
    felt = failures.felt
    services = failures.felt.map { graph.reach(from: $0) } ?? []
    // The one asked about need not write a log of its own to be named in others.
    names = NameMentions(failures.felt.map { [$0] } ?? [])
    callees = NameMentions(services.subtracting(failures.felt.map { [$0] } ?? []).sorted())
    onset = failures.felt.flatMap { failures.onsets[$0] }
    // Whoever is called on the way may be the one that is blind, or runs on the machine that broke.
    let own = services.union(failures.felt.map { [$0] } ?? []).sorted().flatMap {
      failures.ofService[$0] ?? []
    }
    isBlind = own.contains {
      let finding = failures.findings[$0]
      return finding.names.isEmpty && (finding.isToldByCaller || finding.kind == "timeouts")
    }
    places = own.reduce(into: []) { $0.formUnion(Self.places(of: failures.findings[$1])) }
    let hosts = Set(
      failures.findings.flatMap(\.samples).compactMap(\.host)
        + failures.findings.flatMap(Self.folders))
    let machines = NameMentions(hosts.sorted())
    named = Set(
      own.flatMap { failures.findings[$0].samples }.flatMap { machines.named(in: $0.text) })
  }

  /// Whether a finding was seen on a machine or in a file that the question names.
  func isAsked(_ finding: Finding) -> Bool {
    !asked.isEmpty
      && finding.samples.contains { sample in
        if sample.host.map(asked.contains) ?? false { return true }
        guard case .line(let path, _) = sample.reference.locator else { return false }
        return asked.contains(path)
      }
  }

  /// Whether calls lead to a finding, or it names that service, or is of the same machine.
  func holds(_ finding: Finding) -> Bool {
    guard let felt, felt != finding.service, !services.contains(finding.service),
      !isAsked(finding)
    else { return true }
    return finding.samples.contains {
      !names.named(in: $0.text).isEmpty || tellsOfCallee(finding, $0.text)
    } || !Self.places(of: finding).isDisjoint(with: places) || standsOnNamed(finding)
  }

  /// Whether a state was told of on a machine that failures name.
  private func standsOnNamed(_ finding: Finding) -> Bool {
    finding.role == .state && !named.isEmpty
      && (finding.samples.contains { $0.host.map(named.contains) ?? false }
        || !named.isDisjoint(with: Self.folders(of: finding)))
  }

  /// Whether a state is told of a service that is called on the way: "error unsealing vault" by its
  /// helper, where vault is what the payments wait for.
  private func tellsOfCallee(_ finding: Finding, _ text: String) -> Bool {
    finding.role == .state && !finding.isToldByCaller && !callees.named(in: text).isEmpty
  }

  /// Whether calls might lead to a finding that no line tells of: the service in which the trouble is
  /// felt names nobody, or not whom it called in vain, and the finding came shortly before.
  func mayHold(_ finding: Finding) -> Bool {
    guard felt != nil, services.count == 1 || isBlind else { return false }
    guard let onset, let start = finding.period?.lowerBound else { return true }
    let lead = onset.distance(from: start)
    return lead >= -RankingModel.slack && lead <= RankingModel.together
  }

  /// Where a finding was seen: machines, and the folders of its files, which hold what belongs together.
  private static func places(of finding: Finding) -> Set<String> {
    var places: Set<String> = []
    for sample in finding.samples {
      if let host = sample.host { places.insert("host " + host) }
      if case .line(let path, _) = sample.reference.locator, let slash = path.lastIndex(of: "/") {
        places.insert("folder " + path[..<slash])
      }
    }
    return places
  }

  /// The last folders of its files, which are often called like machines.
  private static func folders(of finding: Finding) -> [String] {
    finding.samples.compactMap { sample in
      guard case .line(let path, _) = sample.reference.locator else { return nil }
      return path.split(separator: "/").dropLast().last.map(String.init)
    }
  }
}

import Evidence
import Timeline

/// Services that fail on the one machine whose kernel tells why: they name nobody, and all of them
/// depend on it.
///
///     worker-07 kernel: nf_conntrack: table full, dropping packet    13:22:34
///     cart-6d8f-x2x9k (on worker-07): redis lookup failed            13:23:16
struct MachineFaults: Sendable {
  /// By the service that fails: the services of the machine's own log that tell of a state.
  private(set) var blamed: [String: Set<String>] = [:]

  /// The name under which the kernel writes to the log of its machine.
  private static let kernel = "kernel"

  /// Takes the failures, and the machines that anything was read of.
  init(_ findings: [Finding], hosts: [String], _ cluster: Cluster?) {
    let states = findings.filter {
      $0.service == Self.kernel && $0.role == .state && $0.hasBegun
        && ($0.kind.flatMap(FaultKind.named)?.weight ?? 0) >= RankingModel.loneWeight
    }
    guard !states.isEmpty else { return }
    let nodes = Self.nodes(of: cluster)
    func machines(_ finding: Finding) -> Set<String>? {
      let hosts = finding.samples.map { sample in sample.host.map { nodes[$0] ?? $0 } }
      return hosts.contains(nil) ? nil : Set(hosts.compactMap(\.self))
    }
    // Where there is one machine alone, that all fail on it tells nothing.
    let known = Set(hosts.map { nodes[$0] ?? $0 }).union(nodes.values)
    guard known.count > 1 else { return }
    for finding in findings where finding.service != Self.kernel && finding.hasBegun {
      guard let here = machines(finding), !here.isEmpty, let start = finding.period?.lowerBound
      else { continue }
      let isTold = states.contains { state in
        guard let there = machines(state), here.isSubset(of: there), let period = state.period
        else { return false }
        return period.lowerBound <= start.advanced(by: RankingModel.slack)
          && period.upperBound >= start.advanced(by: -RankingModel.atOnce)
      }
      if isTold { blamed[finding.service, default: []].insert(Self.kernel) }
    }
  }

  /// The machine of each pod.
  private static func nodes(of cluster: Cluster?) -> [String: String] {
    Dictionary(
      (cluster?.of("Pod") ?? []).compactMap { pod in
        pod.field("spec.nodeName").map { (pod.name, $0.value) }
      }, uniquingKeysWith: { first, _ in first })
  }
}

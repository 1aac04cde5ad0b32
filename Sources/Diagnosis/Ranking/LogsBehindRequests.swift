import Evidence
import Timeline

/// The services whose logs say why requests are slow or fail, which spans only show: where the logs' own diagnosis
/// begins with one of them, it leads.
///
///     81 of 84 calls UPDATE seats to `seats-db` take 4.7 s     seats-db logs: still waiting for ShareLock
///     its own work takes 3 s instead of 4 ms                   its log: Connection is not available
struct LogsBehindRequests {
  /// What the requests show.
  private let finding: Finding
  private let signals: SignalCase

  init(_ finding: Finding, _ signals: SignalCase) {
    self.finding = finding
    self.signals = signals
  }

  var services: Set<String> { named.union(alike).union(short) }

  /// The services of which spans were recorded.
  private var traced: Set<String> {
    Set(signals.evidence.requests?.now.requests.operations.map(\.service) ?? [])
  }

  /// The services that the finding names and that have no span: a call to `cart.shop.svc` names `cart`.
  private var named: Set<String> {
    let text = ([finding.detail] + finding.names).joined(separator: " ")
    return Set(signals.evidence.mentions.named(in: text)).subtracting(traced)
  }

  /// What logs tell at the time of the finding.
  private var told: [Finding] {
    guard let period = finding.period else { return [] }
    return signals.findings.filter { other in
      other.signal == nil && other.role == .state
        && other.period.map { $0.overlaps(period) } ?? false
    }
  }

  /// The services whose logs tell of the same as those of the one in which requests fail, for a reason that its
  /// spans do not tell: `Could not open JPA EntityManager` of a span is a password refused in the logs.
  private var alike: Set<String> {
    guard finding.kind == "failing-operation" else { return [] }
    let telling = told.filter { other in
      other.kind.flatMap(FaultKind.named).map { $0.weight >= RankingModel.leastTellingWeight }
        ?? false
    }
    let kinds = Set(telling.filter { $0.service == finding.service }.map(\.kind))
    return Set(telling.filter { kinds.contains($0.kind) }.map(\.service))
  }

  /// Who tells what there is too little of, and did not all along: the service itself, where its own work is slow or
  /// fails; one without spans, such as a database, where a call is.
  private var short: Set<String> {
    let isOfCall = finding.kind == "slow-call"
    guard isOfCall || ["slow-work", "failing-operation"].contains(finding.kind) else { return [] }
    let services = told.filter {
      !$0.isFailingAllAlong && $0.kind.map(Self.shortages.contains) ?? false
    }.map(\.service)
    return isOfCall
      ? Set(services).subtracting(traced) : Set(services).intersection([finding.service])
  }

  private static let shortages: Set<String> = [
    "pool-exhausted", "too-many-connections", "out-of-memory", "heap-pressure", "disk-full", "lock",
    "deadlock", "limit-reached",
  ]
}

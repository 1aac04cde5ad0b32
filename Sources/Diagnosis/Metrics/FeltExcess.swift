import Evidence
import Timeline

/// How much of what users feel each service adds itself, down the call graph.
///
/// What a service loses to slow or failing callees comes back in its own latency and failures. So a
/// service's excess over its usual, times its requests, less the excess of all it calls, is what it
/// adds itself: of the seconds that are lost at the edge, the deepest service with trouble of its own
/// keeps the most.
///
///     web +25 s = 500 requests × 50 ms → calls search +26 s → calls table +10 s
///     own: web 0, search 16 s, table 10 s
struct FeltExcess: Sendable {
  /// What is felt: latency, or failures.
  let kind: MetricKind
  /// The service in which it is felt.
  let felt: String
  /// When it was felt most.
  let peak: Instant
  /// What is lost where it is felt: seconds or failures in one interval, or the bare difference where
  /// nobody tells of requests.
  let whole: Double
  /// How far the peak lies beyond nearly all that is usual there, in spreads.
  let clarity: Double
  /// What each service adds itself, most first.
  let own: [(service: String, share: Double)]
  /// Callees that nobody called before: their callers began to call them.
  let fresh: [String: String]

  /// Works it out; nil where no service that has callees tells of anything felt.
  ///
  /// `asked` are the services that the question names, `window` the time that counts.
  init?(_ metrics: MetricPicture, _ kind: MetricKind, asked: [String], window: TimeWindow?) {
    guard !metrics.callees.isEmpty else { return nil }
    let kinds: [MetricKind] = kind == .latency ? [.latency] : [.availability, .errors]
    var runs: [String: MetricRun] = [:]
    for service in metrics.ofService.keys {
      runs[service] = kinds.lazy.compactMap { metrics.run(of: service, $0) }.first
    }
    let graph = metrics.callees
    let called = Set(graph.values.joined())
    // Where it is felt: the service asked about, else the one that none of the others calls.
    let roots = runs.keys.filter { graph[$0] != nil && !called.contains($0) }.sorted()
    let candidates = asked.filter { runs[$0] != nil }
    guard
      let felt = (candidates.isEmpty ? roots : candidates).max(by: {
        (Self.greatest(metrics, runs, $0, window), $1) < (
          Self.greatest(metrics, runs, $1, window), $0
        )
      }), let run = runs[felt]
    else { return nil }
    let times = run.times.filter { time in window.map { $0.contains(time) } ?? true }
    let excesses = times.map { Self.excess(metrics, run, at: $0) }
    guard let most = excesses.indices.max(by: { (excesses[$0], $1) < (excesses[$1], $0) }),
      excesses[most] > 0
    else { return nil }
    self.kind = kind
    self.felt = felt
    peak = times[most]
    whole = excesses[most]
    let usual =
      run.usual ?? Spread(run.step.map { run.values[..<$0.range.lowerBound] } ?? run.values[...])
    let spread = max(
      usual.range, RankingModel.leastSpread * abs(usual.median), run.leastSpread(usual.quantile(1)))
    clarity =
      spread > 0 ? ((run.value(at: times[most]) ?? 0) - usual.quantile(0.95)) / spread : 0
    let reached = Self.reached(from: felt, graph)
    var all: [String: Double] = [:]
    for service in reached {
      guard let run = runs[service] else { continue }
      all[service] = max(0, Self.excess(metrics, run, at: peak))
    }
    var fresh: [String: String] = [:]
    if let known = metrics.known {
      for caller in reached.sorted() where known.contains(caller) {
        for callee in (graph[caller] ?? []).sorted()
        where !known.contains(callee) && (all[callee] ?? 0) > 0 {
          fresh[caller] = callee
        }
      }
    }
    let newCallees = Set(fresh.values)
    let least = whole
    own = all.keys.filter { !newCallees.contains($0) }.map { service in
      let passed = (graph[service] ?? []).filter { !newCallees.contains($0) }
        .reduce(0) { $0 + (all[$1] ?? 0) }
      return (service, ((all[service] ?? 0) - passed) / least)
    }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }.map { (service: $0.0, share: $0.1) }
    self.fresh = fresh
  }

  private static func greatest(
    _ metrics: MetricPicture, _ runs: [String: MetricRun], _ service: String, _ window: TimeWindow?
  ) -> Double {
    guard let run = runs[service] else { return 0 }
    return run.times.filter { time in window.map { $0.contains(time) } ?? true }
      .map { excess(metrics, run, at: $0) }.max() ?? 0
  }

  /// What a service lost in one interval beside its usual: by its requests, where they are told.
  private static func excess(_ metrics: MetricPicture, _ run: MetricRun, at time: Instant) -> Double
  {
    guard let value = run.value(at: time) else { return 0 }
    var usual = run.usual?.median ?? 0
    if run.usual == nil {
      let before = run.step.map { run.values[..<$0.range.lowerBound] } ?? run.values[...]
      usual = Spread(before).median
    }
    var excess = value - usual
    // A count of errors is one of requests already; a share is not.
    let isShare = run.whole != nil || run.kind == .latency || run.unit == "%"
    guard isShare else { return excess }
    if let whole = run.whole { excess /= whole }
    guard let requests = metrics.run(of: run.service, .requests) else {
      return metrics.runs.contains { $0.kind == .requests } ? 0 : excess
    }
    return excess * max(0, requests.value(at: time) ?? 0)
  }

  private static func reached(from start: String, _ graph: [String: Set<String>]) -> Set<String> {
    var reached: Set<String> = [start]
    var queue = [start]
    while let next = queue.popLast() {
      for callee in graph[next] ?? [] where reached.insert(callee).inserted { queue.append(callee) }
    }
    return reached
  }
}

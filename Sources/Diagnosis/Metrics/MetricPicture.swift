import Evidence
import Timeline

/// All metrics of the evidence, each with what changed in it.
struct MetricPicture: Sendable {
  /// In the order of the observations.
  let runs: [MetricRun]
  /// The places of each service's metrics.
  let ofService: [String: [Int]]
  /// Services of which a quiet period tells anything; nil where none was given.
  let known: Set<String>?
  /// The callees of each service, of those that have metrics or call ones that have.
  let callees: [String: Set<String>]

  /// Reads the observations that are metrics; empty where none is.
  init(_ observations: [Observation], baseline: [Observation]) {
    var usual: [Key: [Double]] = [:]
    for observation in baseline {
      guard let key = Key(observation) else { continue }
      usual[key, default: []] += observation.values.values
    }
    var traits: [String: MetricTraits] = [:]
    let keys = observations.map(Key.init)
    for case let key? in keys where traits[key.name] == nil {
      traits[key.name] = MetricTraits(key.name)
    }
    var runs = Concurrently.map(Array(keys.indices)) { [usual, traits] index -> MetricRun? in
      guard let key = keys[index], let known = traits[key.name] else { return nil }
      return MetricRun(observations[index], at: index, usual: usual[key] ?? [], traits: known)
    }.compactMap(\.self)
    var greatest: [String: Double] = [:]
    for run in runs {
      greatest[run.name] = max(greatest[run.name] ?? 0, run.values.max() ?? 0)
    }
    let ofService = Dictionary(grouping: runs.indices) { runs[$0].service }
    let requests = ofService.mapValues { Self.requests(of: runs, $0) }
    runs = Concurrently.map(runs) { [greatest] run in
      var run = run
      let requests = requests[run.service] ?? nil
      run.look(greatest: greatest[run.name] ?? 0, requests: requests)
      run.share = Self.share(of: run, requests)
      return run
    }
    for places in ofService.values { Self.findLimits(&runs, places) }
    self.runs = runs
    self.ofService = ofService
    known =
      usual.isEmpty ? nil : Set(usual.filter { $0.value.contains { $0 != 0 } }.map(\.key.service))
    var callees: [String: Set<String>] = [:]
    for observation in observations {
      guard case .calls(let callee) = observation.measure else { continue }
      callees[observation.service, default: []].insert(callee)
    }
    self.callees = callees
  }

  private struct Key: Hashable {
    var service: String
    var name: String

    init?(_ observation: Observation) {
      guard case .metric(let name, _) = observation.measure else { return nil }
      service = observation.service
      self.name = name
    }
  }

  /// The run of a service that tells a kind best; nil where it has none.
  ///
  /// Of latencies the mean, which adds up along calls, else the lowest percentile.
  func run(of service: String, _ kind: MetricKind) -> MetricRun? {
    // By their places: a run that is copied for a look costs more than the look.
    (ofService[service] ?? []).filter { runs[$0].kind == kind && !runs[$0].isLimit }
      .min {
        (runs[$0].traits.percentile, runs[$0].observation)
          < (runs[$1].traits.percentile, runs[$1].observation)
      }.map { runs[$0] }
  }

  /// The requests a second of a service: of its metrics that tell of some the one that counts most; nil
  /// where none does.
  private static func requests(of runs: [MetricRun], _ places: [Int]) -> Double? {
    places.filter { runs[$0].kind == .requests && runs[$0].isRate }
      .compactMap { runs[$0].values.isEmpty ? nil : Spread(runs[$0].values).median }
      .filter { $0 > 0 }.max()
  }

  /// Which part of a service's requests its errors are while they stand out.
  private static func share(of run: MetricRun, _ requests: Double?) -> Double? {
    guard run.kind == .errors, run.isRate, let step = run.step, let requests else { return nil }
    return step.after / max(requests, step.after)
  }

  /// Metrics of a service whose limit another of its metrics tells, or that are shares of one.
  private static func findLimits(_ runs: inout [MetricRun], _ places: [Int]) {
    let limits = places.filter { runs[$0].isLimit }
    for place in places where !runs[place].isLimit && runs[place].kind.isResource {
      if runs[place].unit == "%", let most = runs[place].values.max(), most <= 101 {
        // Any number of cores may be busy; a share of something cannot exceed it.
        runs[place].limit = (100, runs[place].name)
        continue
      }
      let own = Set(MetricKind.tokens(runs[place].name))
      let match = limits.filter { runs[$0].kind == runs[place].kind }.max { a, b in
        own.intersection(MetricKind.tokens(runs[a].name)).count
          < own.intersection(MetricKind.tokens(runs[b].name)).count
      }
      if let match, let value = runs[match].values.last, value > 0 {
        runs[place].limit = (value, runs[match].name)
      }
    }
  }
}

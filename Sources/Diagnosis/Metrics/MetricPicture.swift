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
      usual[key, default: []] += observation.values.points.map(\.value)
    }
    var runs = observations.enumerated().compactMap { index, observation in
      MetricRun(
        observation, at: index, usual: Key(observation).flatMap { usual[$0] } ?? [])
    }
    var greatest: [String: Double] = [:]
    for run in runs {
      greatest[run.name] = max(greatest[run.name] ?? 0, run.values.max() ?? 0)
    }
    let ofService = Dictionary(grouping: runs.indices) { runs[$0].service }
    let requests = ofService.mapValues { Self.requests(of: runs, $0) }
    for index in runs.indices {
      runs[index].look(
        greatest: greatest[runs[index].name] ?? 0, requests: requests[runs[index].service] ?? nil)
      runs[index].share = Self.share(of: runs[index], requests[runs[index].service] ?? nil)
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
    let own = (ofService[service] ?? []).map { runs[$0] }.filter { $0.kind == kind && !$0.isLimit }
    return own.min { (Self.order($0.name), $0.observation) < (Self.order($1.name), $1.observation) }
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

  private static func order(_ name: String) -> Int {
    let tokens = MetricKind.tokens(name)
    if tokens.contains(where: ["average", "avg", "mean"].contains) { return 0 }
    let percentile = tokens.lazy.compactMap { token -> Int? in
      let digits = token.hasPrefix("p") ? String(token.dropFirst()) : token
      return Int(digits)
    }.first
    return percentile ?? 1
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

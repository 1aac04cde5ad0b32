package import Evidence

/// The kinds of evidence that observations come from.
extension Finding.Signal {
  /// The kinds of evidence that were observed, beside logs; sorted.
  package static func kinds(of observations: [Observation]) -> [Finding.Signal] {
    let found = Set(observations.compactMap(kind))
    return allCases.filter(found.contains)
  }

  /// The kind of evidence of an observation, where that is no log; who calls whom may be told by any.
  private static func kind(of observation: Observation) -> Finding.Signal? {
    switch observation.measure {
    case .entries, .calls: nil
    case .metric: .metrics
    case .latency, .errors: .traces
    case .change: .changes
    case .state: .cluster
    }
  }
}

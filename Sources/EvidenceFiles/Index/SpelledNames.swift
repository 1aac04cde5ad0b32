import Evidence

/// Services whose names differ in nothing but the marks between their words, told by one name: a column
/// `shop_web_p95_ms` and a change of `shop-web` are of the same.
///
/// The name that logs have stays as it is, for their lines are read again by it; else that of most.
struct SpelledNames {
  private var names: [String: String] = [:]

  /// Finds them among services that write logs, and those of what was observed otherwise.
  init(logged: [String], observed: [Observation]) {
    let counts = Dictionary(observed.map { ($0.service, 1) }, uniquingKeysWith: +)
    let all = Dictionary(grouping: Set(counts.keys).union(logged), by: Self.key)
    let known = Set(logged)
    for (key, forms) in all where forms.count > 1 && !key.isEmpty {
      func weight(_ name: String) -> (Int, Int) {
        (known.contains(name) ? 1 : 0, counts[name] ?? 0)
      }
      // Of equals the first by the alphabet.
      let best = forms.sorted().max { weight($0) < weight($1) }
      for form in forms where form != best && !known.contains(form) { names[form] = best }
    }
  }

  /// The observations, each by the one name of its service.
  func renamed(_ observations: [Observation]) -> [Observation] {
    guard !names.isEmpty else { return observations }
    return observations.map { observation in
      // An object is called as its cluster calls it.
      if case .state = observation.measure { return observation }
      guard let name = names[observation.service] else { return observation }
      var renamed = observation
      renamed.service = name
      renamed.samples = observation.samples.renamed(observation.service, to: name)
      return renamed
    }
  }

  /// A name with one mark for all: `10.0.1.12` and `10.0.11.2` stay two.
  private static func key(_ name: String) -> String {
    String(name.lowercased().map { "_. ".contains($0) ? "-" : $0 })
  }
}

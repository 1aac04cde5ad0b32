import Evidence

/// Rows of tables that tell of an object, where the file that holds them was read as a log as well.
///
///     i3o5p7a9s1d2   gate.2   gate:3.6.2   w2   Running   Rejected 4 hours ago   "No such image: gate:3.6.2"
///
/// What a row says is said by the object: whether it still holds is known there.
struct TableRows: Sendable {
  /// The lines at which such objects stand.
  private let rows: Set<Reference>

  /// Kinds of objects of which a table tells all.
  private static let kinds: Set<String> = ["SwarmTask", "FormerTask", "SwarmService", "Node"]

  init(_ observations: [Observation]) {
    rows = Set(
      observations.filter { observation in
        guard case .state(let object) = observation.measure else { return false }
        return Self.kinds.contains(String(object.prefix { $0 != "/" }))
      }.flatMap { $0.samples.map(\.reference) })
  }

  /// Whether all that can be quoted of an observation of entries are such rows.
  func tell(_ observation: Observation) -> Bool {
    guard !rows.isEmpty, case .entries = observation.measure, !observation.samples.isEmpty else {
      return false
    }
    return observation.samples.allSatisfy { rows.contains($0.reference) }
  }
}

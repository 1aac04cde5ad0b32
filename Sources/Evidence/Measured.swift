package import Timeline

/// What the values of a series are of, so that they can be drawn and read: `db_pool_active` in
/// `connections`, usually 3 to 9, out of that from 10:05:12 on.
package struct Measured: Hashable, Sendable, Codable {
  /// What was measured, as the evidence calls it.
  package var name: String
  /// The unit of the values; empty where none is known.
  package var unit: String
  /// What a quiet period shows; nil where none was given.
  package var usual: Band?
  /// When the values became others; nil where they did not, or not at once.
  package var onset: Instant?

  /// The unit of what is counted by the second.
  package static let perSecond = "per s"

  package init(name: String, unit: String, usual: Band? = nil, onset: Instant? = nil) {
    self.name = name
    self.unit = unit
    self.usual = usual
    self.onset = onset
  }

  /// Between which nearly all values of a quiet period lie.
  package struct Band: Hashable, Sendable, Codable {
    package var low: Double
    package var high: Double

    /// Makes the band between two values, whichever is the lower.
    package init(_ one: Double, _ other: Double) {
      low = min(one, other)
      high = max(one, other)
    }
  }
}

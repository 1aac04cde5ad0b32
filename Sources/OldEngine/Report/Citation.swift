package import Timeline

/// A quoted line with where it stands: what a claim in a report rests on.
package struct Citation: Hashable, Sendable, Codable {
  /// Its number in the report, from 1.
  package var number: Int
  package var service: String
  /// The path as shown, relative to the evidence folder.
  package var path: String
  /// The line, from 1 in decompressed text.
  package var line: Int
  /// A part of that line, cleaned and masked.
  package var quote: String
  /// How many lines like it there are in the stretch it stands for.
  package var count: Int
  package var first: Instant?
  package var last: Instant?
  /// The lines over time, as a series of blocks; empty for few.
  package var sparkline: String
}

/// A time as it was found in some bytes.
package struct Stamp: Hashable, Sendable {
  /// What it says.
  package var timestamp: Timestamp
  /// The index behind it.
  package var end: Int
  /// How sure it is that this is a time.
  package var certainty: Certainty
  /// Whether day and month could be the other way round.
  package var isOrderOpen: Bool

  package init(
    _ timestamp: Timestamp, end: Int, certainty: Certainty = .stated, isOrderOpen: Bool = false
  ) {
    self.timestamp = timestamp
    self.end = end
    self.certainty = certainty
    self.isOrderOpen = isOrderOpen
  }

  /// How much a stamp's form tells it from other numbers.
  package enum Certainty: Int, Hashable, Sendable, Comparable {
    /// A bare number, such as seconds since 1970: good where a time is expected.
    case number
    /// A clock without a date.
    case clock
    /// A date with a clock.
    case stated

    package static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
  }
}

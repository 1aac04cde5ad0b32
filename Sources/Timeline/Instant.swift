/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Its arithmetic stops at both ends of what can be counted: questions and logs may name any number
/// of seconds and weeks, and none of them may trap.
package struct Instant: Hashable, Sendable, Codable {
  package var milliseconds: Int64

  @inlinable
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// The earliest that can be told; stands for "from the beginning on" in a window.
  package static let earliest = Instant(milliseconds: .min)
  /// The latest that can be told; stands for "with no end" in a window.
  package static let latest = Instant(milliseconds: .max)

  /// The instant this many milliseconds later, at the most ``earliest`` or ``latest``.
  @inlinable
  package func advanced(by milliseconds: Int64) -> Instant {
    Instant(milliseconds: self.milliseconds.addingClamped(milliseconds))
  }

  /// The milliseconds from another instant to this one, clamped to what can be counted.
  @inlinable
  package func distance(from other: Instant) -> Int64 {
    milliseconds.subtractingClamped(other.milliseconds)
  }
}

extension Instant: Comparable {
  @inlinable
  package static func < (a: Instant, b: Instant) -> Bool {
    a.milliseconds < b.milliseconds
  }

  /// The window from one instant through another.
  ///
  /// Stands in for the standard library's operator, whose range traps where the ends come the wrong
  /// way round: between two instants `...` cannot.
  @inlinable
  package static func ... (first: Instant, last: Instant) -> TimeWindow {
    TimeWindow(from: first, through: last)
  }
}

/// A stretch of time with both its ends, made of any two instants; empty where they come reversed.
///
/// There is no way to make one that traps. ``Instant/earliest`` and ``Instant/latest`` as ends leave
/// it open there.
package struct TimeWindow: Hashable, Sendable {
  /// The first instant of the window.
  package var lowerBound: Instant
  /// The last instant of the window; before ``lowerBound`` where it is empty.
  package var upperBound: Instant

  @inlinable
  package init(from first: Instant, through last: Instant) {
    lowerBound = first
    upperBound = last
  }

  /// Whether no instant lies in it.
  @inlinable
  package var isEmpty: Bool { upperBound < lowerBound }

  /// The milliseconds between its ends, 0 where it is empty, clamped to what can be counted.
  @inlinable
  package var length: Int64 { isEmpty ? 0 : upperBound.distance(from: lowerBound) }

  /// Returns whether an instant lies in it.
  @inlinable
  package func contains(_ instant: Instant) -> Bool {
    instant >= lowerBound && instant <= upperBound
  }

  /// Returns whether some instant lies in both.
  @inlinable
  package func overlaps(_ other: TimeWindow) -> Bool {
    max(lowerBound, other.lowerBound) <= min(upperBound, other.upperBound)
  }

  /// The window with so many milliseconds more at both ends.
  @inlinable
  package func widened(by milliseconds: Int64) -> TimeWindow {
    TimeWindow(
      from: lowerBound.advanced(by: Int64(0).subtractingClamped(milliseconds)),
      through: upperBound.advanced(by: milliseconds))
  }

  /// The smallest window that holds both.
  @inlinable
  package func union(_ other: TimeWindow) -> TimeWindow {
    TimeWindow(
      from: min(lowerBound, other.lowerBound), through: max(upperBound, other.upperBound))
  }
}

/// Written as a list of its two ends: the form of the standard library's ranges, which stored turns
/// of earlier versions have.
extension TimeWindow: Codable {
  package init(from decoder: any Decoder) throws {
    var ends = try decoder.unkeyedContainer()
    lowerBound = try ends.decode(Instant.self)
    upperBound = try ends.decode(Instant.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var ends = encoder.unkeyedContainer()
    try ends.encode(lowerBound)
    try ends.encode(upperBound)
  }
}

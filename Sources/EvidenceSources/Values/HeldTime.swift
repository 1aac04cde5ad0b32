package import Timeline

/// What a source holds beside a window in which it has nothing.
///
///     asked 08:00 to 09:00, values until 06:12 → last 06:12, told as
///     "it holds values until 2026-06-01 06:12:00 UTC, 1 h 48 min before the time that was asked"
package struct HeldTime: Hashable, Sendable, Codable {
  /// What is held, as a plural: `values`, `lines`, `traces`.
  package var what: String
  /// The time of the last of them before the window; nil where none was found.
  package var last: Instant?
  /// The time of the first of them behind the window; nil where none was found, or none was sought.
  package var next: Instant?

  package init(what: String, last: Instant? = nil, next: Instant? = nil) {
    self.what = what
    self.last = last
    self.next = next
  }

  /// Days before a window, and behind it, within which sources look for what they hold: the first
  /// stretch that holds anything ends the search.
  package static let stretches: [Int64] = [1, 7, 60, 400]

  /// How it lies to a window that was asked for, as half a sentence without its source's name.
  ///
  /// Where no time was asked, `now` is what it is told from.
  func words(for window: TimeWindow, now: Instant?) -> String {
    let none = "it holds no \(what) from \(Self.time(window.lowerBound)) to "
    let end = Self.time(window.upperBound)
    if let last {
      let until = "it holds \(what) until \(Self.time(last)), "
      let rest =
        next.map { ", and again from \(Self.time($0)) on" } ?? ""
      if let now { return until + "\(Self.length(from: last, to: now)) ago" + rest }
      return until + "\(Self.length(from: last, to: window.lowerBound)) before the time that was "
        + "asked" + rest
    }
    if let next {
      return none + "\(end): they begin at \(Self.time(next)), "
        + "\(Self.length(from: window.upperBound, to: next)) after the time that was asked"
    }
    return none + "\(end), and none were found before"
  }

  private static func length(from start: Instant, to end: Instant) -> String {
    SourceTime.length(end.distance(from: start))
  }

  private static func time(_ instant: Instant) -> String { SourceTime.text(instant) }
}

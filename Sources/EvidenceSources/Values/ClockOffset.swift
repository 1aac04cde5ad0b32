import SessionsClient

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How far a server's clock is ahead of this machine's.
package struct ClockOffset: Hashable, Sendable {
  /// Negative where the server's is behind.
  let milliseconds: Int64

  /// Below this it is the time that answers take: their clock is told to the second, when they begin.
  private static let least: Int64 = 120_000

  /// Compares the header `Date` of an answer (RFC 9110, section 6.6.1) with the time at which it came;
  /// nil where there is none, or the two agree.
  init?(date: String?, at now: Date) {
    guard let date = date.flatMap(HTTPDate.date) else { return nil }
    let seconds = date.timeIntervalSince(now)
    guard seconds.isFinite, abs(seconds) < 1e10 else { return nil }
    let milliseconds = Int64(seconds * 1000)
    guard abs(milliseconds) >= Self.least else { return nil }
    self.milliseconds = milliseconds
  }

  /// What it means for a question, as half a sentence without its source's name, and what to do.
  var words: String {
    let minutes = (abs(milliseconds) + 30_000) / 60_000
    let length = SourceTime.length(minutes * 60_000)
    return
      "its clock is \(length) \(milliseconds > 0 ? "ahead of" : "behind") this machine's, so what "
      + "happened at a time of this machine may stand \(length) "
      + "\(milliseconds > 0 ? "later" : "earlier") in what it holds. Set the wrong clock; until then "
      + "name times as its clock has them."
  }
}

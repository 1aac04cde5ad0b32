import Foundation
import TestSupport
import Testing
import Timeline

@testable import Investigation

/// Evidence of every kind of span that questions about time are tried on.
struct TestSpan: Sendable, CustomTestStringConvertible {
  let name: String
  /// The lines of the log; none for a file with nothing in it.
  let lines: [String]

  var testDescription: String { name }

  static let all: [TestSpan] = [
    TestSpan(name: "an empty file", lines: []),
    TestSpan(name: "one line", lines: ["2026-03-10T10:00:00Z ERROR cart cannot reach ledger"]),
    TestSpan(
      name: "one second",
      lines: (0..<50).map { number in
        let fraction = String(format: "%03d", number * 20)
        let text = number < 40 ? "INFO order \(number) placed" : "ERROR pool exhausted (4/4)"
        return "2026-03-10T10:00:00.\(fraction)Z \(text)"
      }),
    TestSpan(name: "an hour", lines: stretch("2026-03-10T10:00:00Z", step: 30, count: 120)),
    TestSpan(
      name: "years", lines: stretch("2019-01-01T00:00:00Z", step: 30 * 86_400, count: 100)),
    TestSpan(name: "before 1970", lines: stretch("1955-06-01T10:00:00Z", step: 60, count: 60)),
    TestSpan(name: "after 2038", lines: stretch("2040-02-29T10:00:00Z", step: 3600, count: 60)),
    TestSpan(name: "no times", lines: (0..<40).map { "ERROR worker \($0) lost its lease" }),
  ]

  /// Lines at even distances, of which the last third tell of errors.
  private static func stretch(_ start: String, step: Int, count: Int) -> [String] {
    let first = Self.instant(start)
    return (0..<count).map { number in
      let time = CivilTime(first.advanced(by: Int64(number * step) * 1000))
      let stamp = "\(time.dateText)T\(time.clockText)Z"
      if number == count / 2 { return "\(stamp) INFO configuration reloaded: pool 40 -> 4" }
      return number * 3 < count * 2
        ? "\(stamp) INFO order \(number) placed" : "\(stamp) ERROR pool exhausted (4/4) for cart"
    }
  }

  /// The instant of `2026-03-10T10:00:00Z`.
  private static func instant(_ text: String) -> Instant {
    let parts = text.split { !$0.isNumber }.compactMap { Int($0) }
    return CivilTime(
      year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
      second: parts[5]
    ).instant
  }

  /// Writes the evidence: a log of `checkout`, and where it holds anything a second one of `cart`.
  func write(to folder: TemporaryFolder) throws {
    try folder.write("checkout.log", lines.map { $0 + "\n" }.joined())
    guard lines.count > 1 else { return }
    try folder.write("cart.log", lines.prefix(lines.count / 2).map { $0 + "\n" }.joined())
  }
}

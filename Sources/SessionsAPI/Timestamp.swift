#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Times as the contract writes them: RFC 3339, in UTC with `Z`, to the millisecond.
package enum Timestamp {
  /// Writes a date as `2026-01-31T10:05:00.000Z`.
  package static func string(from date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// Reads an RFC 3339 time with an offset; nil where the text is anything else.
  ///
  /// A time without an offset is no point in time, so it is refused rather than guessed.
  package static func date(from text: String) -> Date? {
    // RFC 3339 lets `t` and `z` be lower-case, and any number of digits stand after the point.
    let upper = text.uppercased()
    guard upper.utf8.count <= 64, let separator = upper.firstIndex(of: "T"),
      upper[separator...].contains(where: { $0 == "Z" || $0 == "+" || $0 == "-" })
    else { return nil }
    if let date = try? Date(upper, strategy: Date.ISO8601FormatStyle()) { return date }
    return try? Date(upper, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}

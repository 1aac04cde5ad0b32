import Evidence

/// A value as a number, comparable with others of its kind.
///
///     62G    → 66,571,993,088 bytes       350ms → 0.35 seconds
///     7,170  → 7170                        92%   → 92 %
struct StatedAmount: Hashable {
  var value: Double
  var kind: Kind

  /// What is counted: only amounts of one kind are compared.
  enum Kind: Hashable {
    case number, percent, bytes, seconds
    /// A unit that may mean several things, such as the `m` of minutes and of thousandths.
    case other(String)
  }

  /// Nil where a text is no number with at most a unit behind it.
  init?(_ text: String) {
    let text = text.filter { $0 != "," }
    let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
    guard let number = Double(digits), number.isFinite, digits.utf8.count <= Self.mostDigits else {
      return nil
    }
    let unit = String(text.dropFirst(digits.count).trimming(\.isWhitespace))
    guard unit.utf8.count <= Self.longestUnit else { return nil }
    if unit.isEmpty {
      (value, kind) = (number, .number)
    } else if unit == "%" {
      (value, kind) = (number, .percent)
    } else if let seconds = Self.seconds[unit] {
      (value, kind) = (number * seconds, .seconds)
    } else if let bytes = Self.bytes(unit) {
      (value, kind) = (number * bytes, .bytes)
    } else if unit.allSatisfy(\.isLetter) {
      (value, kind) = (number, .other(unit))
    } else {
      return nil
    }
  }

  private static let mostDigits = 18
  private static let longestUnit = 4
  private static let seconds = [
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86_400,
  ]

  /// `K`, `Ki`, `KiB`, `MB`, `G`: tools that print one letter mean powers of 1024.
  private static func bytes(_ unit: String) -> Double? {
    guard let first = unit.first, let power = "BKMGT".firstIndex(of: first) else { return nil }
    guard ["", "i", "iB", "B", "b"].contains(String(unit.dropFirst())) else { return nil }
    let steps = "BKMGT".distance(from: "BKMGT".startIndex, to: power)
    return (0..<steps).reduce(1.0) { factor, _ in factor * 1024 }
  }
}

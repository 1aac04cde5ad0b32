/// A number with its unit, as logs write them: `12.5ms`, `1,024`, `3 GiB`, `97%`.
struct Quantity: Hashable, Sendable {
  var value: Double
  /// The unit as written, without case for bytes; empty where none is there.
  var unit: String

  /// Units of time in milliseconds and of size in bytes.
  private static let scales: [String: (kind: Int, factor: Double)] = [
    "ns": (1, 1e-6), "us": (1, 1e-3), "µs": (1, 1e-3), "ms": (1, 1), "msec": (1, 1),
    "msecs": (1, 1), "millis": (1, 1), "milliseconds": (1, 1), "s": (1, 1e3), "sec": (1, 1e3),
    "secs": (1, 1e3), "second": (1, 1e3), "seconds": (1, 1e3), "m": (1, 6e4), "min": (1, 6e4),
    "mins": (1, 6e4), "minutes": (1, 6e4), "h": (1, 3.6e6), "hours": (1, 3.6e6),
    "b": (2, 1), "bytes": (2, 1), "kb": (2, 1e3), "mb": (2, 1e6), "gb": (2, 1e9), "tb": (2, 1e12),
    "kib": (2, 1024), "mib": (2, 1_048_576), "gib": (2, 1_073_741_824),
    "tib": (2, 1_099_511_627_776), "%": (3, 1),
  ]
  /// More digits than a double holds say nothing more.
  private static let mostDigits = 400

  init(value: Double, unit: String = "") {
    self.value = value
    self.unit = unit
  }

  /// Reads a whole value; nil where it is no number with at most a unit behind it.
  init?(_ bytes: Bytes) {
    guard let (value, end) = Self.number(bytes, at: 0) else { return nil }
    let rest = bytes.part(end, bytes.count).trimmed()
    guard rest.count <= 12, rest.allSatisfy({ !isDigit($0) && $0 > 0x20 }) else { return nil }
    self.value = value
    unit = rest.text()
  }

  /// Reads the number that begins at an index, and finds where it ends.
  ///
  /// Commas stand between groups of three digits only.
  static func number(_ bytes: Bytes, at start: Int) -> (value: Double, end: Int)? {
    var at = start
    var sign = 1.0
    if at < bytes.count, bytes[at] == 0x2D || bytes[at] == 0x2B {
      if bytes[at] == 0x2D { sign = -1 }
      at += 1
    }
    let first = at
    var value = 0.0
    while at < bytes.count, at - first < mostDigits {
      if isDigit(bytes[at]) {
        value = value * 10 + Double(bytes[at] - 0x30)
      } else if !(bytes[at] == 0x2C && at > first && isGroup(bytes, at + 1)) {
        break
      }
      at += 1
    }
    guard at > first else { return nil }
    if at + 1 < bytes.count, bytes[at] == 0x2E, isDigit(bytes[at + 1]) {
      var scale = 0.1
      at += 1
      while at < bytes.count, isDigit(bytes[at]), at - first < mostDigits {
        value += Double(bytes[at] - 0x30) * scale
        scale /= 10
        at += 1
      }
    }
    if at < bytes.count, bytes[at] | 0x20 == 0x65 {
      var next = at + 1
      var negative = false
      if next < bytes.count, bytes[next] == 0x2D || bytes[next] == 0x2B {
        negative = bytes[next] == 0x2D
        next += 1
      }
      var exponent = 0
      let digits = next
      while next < bytes.count, isDigit(bytes[next]), next - digits < 3 {
        exponent = exponent * 10 + Int(bytes[next] - 0x30)
        next += 1
      }
      if next > digits {
        for _ in 0..<min(exponent, 308) { value = negative ? value / 10 : value * 10 }
        at = next
      }
    }
    return value.isFinite ? (sign * value, at) : nil
  }

  private static func isGroup(_ bytes: Bytes, _ at: Int) -> Bool {
    guard at + 3 <= bytes.count, bytes[at..<at + 3].allSatisfy(isDigit) else { return false }
    return at + 3 == bytes.count || !isDigit(bytes[at + 3])
  }

  /// Below, at or above 0 as the other is greater, equal or less; units count where both have one
  /// of the same kind.
  func compared(with other: Quantity) -> Double {
    if let mine = Self.scales[unit.lowercased()], let theirs = Self.scales[other.unit.lowercased()],
      mine.kind == theirs.kind
    {
      return value * mine.factor - other.value * theirs.factor
    }
    return value - other.value
  }
}

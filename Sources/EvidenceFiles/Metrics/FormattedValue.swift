import Evidence

/// A value with its unit behind it, as dashboards format what they show: `39.9 ms`, `1.2 s`, `45%`, `3.2 GiB`.
///
/// Values of one column may have several units, so all are told in one: times in milliseconds, sizes in bytes.
struct FormattedValue {
  let value: Double
  let unit: String

  /// Nil where no number is followed by a unit that is known.
  init?(_ text: Bytes) {
    let text = text.trimmed()
    guard let end = text.firstIndex(where: { !Self.isDigit($0) }), end > text.startIndex else {
      return nil
    }
    let length = end - text.startIndex
    guard length <= Self.longest, text.count - length <= Self.longest,
      let number = DecimalScan.number(text.part(0, length)),
      let known = Self.units[text.part(length, text.count).trimmed().text(limit: Self.longest)]
    else { return nil }
    (value, unit) = (number * known.factor, known.unit)
  }

  /// The same of a text.
  init?(_ text: String) {
    var text = text
    guard let found = text.withUTF8({ FormattedValue($0) }) else { return nil }
    self = found
  }

  private static let longest = 24

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// The units of Grafana's formats for times, sizes, shares and rates, with what each is in its base.
  private static let units: [String: (factor: Double, unit: String)] = [
    "ns": (1e-6, "ms"), "µs": (1e-3, "ms"), "us": (1e-3, "ms"), "ms": (1, "ms"), "s": (1000, "ms"),
    "min": (60_000, "ms"), "mins": (60_000, "ms"), "%": (1, "%"), "B": (1, "bytes"),
    "kB": (1e3, "bytes"), "KB": (1e3, "bytes"), "MB": (1e6, "bytes"), "GB": (1e9, "bytes"),
    "TB": (1e12, "bytes"), "KiB": (1024, "bytes"), "MiB": (1_048_576, "bytes"),
    "GiB": (1_073_741_824, "bytes"), "TiB": (1_099_511_627_776, "bytes"),
    "req/s": (1, Measured.perSecond), "reqps": (1, Measured.perSecond),
    "rps": (1, Measured.perSecond), "ops/s": (1, Measured.perSecond),
    "iops": (1, Measured.perSecond), "K": (1e3, ""), "Mil": (1e6, ""),
  ]
}

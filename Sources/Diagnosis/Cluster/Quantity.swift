/// Amounts as Kubernetes writes them: `250m` of a processor, `128Mi`, `10`.
enum Quantity {
  /// The amount in its base unit; nil where a text is none.
  ///
  ///     250m → 0.25, 128Mi → 134217728, 3G → 3000000000
  static func amount(_ text: String) -> Double? {
    let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
    guard let number = Double(digits) else { return nil }
    let unit = String(text.dropFirst(digits.count))
    if unit.isEmpty { return number }
    return units[unit].map { number * $0 }
  }

  private static let units: [String: Double] = [
    "m": 0.001, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "Ki": 1024,
    "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776, "Pi": 1_125_899_906_842_624,
  ]

  /// The milliseconds of an age: `2m13s`, `5d1h`, `45s`; nil where a text is none.
  static func age(_ text: String) -> Int64? {
    var total: Int64 = 0
    var number: Int64 = 0
    var isKnown = false
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        number = min(number * 10 + Int64(byte - 0x30), 1_000_000)
      case UInt8(ascii: "y"), UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "m"),
        UInt8(ascii: "s"):
        total += number * (seconds[byte] ?? 0) * 1000
        number = 0
        isKnown = true
      default: return nil
      }
    }
    return isKnown ? total : nil
  }

  private static let seconds: [UInt8: Int64] = [
    UInt8(ascii: "y"): 31_536_000, UInt8(ascii: "d"): 86_400, UInt8(ascii: "h"): 3600,
    UInt8(ascii: "m"): 60, UInt8(ascii: "s"): 1,
  ]
}

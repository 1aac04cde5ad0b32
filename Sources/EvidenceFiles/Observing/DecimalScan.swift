/// Reads numbers as tables hold them.
enum DecimalScan {
  /// Powers of ten that are exact.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
  /// Below this, whole numbers are exact: 2 to the 53rd.
  private static let mostExact: UInt64 = 1 << 53

  /// The number that some bytes are; nil where they are none, or not a finite one.
  ///
  /// `12.5` and `-3` are read digit by digit; what is longer or has an exponent by the library.
  static func number(_ bytes: Bytes) -> Double? {
    let bytes = bytes.trimmed()
    var at = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { at = 1 }
    var digits: UInt64 = 0
    var behindPoint = 0
    var isBehindPoint = false
    var count = 0
    while at < bytes.count {
      let byte = bytes[at]
      if isDigit(byte) {
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        count += 1
        if isBehindPoint { behindPoint += 1 }
      } else if byte == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
      } else {
        return slow(bytes)
      }
      at += 1
    }
    guard count > 0 else { return nil }
    // Within these bounds one division is rounded once, so exactly as it should be.
    guard count <= 18, digits < mostExact, behindPoint < powers.count else { return slow(bytes) }
    let value = Double(digits) / powers[behindPoint]
    return isNegative ? -value : value
  }

  private static func slow(_ bytes: Bytes) -> Double? {
    guard bytes.count <= 64, let number = Double(bytes.text()), number.isFinite else { return nil }
    return number
  }
}

/// Reads numbers as tables hold them.
enum DecimalScan {
  /// Powers of ten that are exact.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
  /// Below this, whole numbers are exact: 2 to the 53rd.
  private static let mostExact: UInt64 = 1 << 53

  /// Powers of ten that fit into 64 bits.
  private static let wholePowers: [UInt64] = (0...19).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

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
    var hasDigit = false
    // Those behind zeros at the beginning.
    var count = 0
    while at < bytes.count {
      let byte = bytes[at]
      if isDigit(byte) {
        hasDigit = true
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        if count > 0 || byte != 0x30 { count += 1 }
        if isBehindPoint { behindPoint += 1 }
      } else if byte == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
      } else {
        return slow(bytes)
      }
      at += 1
    }
    guard hasDigit else { return nil }
    guard count <= 19, behindPoint < wholePowers.count else { return slow(bytes) }
    // Below 2 to the 53rd one division is rounded once, so exactly as it should be.
    let value =
      digits < mostExact
      ? Double(digits) / powers[behindPoint] : quotient(digits, wholePowers[behindPoint])
    return isNegative ? -value : value
  }

  /// The double nearest to the quotient of two numbers.
  ///
  /// Of the quotient 56 bits are computed at least, the last of them set where anything is left over:
  /// so rounding those to the 53 of a double rounds as the whole quotient would be.
  private static func quotient(_ number: UInt64, _ divisor: UInt64) -> Double {
    let shift = max(0, 56 + number.leadingZeroBitCount - divisor.leadingZeroBitCount)
    let high = shift >= 64 ? number << (shift - 64) : shift == 0 ? 0 : number >> (64 - shift)
    let low = shift >= 64 ? 0 : number << shift
    let (quotient, rest) = divisor.dividingFullWidth((high, low))
    // 2 to the power of -shift, which lies far within what a double holds.
    let scale = Double(bitPattern: UInt64(1023 - shift) << 52)
    return Double(quotient | (rest == 0 ? 0 : 1)) * scale
  }

  private static func slow(_ bytes: Bytes) -> Double? {
    guard bytes.count <= 64, let number = Double(bytes.text()), number.isFinite else { return nil }
    return number
  }
}

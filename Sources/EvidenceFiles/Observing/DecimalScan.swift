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
  /// `12.5` and `-3` are read by their digits; what is longer or has an exponent by the library.
  static func number(_ bytes: Bytes) -> Double? {
    let bytes = bytes.trimmed()
    guard let base = bytes.baseAddress, bytes.count > 0 else { return nil }
    let isNegative = base[0] == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    // No number begins with a letter that is one: NaN, infinity, a word.
    guard first < bytes.count, !isLetter(base[first]) else { return nil }
    var digits: UInt64 = 0
    var at = pass(base, first, bytes.count, &digits)
    var count = at - first
    var behindPoint = 0
    if at < bytes.count, base[at] == UInt8(ascii: ".") {
      let point = at + 1
      at = pass(base, point, bytes.count, &digits)
      behindPoint = at - point
      count += behindPoint
    }
    guard at == bytes.count else { return slow(bytes) }
    guard count > 0 else { return nil }
    // Zeros at the beginning are none of the nineteen digits that 64 bits hold.
    if count > mostDigits {
      let zeros = bytes.dropFirst(first).prefix { $0 == 0x30 || $0 == UInt8(ascii: ".") }
      count -= zeros.count { $0 == 0x30 }
    }
    guard count <= mostDigits, behindPoint < wholePowers.count else { return slow(bytes) }
    // Below 2 to the 53rd one division is rounded once, so exactly as it should be.
    let value =
      digits < mostExact
      ? Double(digits) / powers[behindPoint] : quotient(digits, wholePowers[behindPoint])
    return isNegative ? -value : value
  }

  /// Decimal digits that any number of 64 bits holds.
  private static let mostDigits = 19

  /// Passes over digits from an index on and adds them behind those there are; returns where they end.
  ///
  /// Eight of them a step, as a number whose bytes are added in pairs (Lemire, "Number Parsing at a
  /// Gigabyte per Second", 2021). Beyond nineteen they wrap: the caller then drops them.
  @inline(__always)
  private static func pass(
    _ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int, _ digits: inout UInt64
  ) -> Int {
    var at = from
    while at &+ 8 <= end {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      // A digit's upper half is 3, and still is with 6 added to it.
      guard word & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030,
        (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030
      else { break }
      var value = word &- 0x3030_3030_3030_3030
      value = value &* 10 &+ value >> 8
      let pairs: UInt64 = 0x0000_00FF_0000_00FF
      value =
        (value & pairs) &* (100 + 1_000_000 << 32)
        &+ (value >> 16 & pairs) &* (1 + 10_000 << 32)
      digits = digits &* 100_000_000 &+ value >> 32
      at &+= 8
    }
    while at < end, isDigit(base[at]) {
      digits = digits &* 10 &+ UInt64(base[at] &- 0x30)
      at &+= 1
    }
    return at
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

/// Where in the code a message says that it is written: `o.s.OrderService#45`, `orders/main.go:120`.
enum CodePlace {
  /// Bytes of a message in which a place is sought: prefixes stand at the beginning.
  private static let reach = 160
  /// The most digits of a line's number.
  private static let mostDigits = 5

  /// The first name with a dot in it, then `#` or `:` and a line's number; behind `:` the name ends like
  /// a file, for `10.0.0.1:8080` is an address.
  static func find(in message: Bytes) -> Range<Int>? {
    let end = min(message.count, reach)
    var at = 0
    while at < end {
      guard isName(message[at]) else {
        at += 1
        continue
      }
      let start = at
      var dot: Int?
      while at < end, isName(message[at]) {
        if message[at] == UInt8(ascii: ".") { dot = at }
        at += 1
      }
      guard at < end, let dot, isLetter(message[start]) else { continue }
      let mark = message[at]
      let isFile =
        at - dot > 1 && at - dot <= 6 && message.part(dot + 1, at).allSatisfy(isLetter)
      guard mark == UInt8(ascii: "#") || mark == UInt8(ascii: ":") && isFile else { continue }
      var digits = at + 1
      while digits < message.count, isDigit(message[digits]), digits - at <= mostDigits {
        digits += 1
      }
      let isNumber = digits > at + 1 && digits - at - 1 <= mostDigits
      let isEnd = digits >= message.count || !isName(message[digits])
      if isNumber, isEnd { return start..<digits }
    }
    return nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "._$/-[]".utf8.contains(byte)
  }
}

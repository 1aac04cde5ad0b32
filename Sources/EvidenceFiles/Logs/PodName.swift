/// The names of pods and containers, and the names of the services behind them.
///
/// Kubernetes draws the ends of names from consonants and digits (`k8s.io/apimachinery/pkg/util/rand`),
/// so that what was drawn can be told from what was chosen.
enum PodName {
  /// How many bytes of a pod's name are its service's.
  ///
  /// `cart-5c8b9d7f6-qwrtz` (deployment), `cart-x2x1z` (daemon set, job), `cart-0` (stateful set) and
  /// `cart-28391040-x2x1z` (scheduled job) are all `cart`; `cart` itself is whole.
  static func serviceLength(_ pod: Bytes) -> Int {
    guard let last = lastDash(pod, pod.count) else { return pod.count }
    let end = pod.part(last + 1, pod.count)
    if end.count <= 4, isNumber(end) { return last }
    guard isDrawn(end, 5...5) else { return pod.count }
    if let before = lastDash(pod, last) {
      let middle = pod.part(before + 1, last)
      if isDrawn(middle, 8...10) || isNumber(middle) && middle.count >= 8 { return before }
      // Old replica sets have shorter hashes, then digits tell them from words.
      if isDrawn(middle, 5...10), middle.contains(where: isDigit) { return before }
    }
    return last
  }

  /// How many bytes of the name of any object are left without what was drawn for it for sure.
  ///
  /// `cart-5c8b9d7f6-qwrtz` (a pod) and `cart-5c8b9d7f6` (a replica set) are `cart`; `node-3` is whole.
  static func chosenLength(_ name: Bytes) -> Int {
    if isPod(name) { return serviceLength(name) }
    guard let last = lastDash(name, name.count), isHash(name.part(last + 1, name.count)) else {
      return name.count
    }
    return last
  }

  /// Whether a name ends like that of a pod of a deployment: `cart-5c8b9d7f6-qwrtz`.
  static func isPod(_ name: Bytes) -> Bool {
    guard let last = lastDash(name, name.count), let before = lastDash(name, last) else {
      return false
    }
    return isDrawn(name.part(last + 1, name.count), 5...5)
      && isDrawn(name.part(before + 1, last), 5...10)
  }

  /// How many bytes of a container's name are its service's: `orders-1` and `orders_1` are `orders`.
  static func composeLength(_ name: Bytes) -> Int {
    var end = name.count
    while end > 0, isDigit(name[end - 1]) { end -= 1 }
    // Two digits: nobody runs hundreds of one service by hand, but `es-2026` is a name.
    guard end > 1, end < name.count, name.count - end <= 2 else { return name.count }
    let separator = name[end - 1]
    let isIndex =
      separator == UInt8(ascii: "-") || separator == UInt8(ascii: "_")
      || separator == UInt8(ascii: ".")
    return isIndex ? end - 1 : name.count
  }

  /// How many bytes are left of a systemd unit without its kind: `invoice.service` is `invoice`.
  static func unitLength(_ unit: Bytes) -> Int {
    for suffix in [".service", ".socket", ".timer", ".scope", ".slice", ".mount"] as [StaticString]
    where unit.count > suffix.utf8CodeUnitCount
      && unit.has(suffix, at: unit.count - suffix.utf8CodeUnitCount)
    {
      return unit.count - suffix.utf8CodeUnitCount
    }
    return unit.count
  }

  private static func lastDash(_ name: Bytes, _ end: Int) -> Int? {
    var at = end - 1
    while at > 0 {
      if name[at] == UInt8(ascii: "-") { return at }
      at -= 1
    }
    return nil
  }

  private static func isNumber(_ text: Bytes) -> Bool {
    !text.isEmpty && text.allSatisfy(isDigit)
  }

  /// Whether a part of a name is the hash that a replica set has behind its deployment's: eight to ten
  /// letters and digits that no word has, `6c9f8d7b54`.
  private static func isHash(_ text: Bytes) -> Bool {
    guard (8...10).contains(text.count) else { return false }
    let digits = text.count(where: isDigit)
    return digits >= 2 && digits < text.count
      && (text.allSatisfy(isSafe) || text.allSatisfy { isDigit($0) || $0 &- 0x61 < 6 })
  }

  /// Whether a letter or digit is one of those that hashes are written in: no vowels, no 0, 1 and 3.
  private static func isSafe(_ byte: UInt8) -> Bool {
    isDigit(byte)
      ? !"013".utf8.contains(byte) : byte &- 0x61 < 26 && !"aeiouy".utf8.contains(byte)
  }

  /// Whether a part of a name was drawn, not chosen: no vowels in it, and no capitals.
  private static func isDrawn(_ text: Bytes, _ length: ClosedRange<Int>) -> Bool {
    guard length.contains(text.count) else { return false }
    for byte in text {
      if isDigit(byte) { continue }
      guard byte &- 0x61 < 26 else { return false }
      switch byte {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
        UInt8(ascii: "u"):
        return false
      default: break
      }
    }
    return true
  }
}

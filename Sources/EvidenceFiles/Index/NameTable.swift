/// The names of services met so far, with numbers.
final class NameTable {
  private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]
  private var byBytes = HashTable()

  /// Names that are told apart; the rest share the last number.
  private static let most = 4096

  /// The number of a name.
  func number(_ name: String) -> Int32 {
    if let number = numbers[name] { return number }
    if names.count >= Self.most { return Int32(names.count - 1) }
    numbers[name] = Int32(names.count)
    names.append(name)
    return Int32(names.count - 1)
  }

  /// The number of a name as it stands in a line; that of a pod loses its hashes.
  @inline(__always)
  func number(_ bytes: Bytes, isPod: Bool) -> Int32 {
    let key = hash(bytes) ^ (isPod ? 1 : 0)
    if let number = byBytes[key] { return number }
    let text = bytes.trimmed().text(limit: 200)
    let result = number(isPod ? ServiceName.ofPod(text) : text)
    byBytes[key] = result
    return result
  }
}

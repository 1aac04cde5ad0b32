/// The names met so far, of services, hosts or loggers, with numbers.
final class NameTable {
  private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]
  @exclusivity(unchecked) private var byBytes = HashTable()
  @exclusivity(unchecked) private var lastKey: UInt64 = 0
  @exclusivity(unchecked) private var last: Int32 = -1

  /// Names that are told apart; the rest share the last number.
  static let most = 4096

  init() {}

  /// Makes a table of names in the order of their numbers.
  init(names: [String]) {
    self.names = names
    for (number, name) in names.enumerated() { numbers[name] = Int32(clamping: number) }
  }

  /// The number of a name.
  func number(_ name: String) -> Int32 {
    if let number = numbers[name] { return number }
    if names.count >= Self.most { return Int32(names.count - 1) }
    numbers[name] = Int32(names.count)
    names.append(name)
    return Int32(names.count - 1)
  }

  /// The number of a name as it stands in a line.
  @inline(__always)
  func number(_ bytes: Bytes) -> Int32 {
    let key = hash(bytes)
    if key == lastKey { return last }
    let result = byBytes[key] ?? add(bytes, key)
    lastKey = key
    last = result
    return result
  }

  private func add(_ bytes: Bytes, _ key: UInt64) -> Int32 {
    let result = number(bytes.trimmed().text(limit: 200))
    byBytes[key] = result
    return result
  }
}

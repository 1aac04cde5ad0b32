/// A table from hashes to numbers, by open addressing with linear probing.
struct HashTable {
  private var keys: [UInt64]
  private var values: [Int32]
  private var count = 0

  init() {
    keys = [UInt64](repeating: 0, count: 1024)
    values = [Int32](repeating: -1, count: 1024)
  }

  /// The number of a hash, nil where it has none.
  @inline(__always)
  subscript(key: UInt64) -> Int32? {
    get {
      let mask = keys.count - 1
      var at = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
      while values[at] >= 0 {
        if keys[at] == key { return values[at] }
        at = (at + 1) & mask
      }
      return nil
    }
    set {
      guard let newValue else { return }
      if count * 2 >= keys.count { grow() }
      insert(key, newValue)
    }
  }

  private mutating func insert(_ key: UInt64, _ value: Int32) {
    let mask = keys.count - 1
    var at = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
    while values[at] >= 0, keys[at] != key { at = (at + 1) & mask }
    if values[at] < 0 { count += 1 }
    keys[at] = key
    values[at] = value
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldValues = values
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    values = [Int32](repeating: -1, count: oldKeys.count * 2)
    count = 0
    for (key, value) in zip(oldKeys, oldValues) where value >= 0 { insert(key, value) }
  }
}

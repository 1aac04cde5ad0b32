/// The distinct shapes of the messages of one part of the evidence.
final class ShapeTable {
  /// Shapes that are told apart; further ones are counted together, by their first word.
  static let most = 8192

  @exclusivity(unchecked) private var scanner = ShapeScanner()
  @exclusivity(unchecked) private var numbers = HashTable()
  @exclusivity(unchecked) private(set) var shapes: [[UInt8]] = []

  init() {}

  /// Makes a table of shapes in the order of their numbers.
  init(shapes: [[UInt8]]) {
    self.shapes = shapes
    for (number, shape) in shapes.enumerated() {
      numbers[shape.withUnsafeBufferPointer { EvidenceFiles.hash($0) }] = Int32(clamping: number)
    }
  }

  deinit {
    scanner.deallocate()
  }

  /// The number of a message's shape, from 0.
  @inline(__always)
  func number(_ message: Bytes) -> Int32 {
    let hash = scanner.scan(message)
    if let number = numbers[hash] { return number }
    return add(hash)
  }

  /// The number of a shape that another table found.
  func number(shape: [UInt8]) -> Int32 {
    let hash = shape.withUnsafeBufferPointer { EvidenceFiles.hash($0) }
    return numbers[hash] ?? add(hash, shape)
  }

  private func add(_ hash: UInt64) -> Int32 {
    add(hash, Array(scanner.words))
  }

  private func add(_ hash: UInt64, _ whole: [UInt8]) -> Int32 {
    var shape = whole
    if shapes.count >= Self.most {
      // Too many: what the first word says has to do.
      shape = Array(shape.prefix { $0 != 0x20 }) + [0x20, ShapeScanner.hole]
      if shapes.count >= 2 * Self.most { shape = [ShapeScanner.hole] }
      let short = shape.withUnsafeBufferPointer { EvidenceFiles.hash($0) }
      if let number = numbers[short] { return number }
      numbers[short] = Int32(shapes.count)
    } else {
      numbers[hash] = Int32(shapes.count)
    }
    shapes.append(shape)
    return Int32(shapes.count - 1)
  }
}

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

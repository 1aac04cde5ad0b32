/// The distinct shapes of the messages of one part of the evidence.
final class ShapeTable {
  /// Shapes that are told apart; further ones are counted together, by their first word.
  static let most = 8192

  private var scanner = ShapeScanner()
  private var numbers = HashTable()
  private(set) var shapes: [[UInt8]] = []

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
    let hash = shape.reduce(hashStart) { hashStep($0, $1) }
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
      var short = hashStart
      for byte in shape { short = hashStep(short, byte) }
      if let number = numbers[short] { return number }
      numbers[short] = Int32(shapes.count)
    } else {
      numbers[hash] = Int32(shapes.count)
    }
    shapes.append(shape)
    return Int32(shapes.count - 1)
  }
}

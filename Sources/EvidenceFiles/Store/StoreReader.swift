import Evidence
import Timeline

/// That an index on disk cannot be what this program wrote: it is made anew.
struct DamagedIndex: Error {}

/// Reads what ``StoreWriter`` wrote, within the bytes there are: whatever these say, it neither reads
/// beyond them nor asks for more memory than they can stand for.
struct StoreReader {
  private let bytes: Bytes
  private var at = 0
  private var texts: [String] = []
  private var known: [any Storable & AnyObject] = []
  private var lastTimes: [Instant] = []
  private let files: [Int32]

  /// The most that anything is counted to: sums of a million such can still be told.
  static let mostCounted: Int64 = 1 << 42

  /// Makes a reader of bytes that stay in place; what is of a file goes by the files' plans.
  init(_ bytes: Bytes, files: [Int] = []) {
    self.bytes = bytes
    self.files = files.map { Int32(clamping: $0) }
  }

  /// Whether all was read.
  var isAtEnd: Bool { at == bytes.count }

  mutating func byte() throws(DamagedIndex) -> UInt8 {
    guard at < bytes.count else { throw DamagedIndex() }
    at += 1
    return bytes[at - 1]
  }

  mutating func unsigned() throws(DamagedIndex) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      let byte = try byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    throw DamagedIndex()
  }

  mutating func signed() throws(DamagedIndex) -> Int64 {
    let number = try unsigned()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// All eight bytes of a number.
  mutating func whole() throws(DamagedIndex) -> UInt64 {
    guard bytes.count - at >= 8 else { throw DamagedIndex() }
    defer { at += 8 }
    return UInt64(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self)
    )
  }

  /// How often something happened, or in which line.
  mutating func counted() throws(DamagedIndex) -> Int {
    let number = try signed()
    guard number >= 0, number <= Self.mostCounted else { throw DamagedIndex() }
    return Int(number)
  }

  /// An index into so many things.
  mutating func index(below count: Int) throws(DamagedIndex) -> Int {
    let number = try unsigned()
    guard number < UInt64(count) else { throw DamagedIndex() }
    return Int(number)
  }

  /// How many things follow, each of which takes a byte at least.
  mutating func count() throws(DamagedIndex) -> Int {
    try index(below: bytes.count - at + 1)
  }

  mutating func flag() throws(DamagedIndex) -> Bool {
    let byte = try byte()
    guard byte < 2 else { throw DamagedIndex() }
    return byte == 1
  }

  mutating func optional() throws(DamagedIndex) -> Int64? { try flag() ? try signed() : nil }

  /// Some bytes; their view is valid as long as those of the reader.
  mutating func run() throws(DamagedIndex) -> Bytes {
    let count = try count()
    guard count <= bytes.count - at else { throw DamagedIndex() }
    defer { at += count }
    return bytes.part(at, at + count)
  }

  mutating func text() throws(DamagedIndex) -> String {
    let number = try index(below: texts.count + 1)
    if number > 0 { return texts[number - 1] }
    guard let text = String(validating: try run(), as: UTF8.self) else { throw DamagedIndex() }
    texts.append(text)
    return text
  }

  /// A thing that several share.
  mutating func shared<Thing: Storable & AnyObject>() throws(DamagedIndex) -> Thing {
    let number = try index(below: known.count + 1)
    if number > 0 {
      guard let thing = known[number - 1] as? Thing else { throw DamagedIndex() }
      return thing
    }
    let thing = try Thing(from: &self)
    known.append(thing)
    return thing
  }

  mutating func times() throws(DamagedIndex) -> [Instant] {
    if try flag() { return lastTimes }
    let count = try count()
    var times: [Instant] = []
    times.reserveCapacity(count)
    var time: Int64 = 0
    for _ in 0..<count {
      time &+= try signed()
      times.append(Instant(milliseconds: time))
    }
    lastTimes = times
    return times
  }

  mutating func optionalText() throws(DamagedIndex) -> String? { try flag() ? try text() : nil }

  /// The plan of a file.
  mutating func file() throws(DamagedIndex) -> Int32 { files[try index(below: files.count)] }

  mutating func items<Item: Storable>(_ type: Item.Type = Item.self) throws(DamagedIndex) -> [Item]
  {
    // Each takes a byte at the least.
    let count = try index(below: bytes.count - at + 1)
    var items: [Item] = []
    for _ in 0..<count { items.append(try Item(from: &self)) }
    return items
  }

  mutating func window() throws(DamagedIndex) -> TimeWindow? {
    guard let first = try optional() else { return nil }
    return TimeWindow(
      from: Instant(milliseconds: first), through: Instant(milliseconds: try signed()))
  }

  mutating func level() throws(DamagedIndex) -> Level? {
    let number = Int(try byte())
    if number == 0 { return nil }
    guard let level = Level(rawValue: number - 1) else { throw DamagedIndex() }
    return level
  }

  mutating func date() throws(DamagedIndex) -> Timestamp.DatePart {
    guard let date = Timestamp.DatePart(rawValue: Int(try byte())) else { throw DamagedIndex() }
    return date
  }

  /// Seconds east of UTC.
  mutating func offset() throws(DamagedIndex) -> Int32? {
    guard let offset = try optional() else { return nil }
    guard let offset = Int32(exactly: offset) else { throw DamagedIndex() }
    return offset
  }

  mutating func time() throws(DamagedIndex) -> Timestamp? {
    guard let instant = try optional() else { return nil }
    let offset = try offset().map(Int.init)
    return Timestamp(Instant(milliseconds: instant), offset: offset, date: try date())
  }
}

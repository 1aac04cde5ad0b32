import Evidence
import Timeline

/// Something that can lie in an index on disk.
protocol Storable {
  /// Writes it down.
  func write(to store: inout StoreWriter)
  /// Reads it again; throws where what lies there can't have been written.
  init(from store: inout StoreReader) throws(DamagedIndex)
}

/// Writes down what an index on disk holds: whole numbers in few bytes, texts with their lengths.
///
/// A text, or a thing that several share, is told by its number where it came before.
struct StoreWriter {
  private(set) var bytes: [UInt8]
  private var texts: [String: Int] = [:]
  private var shared: [ObjectIdentifier: Int] = [:]
  /// The times written last.
  private var lastTimes: [Instant] = []
  /// The numbers that stand for the files of ``SampleDraft/file``: these differ from look to look.
  private let files: [Int32: Int]

  /// Makes a writer for what was read of some files, by their plans; it leaves room before all else.
  init(files: [Int] = [], room: Int = 0) {
    bytes = [UInt8](repeating: 0, count: room)
    self.files = Dictionary(
      files.enumerated().map { (Int32(clamping: $1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A number, seven bits a byte, the lowest first (LEB128).
  mutating func put(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number of either sign: small ones of both take one byte.
  mutating func put(_ number: Int64) {
    put(UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  mutating func put(_ number: Int) { put(Int64(number)) }

  mutating func put(byte: UInt8) { bytes.append(byte) }

  /// What was written, with some bytes in the room before it.
  func filled(_ head: [UInt8]) -> [UInt8] {
    var all = bytes
    all.replaceSubrange(0..<min(head.count, all.count), with: head)
    return all
  }

  /// All eight bytes of a number.
  mutating func put(whole number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// A number that may be missing.
  mutating func put(_ number: Int64?) {
    put(number != nil)
    if let number { put(number) }
  }

  mutating func put(_ some: some Collection<UInt8>) {
    put(UInt64(some.count))
    bytes.append(contentsOf: some)
  }

  mutating func put(_ text: String) {
    if let number = texts[text] {
      put(UInt64(number + 1))
      return
    }
    texts[text] = texts.count
    put(UInt64(0))
    put(text.utf8)
  }

  /// A thing that several share, which must outlive the writer.
  mutating func put(shared thing: some Storable & AnyObject) {
    let number = shared[ObjectIdentifier(thing)]
    put(UInt64(number.map { $0 + 1 } ?? 0))
    guard number == nil else { return }
    shared[ObjectIdentifier(thing)] = shared.count
    thing.write(to: &self)
  }

  /// Times, ascending or not; those of the metrics of a table are the same again and again.
  mutating func put(times: [Instant]) {
    put(times == lastTimes)
    guard times != lastTimes else { return }
    lastTimes = times
    put(UInt64(times.count))
    var before: Int64 = 0
    for time in times {
      put(time.milliseconds &- before)
      before = time.milliseconds
    }
  }

  mutating func put(_ text: String?) {
    put(text != nil)
    if let text { put(text) }
  }

  /// A file, by its number among those that the index is of.
  mutating func put(file plan: Int32) { put(UInt64(files[plan] ?? 0)) }

  mutating func put<Item: Storable>(_ items: [Item]) {
    put(UInt64(items.count))
    for item in items { item.write(to: &self) }
  }

  mutating func put(_ window: TimeWindow?) {
    put(window?.lowerBound.milliseconds)
    if let window { put(window.upperBound.milliseconds) }
  }

  mutating func put(_ level: Level?) { bytes.append(level.map { UInt8($0.rawValue + 1) } ?? 0) }

  mutating func put(_ date: Timestamp.DatePart) {
    bytes.append(UInt8(truncatingIfNeeded: date.rawValue))
  }

  mutating func put(_ time: Timestamp?) {
    put(time?.instant.milliseconds)
    guard let time else { return }
    put(time.offset.map(Int64.init))
    put(time.date)
  }
}

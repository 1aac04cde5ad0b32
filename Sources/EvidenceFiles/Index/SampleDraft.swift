import CPlatform
import Evidence
import Timeline

/// A line kept for quoting, as bytes; its room is used again when a later line takes its place.
struct SampleDraft {
  /// The bytes of a line that are kept.
  static let longest = 2000
  /// The bytes of a further line that are kept.
  private static let longestFurther = 500
  /// Further lines that are kept: what failed, what it failed with, and its root cause.
  private static let mostFurther = 3
  /// Bytes of the names of host and logger that are kept: longer than a DNS name or a class.
  private static let longestName = 256

  private(set) var time: Int64?
  private(set) var level: Level?
  /// Index of the plan of its file.
  private(set) var file: Int32 = 0
  private(set) var line = 0
  private var facts = TimeFacts()
  /// The text, then the names of host and logger, then the message where the text escapes it.
  private var bytes: [UInt8] = []
  private var textEnd = 0
  private var hostEnd = 0
  private var loggerEnd = 0
  /// Where the message stands in ``bytes``.
  private var message = 0..<0
  private(set) var further: [Further] = []

  /// A further line and how much it tells.
  struct Further {
    var line: Int
    var weight: Int
    var bytes: [UInt8]
  }

  /// Takes the place of what was kept before.
  mutating func set(_ entry: LogEntry, isBorrowed: Bool, file: Int32, line: Int) {
    let raw = entry.line
    time = entry.time?.instant.milliseconds
    level = entry.level
    facts = TimeFacts(entry.time, isBorrowed: isBorrowed)
    self.file = file
    self.line = line
    bytes.removeAll(keepingCapacity: true)
    further.removeAll(keepingCapacity: true)
    let place = Self.place(of: entry.message, in: raw)
    // Of a longer line, the part that holds the message.
    var from = 0
    if let place, raw.count > Self.longest, place.upperBound > Self.longest {
      from = min(place.lowerBound, raw.count - 1)
      while from < raw.count, raw[from] & 0xC0 == 0x80 { from += 1 }
    }
    bytes.append(contentsOf: raw.part(from, min(raw.count, from + Self.longest)))
    textEnd = bytes.count
    if let host = entry.host { bytes.append(contentsOf: host.prefix(Self.longestName)) }
    hostEnd = bytes.count
    if let logger = entry.logger { bytes.append(contentsOf: logger.prefix(Self.longestName)) }
    loggerEnd = bytes.count
    if let place {
      message =
        min(
          max(place.lowerBound - from, 0), textEnd)..<min(
          max(place.upperBound - from, 0), textEnd)
    } else {
      bytes.append(contentsOf: entry.message.prefix(Self.longest))
      message = loggerEnd..<bytes.count
    }
  }

  /// Where a message stands in the raw line; nil where it is a copy, its escapes undone.
  @inline(__always)
  private static func place(of message: Bytes, in raw: Bytes) -> Range<Int>? {
    guard let start = message.baseAddress, let base = raw.baseAddress, start >= base,
      start + message.count <= base + raw.count
    else { return nil }
    return start - base..<start - base + message.count
  }

  /// Moves the line numbers.
  mutating func moveLines(by lines: Int) {
    if line > 0 { line += lines }
    for index in further.indices { further[index].line += lines }
  }

  /// Keeps a further line where it tells more than one of those kept before, or as much: the
  /// deepest cause stands last.
  mutating func offerFurther(_ raw: Bytes, line: Int, weight: Int) {
    if further.count >= Self.mostFurther {
      guard
        let least = further.indices.min(by: { further[$0].weight < further[$1].weight }),
        weight >= further[least].weight
      else { return }
      further.remove(at: least)
    }
    let kept = raw.trimmed().prefix(Self.longestFurther)
    further.append(Further(line: line, weight: weight, bytes: Array(kept)))
  }

  /// The sample that is handed out; nil where its file was not read after all.
  func sample(service: String, in reading: EvidenceReading) -> Sample? {
    guard line > 0, reading.plans.indices.contains(Int(file)) else { return nil }
    let path = reading.plans[Int(file)].file.display
    func reference(_ line: Int) -> Reference {
      Reference(source: reading.source, locator: .line(path: path, number: line))
    }
    let (text, isLatin1) = Self.line(bytes[..<textEnd])
    // The message is read as its line is, so that it occurs there.
    let quote =
      isLatin1 && message.upperBound <= textEnd
      ? bytes[message].withUnsafeBufferPointer { $0.latin1(limit: Self.longest) }
      : Self.text(bytes[message], limit: Self.longest)
    return Sample(
      reference: reference(line),
      time: time.map { facts.timestamp($0) },
      isTimeBorrowed: facts.isBorrowed, level: level, service: service,
      host: hostEnd > textEnd ? Self.text(bytes[textEnd..<hostEnd], limit: 256) : nil,
      logger: loggerEnd > hostEnd ? Self.text(bytes[hostEnd..<loggerEnd], limit: 256) : nil,
      text: text, message: quote.isEmpty ? text : quote,
      further: further.sorted { $0.line < $1.line }.map {
        Sample.FurtherLine(
          reference: reference($0.line), text: Self.text($0.bytes[...], limit: 500))
      })
  }

  /// The text of a line, and whether it had to be read as Latin-1.
  private static func line(_ bytes: ArraySlice<UInt8>) -> (String, Bool) {
    let text = text(bytes, limit: longest)
    return (
      text,
      String(validating: bytes.dropLast(min(bytes.count, 3)), as: UTF8.self) == nil
        && !text.utf8.elementsEqual(bytes)
    )
  }

  /// Bytes as text; a cut last character is left out, what is no UTF-8 is read as Latin-1.
  private static func text(_ bytes: ArraySlice<UInt8>, limit: Int) -> String {
    bytes.withUnsafeBufferPointer { $0.text(limit: limit, mayBeCut: bytes.count >= limit) }
  }
}

extension SampleDraft: Storable {
  func write(to store: inout StoreWriter) {
    store.put(file: file)
    store.put(line)
    store.put(time)
    store.put(level)
    facts.write(to: &store)
    store.put(bytes)
    for end in [textEnd, hostEnd, loggerEnd, message.lowerBound, message.upperBound] {
      store.put(end)
    }
    store.put(further)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    file = try store.file()
    line = try store.counted()
    time = try store.optional()
    level = try store.level()
    facts = try TimeFacts(from: &store)
    bytes = Array(try store.run())
    textEnd = try store.counted()
    hostEnd = try store.counted()
    loggerEnd = try store.counted()
    let (from, to) = (try store.counted(), try store.counted())
    guard textEnd <= hostEnd, hostEnd <= loggerEnd, loggerEnd <= bytes.count, from <= to,
      to <= bytes.count
    else { throw DamagedIndex() }
    message = from..<to
    further = try store.items()
  }
}

extension SampleDraft.Further: Storable {
  func write(to store: inout StoreWriter) {
    store.put(line)
    store.put(weight)
    store.put(bytes)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    line = try store.counted()
    weight = try store.counted()
    bytes = Array(try store.run())
  }
}

/// What is known of an entry's time besides the instant, in few bytes.
private struct TimeFacts: Hashable {
  /// Seconds east of UTC; nil where the entry names no zone.
  private var offset: Int32?
  private var date = Timestamp.DatePart.full
  private(set) var isBorrowed = false

  init() {}

  init(_ time: Timestamp?, isBorrowed: Bool) {
    offset = time?.offset.map { Int32(clamping: $0) }
    date = time?.date ?? .full
    self.isBorrowed = isBorrowed
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    offset = try store.offset()
    date = try store.date()
    isBorrowed = try store.flag()
  }

  func write(to store: inout StoreWriter) {
    store.put(offset.map(Int64.init))
    store.put(date)
    store.put(isBorrowed)
  }

  /// A time with what is known of it.
  func timestamp(_ milliseconds: Int64) -> Timestamp {
    Timestamp(Instant(milliseconds: milliseconds), offset: offset.map(Int.init), date: date)
  }
}

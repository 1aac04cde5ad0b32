import Evidence
import Timeline

/// What the entries of a part of a file have in common: tells whether a second look needs it.
struct PartFacts: Sendable {
  private(set) var entries = 0
  private(set) var undated = 0
  /// Entries that state their zone.
  private(set) var zoned = 0
  private(set) var window: TimeWindow?
  /// The least that is known of an entry's date.
  private(set) var date = Timestamp.DatePart.full
  private(set) var offset = Offset.none
  /// One bit for each level, the lowest for entries without one.
  private(set) var levels: UInt8 = 0
  /// Who wrote, by the numbers of the draft's table.
  private(set) var services: Set<Int32> = []
  private var lastService: Int32 = -1
  /// Lines of the part.
  var lines = 0

  /// The zones that entries state.
  enum Offset: Hashable, Sendable {
    case none
    case one(Int32)
    case several
  }

  /// Takes in an entry.
  @inline(__always)
  mutating func take(_ entry: LogEntry, isBorrowed: Bool, service: Int32) {
    entries += 1
    levels |= 1 << UInt8(truncatingIfNeeded: entry.level.map { $0.rawValue + 1 } ?? 0)
    if service != lastService {
      services.insert(service)
      lastService = service
    }
    guard let time = entry.time else {
      undated += 1
      return
    }
    if isBorrowed { undated += 1 }
    let instant = time.instant
    if window?.contains(instant) != true {
      window = window?.union(instant...instant) ?? instant...instant
    }
    if time.date < date { date = time.date }
    if let stated = time.offset {
      zoned += 1
      let stated = Int32(clamping: stated)
      if offset != .one(stated) { offset = offset == .none ? .one(stated) : .several }
    }
  }

  /// Takes in the facts of another part, whose services go by other numbers.
  mutating func absorb(_ other: PartFacts, services map: [Int32]) {
    entries += other.entries
    undated += other.undated
    zoned += other.zoned
    if let theirs = other.window { window = window?.union(theirs) ?? theirs }
    date = min(date, other.date)
    if other.offset != .none, other.offset != offset {
      offset = offset == .none ? other.offset : .several
    }
    levels |= other.levels
    services.formUnion(other.services.map { map[Int($0)] })
    lines += other.lines
  }
}

extension PartFacts: Storable {
  func write(to store: inout StoreWriter) {
    for number in [entries, undated, zoned, lines] { store.put(number) }
    store.put(window)
    store.put(date)
    switch offset {
    case .none: store.put(UInt64(0))
    case .one(let seconds):
      store.put(UInt64(1))
      store.put(Int64(seconds))
    case .several: store.put(UInt64(2))
    }
    store.put(UInt64(levels))
    store.put(UInt64(services.count))
    for service in services.sorted() { store.put(Int64(service)) }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    entries = try store.counted()
    undated = try store.counted()
    zoned = try store.counted()
    lines = try store.counted()
    window = try store.window()
    date = try store.date()
    switch try store.index(below: 3) {
    case 0: offset = .none
    case 1:
      guard let seconds = Int32(exactly: try store.signed()) else { throw DamagedIndex() }
      offset = .one(seconds)
    default: offset = .several
    }
    levels = UInt8(try store.index(below: 256))
    for _ in 0..<(try store.count()) {
      services.insert(Int32(clamping: try store.counted()))
    }
  }
}

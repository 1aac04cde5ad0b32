import Evidence
import Timeline

/// An index while its entries still come in: of one part of a file, later of all.
// Unchecked: one thread fills a draft, then one other merges it under a lock; it is never shared.
final class IndexDraft: EntrySink, @unchecked Sendable {
  /// The widths that buckets may have, in milliseconds; each divides the next.
  static let widths: [Int64] = [
    1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000,
  ]
  /// Buckets that are kept; above, they become wider.
  private static let mostBuckets = 300_000

  /// Spans, where the file is one of traces.
  private(set) var spans: TraceDraft
  /// The entries that name the span they were written in.
  @exclusivity(unchecked) private(set) var links = EntryLinks()
  private(set) var shapes = ShapeTable()
  private(set) var services = NameTable()
  private(set) var hosts = NameTable()
  private(set) var loggers = NameTable()
  @exclusivity(unchecked) private(set) var series: [SeriesDraft] = []
  @exclusivity(unchecked) private var seriesNumbers = HashTable()
  private(set) var width = widths[0]
  @exclusivity(unchecked) private var bucketCount = 0
  /// What the part holds, for second looks that pass over parts.
  @exclusivity(unchecked) private(set) var facts = PartFacts()

  private let file: Int32
  private let fileService: Int32
  @exclusivity(unchecked) private var current = 0
  @exclusivity(unchecked) private var kept: SeriesDraft.Kept = []

  init(file: Int = 0, service: String = "") {
    self.file = Int32(file)
    spans = TraceDraft(file: file)
    fileService = services.number(service)
  }

  func entry(_ entry: LogEntry, isBorrowed: Bool, line: Int) {
    let service = entry.service.map { services.number($0) } ?? fileService
    if let host = entry.host { _ = hosts.number(host) }
    if let logger = entry.logger { _ = loggers.number(logger) }
    facts.take(entry, isBorrowed: isBorrowed, service: service)
    let key = SeriesDraft.Key(
      service: service, shape: shapes.number(entry.message),
      grade: SeriesDraft.Grade(level: entry.level, status: entry.status))
    current = number(of: key)
    series[current].total += 1
    if entry.trace != nil {
      links.take(entry, series: series[current].key, file: file, line: line)
    }
    if let time = entry.time?.instant.milliseconds,
      series[current].count(bucket: Self.bucket(time, width))
    {
      bucketCount += 1
      if bucketCount > Self.mostBuckets { coarsen() }
    }
    kept = series[current].sample(entry, isBorrowed: isBorrowed, file: file, line: line)
    if let detail = entry.detail, !kept.isEmpty {
      series[current].offerFurther(detail, line: line, weight: 1, to: kept)
    }
  }

  var traces: TraceDraft? { spans }

  func further(line: Int, raw: Bytes) {
    guard !kept.isEmpty else { return }
    let weight = FurtherWeight.of(raw)
    if weight > 0 { series[current].offerFurther(raw, line: line, weight: weight, to: kept) }
  }

  private static func bucket(_ time: Int64, _ width: Int64) -> Int64 {
    time.floorDivided(by: width).quotient
  }

  @inline(__always)
  private func number(of key: SeriesDraft.Key) -> Int {
    // The number's bits are mixed, so that series of one service do not crowd one place.
    let packed = key.packed &* 0x9E37_79B9_7F4A_7C15
    if let number = seriesNumbers[packed] { return Int(number) }
    seriesNumbers[packed] = Int32(series.count)
    series.append(SeriesDraft(key: key))
    return series.count - 1
  }

  /// Makes all buckets wider by one step.
  private func coarsen() {
    guard let next = Self.widths.first(where: { $0 > width }) else { return }
    widen(to: next)
  }

  /// Hands out the series, which it has no longer then: an index is written from them in their room.
  func takeSeries() -> [SeriesDraft] {
    defer { series = [] }
    return series
  }

  /// Makes all buckets as wide as told.
  func widen(to wider: Int64) {
    guard wider > width else { return }
    bucketCount = 0
    for index in series.indices {
      series[index].coarsen(by: wider / width)
      bucketCount += series[index].bucketCount
    }
    width = wider
  }

  /// Takes in the index of a part whose lines come after `lines` others of its file.
  func absorb(_ other: IndexDraft, linesBefore lines: Int) {
    let widest = max(width, other.width)
    widen(to: widest)
    other.widen(to: widest)
    let shapeMap = other.shapes.shapes.map { shapes.number(shape: $0) }
    let serviceMap = other.services.names.map { services.number($0) }
    spans.absorb(other.spans)
    links.absorb(other.links, linesBefore: lines) { key in
      SeriesDraft.Key(
        service: serviceMap[Int(key.service)], shape: shapeMap[Int(key.shape)], grade: key.grade)
    }
    for host in other.hosts.names { _ = hosts.number(host) }
    for logger in other.loggers.names { _ = loggers.number(logger) }
    facts.absorb(other.facts, services: serviceMap)
    for var draft in other.series {
      draft.moveLines(by: lines)
      let key = SeriesDraft.Key(
        service: serviceMap[Int(draft.key.service)], shape: shapeMap[Int(draft.key.shape)],
        grade: draft.key.grade)
      let number = number(of: key)
      if series[number].total == 0 {
        draft.key = key
        series[number] = draft
        bucketCount += draft.bucketCount
      } else {
        bucketCount -= series[number].bucketCount
        series[number].absorb(draft)
        bucketCount += series[number].bucketCount
      }
    }
    while bucketCount > Self.mostBuckets, width < Self.widths[Self.widths.count - 1] { coarsen() }
  }
}

extension IndexDraft: Storable {
  func write(to store: inout StoreWriter) {
    store.put(UInt64(shapes.shapes.count))
    for shape in shapes.shapes { store.put(shape) }
    for table in [services, hosts, loggers] {
      store.put(UInt64(table.names.count))
      for name in table.names { store.put(name) }
    }
    store.put(width)
    store.put(series)
    links.write(to: &store)
    spans.write(to: &store)
    facts.write(to: &store)
  }

  /// Reads a draft that only another one takes in: it takes no entries.
  convenience init(from store: inout StoreReader) throws(DamagedIndex) {
    self.init()
    var known: [[UInt8]] = []
    for _ in 0..<(try store.count()) { known.append(Array(try store.run())) }
    shapes = ShapeTable(shapes: known)
    services = try Self.names(from: &store)
    hosts = try Self.names(from: &store)
    loggers = try Self.names(from: &store)
    width = try store.signed()
    series = try store.items()
    links = try EntryLinks(from: &store)
    spans = try TraceDraft(from: &store)
    facts = try PartFacts(from: &store)
    let keys = series.map(\.key) + links.links.map(\.series)
    guard Self.widths.contains(width), keys.allSatisfy(isKnown),
      facts.services.allSatisfy({ services.names.indices.contains(Int($0)) })
    else { throw DamagedIndex() }
  }

  private func isKnown(_ key: SeriesDraft.Key) -> Bool {
    services.names.indices.contains(Int(key.service))
      && shapes.shapes.indices.contains(Int(key.shape))
  }

  private static func names(from store: inout StoreReader) throws(DamagedIndex) -> NameTable {
    let count = try store.index(below: NameTable.most + 1)
    var names: [String] = []
    for _ in 0..<count { names.append(try store.text()) }
    return NameTable(names: names)
  }
}

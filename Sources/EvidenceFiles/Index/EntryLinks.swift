import Evidence
import Timeline

/// The entries of logs that name the request they were written for, in bounded memory.
///
/// Of many traces a part is kept, as ``TraceDraft`` does: the same part.
struct EntryLinks {
  /// Entries that are kept: some 80 bytes each.
  private static let most = 100_000
  /// Bytes of an error that are kept, and how many errors.
  private static let longestText = 600
  private static let mostTexts = 4000

  private(set) var links: [Link] = []
  /// One trace in two to this power is kept.
  private(set) var level = 0
  private var texts = 0
  /// The places in code that entries name; the first is none.
  private(set) var places = [""]
  private var placeNumbers: [UInt64: Int32] = [:]
  /// Places that are told apart.
  private static let mostPlaces = 4000

  /// An entry and its span.
  struct Link {
    var trace: UInt64
    /// 0 where only the request is named.
    var span: UInt64
    var series: SeriesDraft.Key
    /// Milliseconds since 1970.
    var time: Int64?
    var file: Int32
    var line: Int
    var text = ""
    /// Where in the code it is written, by the number of ``EntryLinks/places``.
    var place: Int32 = 0
  }

  /// Takes an entry that names its trace.
  mutating func take(_ entry: LogEntry, series: SeriesDraft.Key, file: Int32, line: Int) {
    guard let name = entry.trace else { return }
    let trace = SpanParts.number(name)
    guard trace != 0, TraceDraft.isKept(trace, level: level) else { return }
    var link = Link(
      trace: trace, span: entry.span.map { SpanParts.number($0) } ?? 0, series: series,
      time: entry.time?.instant.milliseconds, file: file, line: line)
    // What failed is told in words that the templates of two failures share.
    if entry.level ?? .info >= .error, texts < Self.mostTexts {
      link.text = entry.message.text(limit: Self.longestText)
      texts += 1
    }
    if let place = CodePlace.find(in: entry.message) {
      link.place = number(ofPlace: entry.message.part(place.lowerBound, place.upperBound))
    }
    links.append(link)
    trim()
  }

  private mutating func number(ofPlace name: Bytes) -> Int32 {
    let key = hash(name)
    if let known = placeNumbers[key] { return known }
    guard places.count < Self.mostPlaces else { return 0 }
    placeNumbers[key] = Int32(places.count)
    places.append(name.text(limit: 200))
    return Int32(places.count - 1)
  }

  private mutating func trim() {
    while links.count > Self.most, level < 63 {
      level += 1
      links.removeAll { !TraceDraft.isKept($0.trace, level: level) }
    }
  }

  /// Takes in those of a part whose lines come after `lines` others of its file.
  mutating func absorb(
    _ other: EntryLinks, linesBefore lines: Int,
    _ key: (SeriesDraft.Key) -> SeriesDraft.Key
  ) {
    guard !other.links.isEmpty else { return }
    level = max(level, other.level)
    links.removeAll { !TraceDraft.isKept($0.trace, level: level) }
    let map = other.places.map { name in
      var name = name
      return name.isEmpty ? 0 : name.withUTF8 { number(ofPlace: $0) }
    }
    for var link in other.links where TraceDraft.isKept(link.trace, level: level) {
      link.place = map[Int(link.place)]
      link.series = key(link.series)
      link.line += lines
      links.append(link)
    }
    trim()
  }
}

extension EntryLinks: Storable {
  func write(to store: inout StoreWriter) {
    store.put(UInt64(level))
    store.put(UInt64(places.count))
    for place in places { store.put(place) }
    store.put(links)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    level = try store.index(below: 64)
    let count = try store.count()
    places = []
    for _ in 0..<count { places.append(try store.text()) }
    links = try store.items()
    let isPlaced = links.allSatisfy { $0.place >= 0 && Int($0.place) < count }
    guard count <= Self.mostPlaces, isPlaced else { throw DamagedIndex() }
  }
}

extension EntryLinks.Link: Storable {
  func write(to store: inout StoreWriter) {
    store.put(whole: trace)
    store.put(whole: span)
    series.write(to: &store)
    store.put(time)
    store.put(file: file)
    store.put(line)
    store.put(text)
    store.put(Int64(place))
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    trace = try store.whole()
    span = try store.whole()
    series = try SeriesDraft.Key(from: &store)
    time = try store.optional()
    file = try store.file()
    line = try store.counted()
    text = try store.text()
    place = Int32(clamping: try store.counted())
  }
}

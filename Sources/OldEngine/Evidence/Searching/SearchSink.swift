import Timeline

/// Keeps the entries of a part of a file that a search wants.
// Unchecked: one thread fills a sink, then one other merges it under a lock; it is never shared.
final class SearchSink: EntrySink, @unchecked Sendable {
  /// An entry that was found.
  struct Match {
    var sample: SampleDraft
    var service: String
    var level: LogLevel?
    /// The place of its part in the order of reading.
    var order = 0
  }

  private let search: LogSearch
  private let terms: [[UInt8]]
  private let file: Int
  private let fileService: String
  private let services = NameTable()

  private(set) var matches: [Match] = []
  private(set) var total = 0
  private(set) var summary = PartSummary()

  private var current: Match?
  private var missing: UInt64 = 0
  private let all: UInt64

  init(search: LogSearch, terms: [[UInt8]], file: Int, service: String) {
    self.search = search
    self.terms = terms
    self.file = file
    fileService = service
    all = terms.count >= 64 ? .max : (1 << UInt64(terms.count)) - 1
  }

  /// Ends the last entry.
  func finish(_ summary: PartSummary) {
    settle()
    trim(to: max(search.limit, 0))
    self.summary = summary
  }

  func entry(_ entry: LogEntry, line: Int, raw: Bytes) {
    if entry.wrapped, entry.level == nil, current != nil, Continuation.isTrace(entry.message) {
      further(line: line, raw: raw)
      return
    }
    settle()
    if let window = search.window {
      guard let time = entry.time, window.contains(Instant(milliseconds: time)) else { return }
    }
    if let least = search.minimumLevel {
      guard let level = entry.level, level >= least else { return }
    }
    var service = fileService
    if let name = entry.service {
      // The number first: a name that is new grows the table.
      let number = services.number(name, isPod: entry.serviceIsPod)
      service = services.names[Int(number)]
    }
    guard search.services.isEmpty || search.services.contains(service) else { return }
    missing = all
    look(raw)
    if missing != 0, entry.wrapped { look(entry.message) }
    // Without a match in its first line an entry is kept only while a further line may match.
    var match = Match(sample: SampleDraft(), service: service, level: entry.level)
    match.sample.set(entry, file: Int32(file), line: line, raw: raw)
    current = match
  }

  func further(line: Int, raw: Bytes) {
    guard current != nil else { return }
    let before = missing
    if missing != 0 { look(raw) }
    let weight = missing != before ? 9 : Continuation.weight(raw)
    if weight > 0 { current?.sample.offerCause(raw, line: line, weight: weight) }
  }

  private func look(_ bytes: Bytes) {
    for (index, term) in terms.enumerated() where missing & (1 << UInt64(index)) != 0 {
      if bytes.find(lowercased: term) != nil { missing &= ~(1 << UInt64(index)) }
    }
  }

  private func settle() {
    guard let found = current else { return }
    current = nil
    guard missing == 0 else { return }
    total += 1
    matches.append(found)
    if matches.count > 2 * max(search.limit, 64) { trim(to: max(search.limit, 0)) }
  }

  /// Keeps only the newest, or the oldest.
  func trim(to limit: Int) {
    matches.sort(by: Self.isEarlier)
    guard matches.count > limit else { return }
    matches = Array(search.newestFirst ? matches.suffix(limit) : matches.prefix(limit))
  }

  /// The order of time; entries without one come as they were read, before all others.
  static func isEarlier(_ a: Match, _ b: Match) -> Bool {
    (a.sample.time ?? .min, a.order, a.sample.line)
      < (b.sample.time ?? .min, b.order, b.sample.line)
  }

  /// Takes in the matches of a later part.
  func absorb(_ other: SearchSink, order: Int, linesBefore lines: Int) {
    total += other.total
    for var match in other.matches {
      match.order = order
      match.sample.moveLines(by: lines)
      matches.append(match)
    }
    trim(to: max(search.limit, 0))
  }
}

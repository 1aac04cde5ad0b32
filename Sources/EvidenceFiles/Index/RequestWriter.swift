import Evidence
import Timeline

/// Puts the spans of all files together into requests, with the entries written in them.
struct RequestWriter {
  let spans: TraceDraft
  let links: EntryLinks
  let services: [String]
  /// The template of each shape, and their texts.
  let templateOf: [Int]
  let templates: [String]
  let reading: EvidenceReading

  /// How long each operation took and how often it failed, by service and name.
  func observations() -> [Observation] {
    spans.operations.indices.sorted {
      let (a, b) = (spans.operations[$0], spans.operations[$1])
      return (a.service, a.name) < (b.service, b.name)
    }.flatMap { index in
      spans.counts[index].observations(spans.operations[index]) { sample($0, index) }
    }
  }

  /// Who calls whom, by service: the calls of requests that are kept, the slowest of them quoted.
  func calls(_ requests: TracedRequests) -> [Observation] {
    var found: [[String]: (count: Int, slowest: Int)] = [:]
    for (index, span) in requests.spans.enumerated() {
      guard let parent = span.parent else { continue }
      let caller = requests.operations[requests.spans[parent].operation].service
      let callee = requests.operations[span.operation].service
      guard caller != callee else { continue }
      let known = found[[caller, callee]]
      let isSlower = known.map { requests.spans[$0.slowest].duration < span.duration } ?? true
      found[[caller, callee]] = (
        (known?.count ?? 0) + 1, isSlower ? index : known?.slowest ?? index
      )
    }
    return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { pair, calls in
      Observation(
        service: pair[0], measure: .calls(callee: pair[1]), count: calls.count, values: Series(),
        samples: [requests.sample(ofSpan: calls.slowest)])
    }
  }

  private func sample(_ span: TraceDraft.Kept, _ operation: Int) -> Sample? {
    guard reading.plans.indices.contains(Int(span.file)) else { return nil }
    return Sample(
      reference: Reference(
        source: reading.source,
        locator: .line(path: reading.plans[Int(span.file)].file.display, number: span.line)),
      time: Timestamp(Instant(milliseconds: span.start / 1_000_000), offset: 0),
      service: spans.operations[operation].service, text: span.text)
  }

  /// The requests that are kept; takes the spans out of the draft.
  func requests() -> TracedRequests {
    guard !spans.spans.isEmpty else { return TracedRequests() }
    let level = max(spans.level, links.level)
    // In their own room: a second list of all of them would be the most that is ever held.
    var kept = spans.takeSpans()
    kept.removeAll { !TraceDraft.isKept($0.trace, level: level) }
    kept.sort { ($0.trace, $0.start, $0.file, $0.line) < ($1.trace, $1.start, $1.file, $1.line) }
    // Exports of neighbouring times share the spans that stand in both.
    var before: (trace: UInt64, start: Int64, first: UInt64, others: Set<UInt64>) = (0, 0, 0, [])
    var isFirst = true
    kept.removeAll { span in
      let id = span.isShared ? ~span.span : span.span
      guard !isFirst, before.trace == span.trace, before.start == span.start else {
        before = (span.trace, span.start, id, [])
        isFirst = false
        return false
      }
      return id == before.first || !before.others.insert(id).inserted
    }
    var requests = TracedRequests(
      operations: spans.operations, details: spans.details, total: spans.total,
      source: reading.source,
      paths: reading.plans.map(\.file.display))
    var places: [Key: Int] = [:]
    var shared: [Key: Int] = [:]
    places.reserveCapacity(kept.count)
    for (index, span) in kept.enumerated() {
      let key = Key(trace: span.trace, span: span.span)
      if span.isShared { shared[key] = index } else { places[key] = places[key] ?? index }
    }
    requests.spans = kept.enumerated().map { index, span in
      let key = Key(trace: span.trace, span: span.parent)
      var parent: Int?
      if span.isShared {
        // The server's half of a call stands in the caller's.
        parent = places[Key(trace: span.trace, span: span.span)] ?? places[key]
      } else if span.parent != 0 {
        // What a server does stands in its own half.
        let half = shared[key].flatMap { isSameService(kept[$0], span) ? $0 : nil }
        parent = half ?? places[key] ?? shared[key]
      }
      if parent == index { parent = nil }
      return TracedRequests.Span(
        operation: Int(span.operation), parent: parent,
        isOrphan: parent == nil && span.parent != 0, start: span.start / 1000,
        duration: span.duration / 1000, isError: span.isError,
        detail: span.detail < 0 ? nil : Int(span.detail), path: Int(span.file), line: span.line,
        text: span.text)
    }
    places.merge(shared) { $1 }
    attach(level, kept, places, &requests)
    return requests
  }

  private struct Key: Hashable {
    var trace: UInt64
    var span: UInt64
  }

  private func isSameService(_ a: TraceDraft.Kept, _ b: TraceDraft.Kept) -> Bool {
    spans.operations[Int(a.operation)].service == spans.operations[Int(b.operation)].service
  }

  /// Adds the entries that were written in the spans.
  private func attach(
    _ level: Int, _ kept: [TraceDraft.Kept], _ places: [Key: Int],
    _ requests: inout TracedRequests
  ) {
    var ofTrace: [UInt64: [Int]] = [:]
    if links.links.contains(where: { $0.span == 0 }) {
      for (index, span) in kept.enumerated() { ofTrace[span.trace, default: []].append(index) }
    }
    var numbers: [TracedRequests.Message: Int] = [:]
    var found: [(entry: TracedRequests.Entry, time: Int64)] = []
    let backwards = filesBackwards()
    for link in links.links where TraceDraft.isKept(link.trace, level: level) {
      let service = services[Int(link.series.service)]
      let named = link.span == 0 ? nil : places[Key(trace: link.trace, span: link.span)]
      let place =
        named ?? enclosing(link, service, (ofTrace[link.trace] ?? []).map { ($0, kept[$0]) })
      guard let place else { continue }
      let message = TracedRequests.Message(
        service: service, template: templates[templateOf[Int(link.series.shape)]],
        level: link.series.grade.level, place: links.places[Int(link.place)])
      let number = numbers[message] ?? requests.messages.count
      if number == requests.messages.count {
        numbers[message] = number
        requests.messages.append(message)
      }
      found.append(
        (
          TracedRequests.Entry(
            span: place, message: number, time: link.time.map { Instant(milliseconds: $0) },
            path: Int(link.file), line: link.line, text: link.text), link.time ?? .min
        ))
    }
    found.sort { a, b in
      let (x, y) = (a.entry, b.entry)
      if (x.span, a.time, x.path) != (y.span, b.time, y.path) {
        return (x.span, a.time, x.path) < (y.span, b.time, y.path)
      }
      return backwards.contains(Int32(x.path)) ? x.line > y.line : x.line < y.line
    }
    requests.entries = found.map(\.entry)
  }

  /// The files whose lines stand with the newest first, as exports of log stores have them: which of
  /// two entries of one millisecond came first is told by the others.
  private func filesBackwards() -> Set<Int32> {
    var balance: [Int32: Int] = [:]
    for (a, b) in zip(links.links, links.links.dropFirst()) where a.file == b.file {
      guard let x = a.time, let y = b.time, x != y, a.span == b.span else { continue }
      balance[a.file, default: 0] += (x < y) == (a.line < b.line) ? 1 : -1
    }
    return Set(balance.filter { $0.value < 0 }.keys)
  }

  /// The last begun span of a service that was open at the time of an entry.
  private func enclosing(
    _ link: EntryLinks.Link, _ service: String, _ spans: [(index: Int, span: TraceDraft.Kept)]
  ) -> Int? {
    spans.last { _, span in
      guard self.spans.operations[Int(span.operation)].service == service else { return false }
      guard let time = link.time else { return true }
      return span.start / 1_000_000 <= time
        && time <= span.start.addingClamped(span.duration) / 1_000_000
    }?.index
  }
}

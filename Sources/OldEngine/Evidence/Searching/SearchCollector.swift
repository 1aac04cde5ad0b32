import Synchronization

/// Puts the matches of all parts together.
final class SearchCollector: Sendable {
  private let reading: EvidenceReading
  private let parts: [EvidenceReading.Part]
  private let search: LogSearch
  private let terms: [[UInt8]]
  private let state: Mutex<State>

  private struct State {
    var sink: SearchSink
    var lines: [Int]
    var failed: [Int: String] = [:]
  }

  /// Makes a collector for some of the parts of a reading.
  init(reading: EvidenceReading, parts: [EvidenceReading.Part], search: LogSearch) {
    self.reading = reading
    self.parts = parts
    self.search = search
    terms = search.terms.prefix(64).map { $0.utf8.map(lowered) }.filter { !$0.isEmpty }
    state = Mutex(
      State(
        sink: SearchSink(search: search, terms: [], file: 0, service: ""),
        lines: [Int](repeating: 0, count: reading.plans.count)))
  }

  /// Reads a part.
  func read(_ index: Int, isCancelled: @escaping () -> Bool) -> SearchSink {
    let part = parts[index]
    let plan = reading.plans[part.plan]
    let sink = SearchSink(search: search, terms: terms, file: part.plan, service: plan.service)
    sink.finish(PartReader(plan: plan, range: part.range, sink: sink).run(isCancelled: isCancelled))
    return sink
  }

  /// Takes in the next part, in their order.
  func merge(_ index: Int, _ sink: SearchSink) {
    let plan = parts[index].plan
    state.withLock { state in
      if let failure = sink.summary.failure { state.failed[plan] = failure }
      state.sink.absorb(sink, order: index, linesBefore: state.lines[plan])
      state.lines[plan] += sink.summary.lines
    }
  }

  /// Why files could not be read as they were found, by their plans; then the result is void.
  var failed: [Int: String] { state.withLock { $0.failed } }

  /// The entries found; `places` maps plans to places in the index.
  func result(places: [Int?]) -> LogSearchResult {
    state.withLock { state in
      LogSearchResult(
        entries: state.sink.matches.compactMap { match in
          match.sample.excerpt(files: places).map {
            .init(service: match.service, level: match.level, excerpt: $0)
          }
        }, total: state.sink.total)
    }
  }
}

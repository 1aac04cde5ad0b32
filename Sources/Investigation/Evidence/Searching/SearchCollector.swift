import Synchronization

/// Puts the matches of all parts together.
final class SearchCollector: Sendable {
  private let reading: EvidenceReading
  private let search: LogSearch
  private let terms: [[UInt8]]
  private let state: Mutex<State>

  private struct State {
    var sink: SearchSink
    var lines: [Int]
  }

  init(reading: EvidenceReading, search: LogSearch) {
    self.reading = reading
    self.search = search
    terms = search.terms.prefix(64).map { $0.utf8.map(lowered) }.filter { !$0.isEmpty }
    state = Mutex(
      State(
        sink: SearchSink(search: search, terms: [], file: 0, service: ""),
        lines: [Int](repeating: 0, count: reading.plans.count)))
  }

  /// Reads a part.
  func read(_ index: Int, isCancelled: () -> Bool) -> SearchSink {
    let part = reading.parts[index]
    let plan = reading.plans[part.plan]
    let sink = SearchSink(search: search, terms: terms, file: part.plan, service: plan.service)
    sink.finish(PartReader(plan: plan, range: part.range, sink: sink).run(isCancelled: isCancelled))
    return sink
  }

  /// Takes in the next part, in their order.
  func merge(_ index: Int, _ sink: SearchSink) {
    let plan = reading.parts[index].plan
    state.withLock { state in
      state.sink.absorb(sink, order: index, linesBefore: state.lines[plan])
      state.lines[plan] += sink.summary.lines
    }
  }

  /// The entries found.
  func result() -> LogSearchResult {
    let places = Array(reading.plans.indices)
    return state.withLock { state in
      LogSearchResult(
        entries: state.sink.matches.map {
          .init(service: $0.service, level: $0.level, excerpt: $0.sample.excerpt(files: places))
        }, total: state.sink.total)
    }
  }
}

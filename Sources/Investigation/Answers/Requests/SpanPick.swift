import Evidence
import Timeline

/// The spans that a question means: of a service, an operation, a callee or a status that it names.
struct SpanPick {
  let requests: TracedRequests
  /// Places in ``requests``, in the order of time.
  let spans: [Int]
  /// Names in the question that the spans have: of services, operations, callees.
  let names: [String]

  init(_ wish: SpanWish, services: [String], window: TimeWindow?, _ requests: TracedRequests) {
    self.requests = requests
    let words = Dictionary(wish.words.map { (Stem.of($0), $0) }, uniquingKeysWith: { a, _ in a })
    func shared(_ text: String) -> Set<String> {
      guard !words.isEmpty else { return [] }
      return Set(MetricKind.tokens(text).map(Stem.of).filter { words[$0] != nil })
    }
    let ofOperations = requests.operations.map { shared("\($0.service) \($0.name)") }
    let ofDetails = requests.details.map { shared("\($0.target) \($0.failure) \($0.statement)") }
    func matched(_ index: Int) -> Set<String> {
      let span = requests.spans[index]
      let detail = span.detail.map { ofDetails[$0] } ?? []
      return ofOperations[span.operation].union(detail)
    }
    var found = requests.spans.indices.filter { index in
      let span = requests.spans[index]
      guard services.isEmpty || services.contains(requests.operations[span.operation].service),
        window.map({ $0.contains(Instant(microseconds: span.start)) }) ?? true
      else { return false }
      guard wish.longerThan.map({ span.duration > $0 }) ?? true else { return false }
      guard wish.statuses.isEmpty else {
        let status = Int(requests.detail(ofSpan: index).status)
        return status.map { number in wish.statuses.contains { $0.contains(number) } } ?? false
      }
      return !wish.isOfFailures || requests.isFailure(index)
    }
    var names: Set<String> = []
    if !words.isEmpty {
      let most = found.map { matched($0).count }.max() ?? 0
      if most > 0 {
        found = found.filter { matched($0).count == most }
        names = found.reduce(into: []) { $0.formUnion(matched($1)) }
      }
    }
    self.names = names.compactMap { words[$0] }.sorted()
    spans = found.sorted {
      (requests.spans[$0].start, $0) < (requests.spans[$1].start, $1)
    }
  }

  /// Those of them that are not inside another of them: a request that fails in three places is one.
  var outermost: [Int] {
    let all = Set(spans)
    return spans.filter { index in
      var at = requests.spans[index].parent
      for _ in 0..<TracedRequests.deepest {
        guard let parent = at else { return true }
        if all.contains(parent) { return false }
        at = requests.spans[parent].parent
      }
      return true
    }
  }

  /// How many requests they belong to.
  var traces: Int { Set(spans.map(requests.root)).count }
}

extension TracedRequests {
  /// The deepest way up a request that is followed: identifiers may lead round in a circle.
  fileprivate static let deepest = 200

  /// Whether a span failed: it says so, or its status is one of a mistake (RFC 9110, 15.5 and 15.6).
  func isFailure(_ index: Int) -> Bool {
    spans[index].isError || (Int(detail(ofSpan: index).status).map { $0 >= 400 } ?? false)
  }

  /// The first span of the request that a span belongs to.
  func root(_ index: Int) -> Int {
    var root = index
    for _ in 0..<Self.deepest {
      guard let parent = spans[root].parent else { break }
      root = parent
    }
    return root
  }
}

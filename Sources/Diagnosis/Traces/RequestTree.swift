import Evidence
import Timeline

/// Requests, with what follows from how their spans lie in each other.
///
///     gateway GET /cart ── 120 ms
///       gateway HTTP GET ── 115 ms           the call: 115 - 20 = 95 ms lie between caller and callee
///         cart GET /cart ── 20 ms            the entry of cart into this request
///           cart SELECT carts ── 5 ms        so cart's own time is 15 and 5 ms
struct RequestTree: Sendable {
  let requests: TracedRequests
  /// For each span the one by which the request entered its service: the outermost of it there.
  let entry: [Int]
  /// The spans directly inside each.
  let children: [[Int]]
  /// The entries of services into requests, in the order of their beginnings.
  let entries: [Int]
  /// The calls between services, in the order of their beginnings.
  let calls: [Call]
  /// The microseconds of each span in which none of those inside it ran.
  let ownTime: [Int64]
  /// Whether a span calls another service.
  let isCaller: [Bool]

  /// A call from one service to another.
  struct Call: Sendable {
    /// The caller's span, and the callee's.
    var from: Int
    var to: Int
    /// The microseconds by which the caller waited longer than the callee worked: the way there and
    /// back, and whatever stood in it.
    ///
    /// Where the caller's span holds other calls too, what those took is no part of it.
    var gap: Int64
  }

  init(_ requests: TracedRequests) {
    self.requests = requests
    let spans = requests.spans
    let services = requests.operations.map(\.service)
    func service(_ span: Int) -> String { services[spans[span].operation] }
    var children: [[Int]] = Array(repeating: [], count: spans.count)
    for (index, span) in spans.enumerated() {
      if let parent = span.parent { children[parent].append(index) }
    }
    entry = spans.indices.map { index in
      var top = index
      // Identifiers that lead round in a circle end after as many steps as there are levels.
      for _ in 0..<Self.deepest {
        guard let parent = spans[top].parent, service(parent) == service(index) else { break }
        top = parent
      }
      return top
    }
    let entries = spans.indices.filter { index in
      spans[index].parent.map { service($0) != service(index) } ?? true
    }
    func isEarlier(_ a: Int, _ b: Int) -> Bool { (spans[a].start, a) < (spans[b].start, b) }
    self.entries = entries.sorted(by: isEarlier)
    var isCaller = [Bool](repeating: false, count: spans.count)
    let ownTime = spans.indices.map { Self.ownTime(of: spans[$0], children[$0].map { spans[$0] }) }
    calls = self.entries.compactMap { index in
      spans[index].parent.map {
        isCaller[$0] = true
        let gap = spans[$0].duration.subtractingClamped(spans[index].duration)
        return Call(
          from: $0, to: index, gap: max(0, children[$0].count > 1 ? min(gap, ownTime[$0]) : gap))
      }
    }
    self.isCaller = isCaller
    self.children = children
    self.ownTime = ownTime
  }

  /// The deepest way down a request that is followed.
  private static let deepest = 200

  /// The time of a span that is covered by none of those inside it; they may overlap.
  private static func ownTime(
    of span: TracedRequests.Span, _ children: [TracedRequests.Span]
  ) -> Int64 {
    var covered: Int64 = 0
    var reached = span.start
    for child in children.sorted(by: { $0.start < $1.start }) {
      let from = max(child.start, reached)
      let to = min(child.end, span.end)
      if to > from {
        covered = covered.addingClamped(to.subtractingClamped(from))
        reached = to
      }
    }
    return max(0, span.duration.subtractingClamped(covered))
  }

  /// The service of a span.
  func service(_ span: Int) -> String { operation(span).service }

  /// What a span does.
  func operation(_ span: Int) -> TracedRequests.Operation {
    requests.operations[requests.spans[span].operation]
  }

  /// The entry that called an entry, in another service; nil for the first of a request.
  func caller(ofEntry span: Int) -> Int? { requests.spans[span].parent.map { entry[$0] } }

  /// The entries below which another service's spans failed, of operations that do not fail as often in a
  /// quiet time.
  func aboveFailed(besides usual: RequestTree) -> Set<Int> {
    let failed = failed
    guard !failed.isEmpty else { return [] }
    let before = Dictionary(grouping: usual.failed) { usual.operation($0) }
    let all = Dictionary(grouping: usual.entries) { usual.operation($0) }
    var above: Set<Int> = []
    for span in failed {
      let old = before[operation(span)]?.count ?? 0
      guard old * 2 < max(all[operation(span)]?.count ?? 0, 1) else { continue }
      var caller = self.caller(ofEntry: span)
      while let found = caller, above.insert(found).inserted {
        caller = self.caller(ofEntry: found)
      }
    }
    return above
  }

  /// The entries under which a span of the same service failed.
  var failed: Set<Int> {
    Set(requests.spans.indices.filter { requests.spans[$0].isError }.map { entry[$0] })
  }

  /// The services that each calls.
  var callees: [String: Set<String>] {
    var callees: [String: Set<String>] = [:]
    for call in calls { callees[service(call.from), default: []].insert(service(call.to)) }
    return callees
  }

  /// The part of the requests whose spans began in some time.
  ///
  /// Requests go with their first span; those that are cut in two lose nothing by it.
  static func parts(
    of requests: TracedRequests, before border: Int64
  ) -> (TracedRequests, TracedRequests) {
    var first = requests
    var second = requests
    (first.spans, second.spans, first.entries, second.entries) = ([], [], [], [])
    var isFirst = [Bool](repeating: false, count: requests.spans.count)
    var place = [Int](repeating: 0, count: requests.spans.count)
    for (index, span) in requests.spans.enumerated() {
      var root = index
      for _ in 0..<deepest {
        guard let parent = requests.spans[root].parent else { break }
        root = parent
      }
      isFirst[index] = requests.spans[root].start < border
      place[index] = isFirst[index] ? first.spans.count : second.spans.count
      if isFirst[index] { first.spans.append(span) } else { second.spans.append(span) }
    }
    func moved(_ parent: Int?) -> Int? { parent.map { place[$0] } }
    for index in first.spans.indices {
      first.spans[index].parent = moved(first.spans[index].parent)
    }
    for index in second.spans.indices {
      second.spans[index].parent = moved(second.spans[index].parent)
    }
    for var entry in requests.entries {
      let goesFirst = isFirst[entry.span]
      entry.span = place[entry.span]
      if goesFirst { first.entries.append(entry) } else { second.entries.append(entry) }
    }
    return (first, second)
  }
}

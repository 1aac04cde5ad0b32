import Evidence
import Timeline

/// The slowest of some requests, and the step that takes most of its time by itself.
struct SlowestTrace {
  /// The span that lasts as long as all of it, and the span whose own time is the longest: places in the requests.
  let root: Int
  private let longest: Int
  /// How long that one takes without those inside it, in microseconds.
  private let own: Int64
  private let requests: TracedRequests

  /// How near to the longest own time another is that counts as much.
  private static let near = 0.9

  /// Nil where there is none.
  init?(_ pick: SpanPick) {
    let requests = pick.requests
    let spans = requests.spans
    // Of a service or an operation that was named, the request in which that is slowest.
    let slowest = pick.spans.max { a, b in
      (spans[a].duration, spans[b].start) < (spans[b].duration, spans[a].start)
    }
    guard let slowest else { return nil }
    let root = requests.root(slowest)
    let inside = spans.indices.filter { requests.root($0) == root }
    var own = Dictionary(uniqueKeysWithValues: inside.map { ($0, spans[$0].duration) })
    for index in inside {
      guard let parent = spans[index].parent else { continue }
      own[parent]? -= spans[index].duration
    }
    guard let most = own.values.max() else { return nil }
    // Of those that take about as long, the one that was called last: others wait for it.
    let near = own.filter { Double($0.value) >= Double(most) * Self.near }
    guard let longest = near.max(by: { $0.key < $1.key }) else { return nil }
    // What goes on behind an answer outlasts the request that began it.
    self.root = spans[root].duration < spans[slowest].duration ? slowest : root
    (self.longest, self.own) = (longest.key, max(0, longest.value))
    self.requests = requests
  }

  /// The sentence on it.
  func claim(_ report: inout ReportBuilder, _ operation: (Int) -> String) -> Report.Claim {
    let span = requests.spans[root]
    let first = report.cite(requests.sample(ofSpan: root))
    let time = report.times.full(Instant(microseconds: span.start))
    var text = "The slowest request took \(Self.length(span.duration)) at \(time): "
    text += "\(operation(root)) [\(first)]"
    guard longest != root else {
      return .init(text + ", \(Self.length(own)) of it by itself.", exhibits: [first])
    }
    let second = report.cite(requests.sample(ofSpan: longest))
    text += "; \(Self.length(own)) of it in \(operation(longest)) [\(second)]."
    return .init(text, exhibits: [first, second])
  }

  /// In milliseconds what takes less than some seconds, as traces are compared.
  private static func length(_ microseconds: Int64) -> String {
    microseconds < precise ? "\(microseconds / 1000) ms" : TimeText.length(microseconds / 1000)
  }

  private static let precise: Int64 = 5_000_000
}

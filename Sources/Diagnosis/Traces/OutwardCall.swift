import Evidence
import Timeline

/// What some spans have in common that call somebody: their operation, whom they name, why they fail.
///
///     POST /v2/score to scores.example: 503 Service Unavailable
struct OutwardCall {
  let operation: TracedRequests.Operation
  /// Whom they name: a host, a queue, a name that is looked up; empty where they name nobody.
  let target: String
  /// What most of them say of why they fail; empty where they say nothing.
  let failure: String
  let spans: [Int]
  /// The middle of their microseconds.
  let duration: Int64
  /// Whether whom they name has spans anywhere in the traces.
  let isTraced: Bool

  /// The part of the spans that must have it in common.
  private static let leastShare = 0.6

  /// Nil where there is nothing that most of the spans have in common.
  init?(_ spans: [Int], _ tree: RequestTree) {
    let groups = Dictionary(grouping: spans) { span in
      [tree.operation(span).service, tree.operation(span).name, Self.target(span, tree)]
    }
    guard
      let largest = groups.max(by: { a, b in
        a.value.count == b.value.count
          ? b.key.lexicographicallyPrecedes(a.key) : a.value.count < b.value.count
      }), let first = largest.value.first,
      Double(largest.value.count) >= Self.leastShare * Double(spans.count)
    else { return nil }
    operation = tree.operation(first)
    target = largest.key[2]
    self.spans = largest.value
    let failures = Dictionary(
      grouping: largest.value.map { tree.requests.detail(ofSpan: $0).failure }.filter {
        !$0.isEmpty
      }
    ) { $0 }
    failure = failures.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key ?? ""
    let durations = largest.value.map { tree.requests.spans[$0].duration }.sorted()
    duration = durations[durations.count / 2]
    let host = target.split(separator: " ").first.map(String.init) ?? target
    let label = host.split(separator: ".").first.map(String.init) ?? host
    isTraced = tree.requests.operations.contains { $0.service == host || $0.service == label }
  }

  private static func target(_ span: Int, _ tree: RequestTree) -> String {
    tree.requests.detail(ofSpan: span).target
  }

  /// The spans in which entries of a service failed, the deepest of the same service: an entry itself,
  /// where nothing in it fails.
  static func failed(in entries: [Int], _ tree: RequestTree) -> [Int] {
    let spans = tree.requests.spans
    return entries.map { entry in
      var deepest = entry
      for _ in 0..<deepestLevel {
        let inner = tree.children[deepest].last {
          spans[$0].isError && tree.service($0) == tree.service(entry)
        }
        guard let inner else { break }
        deepest = inner
      }
      return deepest
    }
  }

  /// The deepest way down that is followed.
  private static let deepestLevel = 50

  /// What calls of this kind take in other requests, in microseconds; nil where there are none.
  func usual(in tree: RequestTree) -> Int64? {
    let known = tree.requests.spans.indices.filter {
      tree.operation($0) == operation && (target.isEmpty || Self.target($0, tree) == target)
    }
    return UsualTime(known.map { tree.requests.spans[$0].duration })?.median
  }

  /// Its name in a sentence: `` `POST /v2/score` to `scores.example` ``.
  var words: String {
    guard !target.isEmpty else { return "`\(operation.name)`" }
    return "`\(operation.name)` \(target.contains(" at ") ? "of" : "to") `\(target)`"
  }

  /// What is said of a host that they name, behind a sentence; empty of a name within the system, and
  /// of one whose logs are there.
  func remark(isLogged: Bool) -> String {
    !target.contains(".") || isTraced || target.contains(" at ") || isLogged
      ? "" : "; `\(target)` is outside of what is traced and answers for itself nowhere"
  }
}

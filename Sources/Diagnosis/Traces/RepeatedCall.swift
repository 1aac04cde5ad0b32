import Evidence
import Timeline

/// An operation that makes many calls of one kind in a request, and made few before: one for each of many
/// items, where one for all of them did.
///
///     list orders ── 1.5 s, 183 × SELECT order_items WHERE order_id = ? of 2 ms, one after the other
///     before      ── 20 ms,   1 × SELECT order_items WHERE order_id IN (?)
///
/// Each call is as fast as ever, so that whom it calls looks well and the caller is the cause.
struct RepeatedCall {
  let caller: TracedRequests.Operation
  let call: TracedRequests.Operation
  let statement: String
  /// Whom the calls reach or name; nil where neither is known.
  let callee: String?
  /// The callers' spans that make many, in the order of time.
  let spans: [Int]
  /// When it began, in microseconds since 1970, where that lies in the quiet time; else nil.
  private(set) var since: Int64?
  /// The most calls in one of them, and the most that were usual before.
  let most: Int
  let usual: Int
  /// The middle microseconds of a call, of all calls in a span, and of the span.
  let each: Int64
  let together: Int64
  let whole: Int64
  /// Whether one call waits for the other.
  let isSerial: Bool

  /// Calls in a span from which on they are many, and how many times the usual they must be.
  private static let (fewest, clearRatio) = (10, 4)
  /// The part of callers that may have made many before, and how many times that do now.
  private static let (mostBefore, clearShare) = (0.25, 2.5)
  /// The part of a span that the calls must take.
  private static let leastPart = 0.4
  /// How much slower than usual a call may be and still be as fast as ever.
  private static let steady: Int64 = 2
  /// How much longer the spans must take than usual, in percent.
  private static let longer: Int64 = 150

  private struct Key: Hashable {
    var caller: TracedRequests.Operation
    var call: TracedRequests.Operation
    var statement: String
  }

  /// All there are, those of most spans first.
  static func all(in comparison: RequestComparison) -> [RepeatedCall] {
    let (now, usual) = (comparison.now, comparison.usual)
    // A span of few calls makes few of each kind.
    let made = counts(now) { now.children[$0].count >= fewest }
    guard !made.isEmpty else { return [] }
    let makers = Set(made.keys.map(\.caller))
    let isMaker = usual.requests.operations.map(makers.contains)
    let known = counts(usual) { isMaker[usual.requests.spans[$0].operation] }
    let durations = Dictionary(grouping: usual.requests.spans.indices, by: usual.operation)
      .mapValues { places in places.map { usual.requests.spans[$0].duration } }
      .compactMapValues { UsualTime($0) }
    let callers = Dictionary(grouping: usual.requests.spans.indices, by: usual.operation)
    let callersNow = Dictionary(grouping: now.requests.spans.indices, by: now.operation)
      .mapValues(\.count)
    return made.compactMap { key, callsOfSpan -> RepeatedCall? in
      guard let before = durations[key.caller], let all = callers[key.caller] else { return nil }
      // Callers that made none of them count as well.
      let old = known[key] ?? [:]
      let counts = (old.values.map(\.count) + Array(repeating: 0, count: all.count - old.count))
        .sorted()
      let most = counts[counts.count / 2]
      let least = max(fewest, clearRatio * most)
      let many = callsOfSpan.filter { $0.value.count >= least }
      // Some always made many where their lists were long: then more of them have to.
      let share = Double(counts.count { $0 >= least }) / Double(counts.count)
      let now = Double(many.count) / Double(max(1, callersNow[key.caller] ?? 1))
      guard share <= mostBefore, now >= clearShare * share else { return nil }
      var call = RepeatedCall(
        key, many, usual: most, before: before, ofCall: durations[key.call], comparison.now)
      call?.since = since(old.filter { $0.value.count >= least }.map(\.key), all, usual)
      return call
    }.sorted { a, b in
      (a.spans.count, b.caller.service, b.call.name) > (
        b.spans.count, a.caller.service, a.call.name
      )
    }
  }

  /// From when on most callers of the quiet time made many already: where the beginning of the evidence
  /// stands for it, its end may be part of the trouble.
  private static func since(_ many: [Int], _ all: [Int], _ tree: RequestTree) -> Int64? {
    let isMany = Set(many)
    let order = all.sorted { tree.requests.spans[$0].start < tree.requests.spans[$1].start }
    var (later, since) = (0, Int64?.none)
    // From the end on: the first of them from which on more than half are so.
    for (place, span) in order.enumerated().reversed() where isMany.contains(span) {
      later += 1
      if later * 2 > order.count - place { since = tree.requests.spans[span].start }
    }
    return since
  }

  /// The calls of each kind in each span that is looked at, by the span.
  private static func counts(
    _ tree: RequestTree, in isLookedAt: (Int) -> Bool
  ) -> [Key: [Int: [Int]]] {
    var counts: [Key: [Int: [Int]]] = [:]
    for (span, children) in tree.children.enumerated() where !children.isEmpty && isLookedAt(span) {
      for child in children {
        let key = Key(
          caller: tree.operation(span), call: tree.operation(child),
          statement: tree.requests.detail(ofSpan: child).statement)
        counts[key, default: [:]][span, default: []].append(child)
      }
    }
    return counts
  }

  /// Nil where few spans make many, where they take no longer for it, or where each call is slower too.
  private init?(
    _ key: Key, _ many: [Int: [Int]], usual: Int, before: UsualTime, ofCall: UsualTime?,
    _ tree: RequestTree
  ) {
    guard many.count >= RankingModel.fewestBroken else { return nil }
    let all = tree.requests.spans
    func middle(_ values: [Int64]) -> Int64 { values.sorted()[values.count / 2] }
    let sums = many.values.map { calls in
      calls.reduce(Int64(0)) { $0.addingClamped(all[$1].duration) }
    }
    // What lies between one call and the next belongs to them.
    let lengths = many.values.map { calls in
      (calls.map { all[$0].end }.max() ?? 0).subtractingClamped(
        calls.map { all[$0].start }.min() ?? 0)
    }
    let (each, together, whole) = (
      middle(many.values.flatMap { $0 }.map { all[$0].duration }), middle(lengths),
      middle(many.keys.map { all[$0].duration })
    )
    let times = Int64(many.values.map(\.count).max() ?? 0) / Int64(max(1, usual))
    // Where they are far more than each is slower, it is their number.
    let isSteady =
      ofCall.map { old in
        each <= max(old.ninth, old.median.multipliedClamped(by: Self.steady))
          || each.multipliedClamped(by: Int64(Self.clearRatio))
            <= old.median.multipliedClamped(by: times)
      } ?? true
    guard Double(together) >= Self.leastPart * Double(whole),
      whole >= before.median.multipliedClamped(by: Self.longer) / 100, isSteady
    else { return nil }
    (self.each, self.together, self.whole, self.usual) = (each, together, whole, usual)
    isSerial = Double(middle(sums)) <= 1.1 * Double(together)
    caller = key.caller
    call = key.call
    statement = key.statement
    spans = many.keys.sorted { (all[$0].start, $0) < (all[$1].start, $1) }
    most = many.values.map(\.count).max() ?? 0
    let first = spans.first.flatMap { many[$0]?.first }
    let reached = first.flatMap { tree.children[$0].first }.map(tree.service)
    let named = first.map { tree.requests.detail(ofSpan: $0).target } ?? ""
    if key.call.service != key.caller.service {
      callee = key.call.service
    } else if let reached, reached != key.caller.service {
      callee = reached
    } else {
      callee = named.isEmpty ? nil : named
    }
  }

  /// It in a clause: what is called how often, and how long that takes.
  var words: String {
    let noun = statement.isEmpty ? "calls" : "queries"
    let asked = statement.isEmpty ? "" : " (`\(statement.prefix(Self.mostQuoted))`)"
    let whom = callee.map { " to `\($0)`" } ?? ""
    return
      "`\(caller.name)` makes up to \(most) \(noun) `\(call.name)`\(asked)\(whom) in one request"
      + (isSerial ? ", one by one" : "")
      + ", where it made \(usual == 0 ? "none" : "\(usual)") before"
      + " (N+1): each takes \(RequestWords.duration(each)), together "
      + "\(RequestWords.duration(together)) of \(RequestWords.duration(whole))"
  }

  /// Bytes of a statement that are quoted.
  private static let mostQuoted = 100
}

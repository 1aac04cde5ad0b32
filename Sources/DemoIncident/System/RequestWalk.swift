/// Follows requests through a system, and notes a span for each service that serves one.
///
/// A caller's span of the call and the callee's span of its work are two, as tracers write them: what
/// lies between is the way.
struct RequestWalk: Sendable {
  private let model: SystemModel
  private var random: SeededRandom
  private(set) var spans: [Span] = []

  /// One span; times in microseconds since 1970.
  struct Span: Sendable {
    /// Sixteen bytes, as two numbers.
    var trace: Trace
    var id: UInt64
    /// 0 for the first of a request.
    var parent: UInt64
    var service: Int
    var name: String
    /// Whether it is the caller's side of a call.
    var isClient: Bool
    var start: Int64
    var end: Int64
    var isFailed: Bool
  }

  /// The identifier of a request.
  struct Trace: Sendable {
    var high: UInt64
    var low: UInt64
  }

  init(_ model: SystemModel, seed: UInt64) {
    self.model = model
    random = SeededRandom(seed: seed)
  }

  /// Follows requests from one time to another, in milliseconds since 1970, so many a second at most:
  /// tracers keep a sample.
  mutating func walk(from start: Int64, to end: Int64, perSecond rate: Double) {
    var time = Double(start)
    while time < Double(end) {
      // Requests come by chance: distances of one to three halves of the mean.
      time += 1000 / rate * (0.5 + random.fraction())
      guard time < Double(end) else { return }
      _ = serve(
        0, trace: Trace(high: random.next(), low: random.next()), parent: 0,
        at: Int64(time * 1000) + Int64(random.below(1000)))
    }
  }

  /// Serves a request in a service; returns when it is answered, and whether it failed.
  private mutating func serve(
    _ service: Int, trace: Trace, parent: UInt64, at start: Int64
  ) -> (end: Int64, isFailed: Bool) {
    let own = model.services[service]
    let upset = model.upset(service, at: start / 1000)
    let place = spans.count
    let id = random.next() | 1
    spans.append(
      Span(
        trace: trace, id: id, parent: parent, service: service, name: own.operation,
        isClient: false, start: start, end: start, isFailed: false))
    // Its work lies around and between its calls.
    let parts = Double(own.calls.count + 1)
    var now = start + lasting(own.work * upset.work / parts)
    var isFailed = random.happens(upset.failing)
    for made in own.calls where !isFailed && (made.share >= 1 || random.happens(made.share)) {
      let callee = made.service
      let way = model.upset(callee, at: now / 1000).way
      let call = spans.count
      let callID = random.next() | 1
      spans.append(
        Span(
          trace: trace, id: callID, parent: id, service: service,
          name: "call \(model.services[callee].name)", isClient: true, start: now, end: now,
          isFailed: false))
      // Half of the way there, half of it back.
      let there = now + lasting(0.4) + lasting(way / 2)
      let answer = serve(callee, trace: trace, parent: callID, at: there)
      now = answer.end + lasting(0.4) + lasting(way / 2)
      spans[call].end = now
      spans[call].isFailed = answer.isFailed
      isFailed = isFailed || answer.isFailed
      now += lasting(own.work * upset.work / parts)
    }
    spans[place].end = now
    spans[place].isFailed = isFailed
    return (now, isFailed)
  }

  /// How long something takes that takes so many milliseconds in the mean, in microseconds: mostly a
  /// little less, at times much more.
  private mutating func lasting(_ mean: Double) -> Int64 {
    var factor = max(0.4, 0.92 + 0.16 * random.normal())
    // A collection of garbage, a cold cache: three in a thousand take four times as long.
    if random.happens(0.003) { factor *= 4 }
    return Int64(mean * factor * 1000)
  }
}

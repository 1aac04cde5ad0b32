import Evidence
import Timeline

/// A service that is slow in itself or to be reached, as its calls tell, and nothing that it waits for.
///
/// - Calls **to** it lose time between caller and callee: its network, or it is too busy to take them.
/// - Calls **from** it lose time, to most of those it calls: the trouble is on its side.
/// - Its **own work** takes longer, in several of its operations, or in one again and again.
///
/// What takes long because something below takes long has no place here: a gap is what is left of a
/// call without the callee's part, own time what is left of a span without those inside it.
struct SlowService: Sendable {
  var service: String
  var place: Place
  /// How many more calls or spans were slow than not, while they were.
  var lead: Int
  /// The slow ones: for calls, the caller's spans; in the order of time.
  var slow: [Int]
  /// For calls, the callee's span in the one that lost most: it is short, the caller's is long.
  var callee: Int?
  /// How many there were while it lasted.
  var count: Int
  /// Microseconds: what it usually takes, and what the slow ones took.
  var usual: Int64
  var now: Int64
  /// The services at the other ends of the slow calls, or the operations; sorted.
  var others: [String]

  /// Where the time is lost.
  enum Place: Int, Sendable {
    case callsTo, callsFrom, work
  }

  /// The lead from which on slowness is no chance: where one in ten is slow by chance, a lead of five
  /// comes of one start in 59,000 (a random walk that rises with 1 in 10 reaches 5 with (1/9)^5).
  static let clearLead = 5
  /// The lead that is enough where something else, such as the CPU, tells the same.
  static let weakLead = 3
  /// The lead from which on work of one operation alone is slow: what is asked differs from request to
  /// request, and a few of one kind prove nothing of the service.
  private static let clearOfOne = 15
  /// The least microseconds that are felt in a call, and in a step of work.
  private static let leastOfCall: Int64 = 50_000
  private static let leastOfWork: Int64 = 10_000

  /// The least microseconds by which calls to a service must differ from those to others: services
  /// differ, and a fifth of a second is more than any network within a cluster takes.
  private static let leastAmongPeers: Int64 = 200_000
  /// The fewest other services to compare with.
  private static let fewestPeers = 4

  /// A call or a span with how long it took without what it waited for.
  private struct Timed {
    var span: Int
    var callee: Int?
    var other: String
    var time: Int64
    var isSlow: Bool
    var usual: Int64
  }

  /// All services that are slow, the clearest first.
  static func all(in comparison: RequestComparison) -> [SlowService] {
    let calls = calls(comparison)
    var found: [SlowService] = []
    // Who is slow in calling most of those it calls explains what those calls show.
    var busy: Set<String> = []
    for (caller, made) in calls.from {
      guard let slow = stretch(caller, .callsFrom, made), slow.lead >= clearLead,
        slow.others.count > 1, slow.others.count * 2 > Set(made.map(\.other)).count
      else { continue }
      busy.insert(caller)
      found.append(slow)
    }
    for (callee, taken) in calls.to {
      let others = taken.filter { !busy.contains($0.other) }
      guard let slow = stretch(callee, .callsTo, others), slow.lead >= clearLead else { continue }
      found.append(slow)
    }
    for (service, done) in work(comparison) {
      guard let slow = stretch(service, .work, done), slow.lead >= weakLead,
        slow.others.count > 1 || slow.lead >= clearOfOne
      else { continue }
      found.append(slow)
    }
    return found.sorted {
      ($0.lead, $1.service, $1.place.rawValue) > ($1.lead, $0.service, $0.place.rawValue)
    }
  }

  /// Calls between services, by caller and by callee, in the order of time.
  private static func calls(
    _ comparison: RequestComparison
  ) -> (from: [String: [Timed]], to: [String: [Timed]]) {
    let (now, usual) = (comparison.now, comparison.usual)
    var gaps: [[String]: [Int64]] = [:]
    for call in usual.calls {
      gaps[[usual.service(call.from), usual.service(call.to)], default: []].append(call.gap)
    }
    let known = gaps.compactMapValues { UsualTime($0) }
    let peers = comparison.isWithin ? peers(of: now) : [:]
    var result: (from: [String: [Timed]], to: [String: [Timed]]) = ([:], [:])
    for call in now.calls {
      let (caller, callee) = (now.service(call.from), now.service(call.to))
      let own = known[[caller, callee]]
      guard let usual = own ?? peers[callee] else { continue }
      var timed = Timed(
        span: call.from, callee: call.to, other: callee, time: call.gap,
        isSlow: usual.isExceeded(by: call.gap, least: leastOfCall), usual: usual.median)
      // What was as slow from the beginning on stands out among the others all the same.
      if !timed.isSlow, let others = peers[callee],
        others.isExceeded(by: call.gap, least: leastAmongPeers)
      {
        timed.isSlow = true
        timed.usual = others.median
      }
      result.from[caller, default: []].append(timed)
      timed.other = caller
      result.to[callee, default: []].append(timed)
    }
    return result
  }

  /// The gaps that calls to all other services have, for each: where the evidence has no quiet time, a
  /// service is compared with those beside it.
  private static func peers(of tree: RequestTree) -> [String: UsualTime] {
    let gaps = Dictionary(grouping: tree.calls) { tree.service($0.to) }
      .compactMapValues { UsualTime($0.map(\.gap))?.median }
    guard gaps.count > fewestPeers else { return [:] }
    return gaps.keys.reduce(into: [:]) { peers, service in
      peers[service] = UsualTime(gaps.filter { $0.key != service }.map(\.value))
    }
  }

  /// The own time of spans that call nobody, by service, in the order of time.
  private static func work(_ comparison: RequestComparison) -> [String: [Timed]] {
    let (now, usual) = (comparison.now, comparison.usual)
    var times: [TracedRequests.Operation: [Int64]] = [:]
    for span in usual.requests.spans.indices where !usual.isCaller[span] {
      times[usual.operation(span), default: []].append(usual.ownTime[span])
    }
    let known = times.compactMapValues { UsualTime($0) }
    let spans = now.requests.spans
    var result: [String: [Timed]] = [:]
    for span in spans.indices.sorted(by: { (spans[$0].start, $0) < (spans[$1].start, $1) }) {
      guard !now.isCaller[span], let usual = known[now.operation(span)] else { continue }
      let time = now.ownTime[span]
      result[now.service(span), default: []].append(
        Timed(
          span: span, other: now.operation(span).name, time: time,
          isSlow: usual.isExceeded(by: time, least: leastOfWork), usual: usual.median))
    }
    return result
  }

  private static func stretch(_ service: String, _ place: Place, _ all: [Timed]) -> SlowService? {
    guard let stretch = Stretch(all.map(\.isSlow)) else { return nil }
    let during = all[stretch.range]
    let slow = during.filter(\.isSlow)
    func median(_ values: [Int64]) -> Int64 { values.sorted()[values.count / 2] }
    guard !slow.isEmpty else { return nil }
    return SlowService(
      service: service, place: place, lead: stretch.lead, slow: slow.map(\.span),
      callee: slow.max { $0.time < $1.time }?.callee,
      count: during.count, usual: median(slow.map(\.usual)), now: median(slow.map(\.time)),
      others: Set(slow.map(\.other)).sorted())
  }
}

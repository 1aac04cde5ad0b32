import Evidence
import Timeline

/// A service to and from which some calls lose the time of a retransmission while most are as fast as
/// ever: packets are lost on the way.
///
/// A delay makes nearly all calls slow, see ``SlowService``; a lost packet makes one call wait for the
/// sender's timer, which Linux never sets below 200 ms (`TCP_RTO_MIN`).
struct LossyService: Sendable {
  var service: String
  /// The callers' spans that waited, in the order of time.
  var slow: [Int]
  /// All calls to and from the service.
  var count: Int
  /// The share of such calls in a quiet time, in percent.
  var usualShare: Double
  /// What the waiting ones lost, in microseconds.
  var lost: Int64

  /// The least time of a retransmission, in microseconds: a little below the timer.
  private static let timer: Int64 = 190_000
  /// The least log-likelihood ratio at which more of them are no chance: of a thousand services, one in
  /// three thousand looks would reach it (chi-squared, one degree of freedom).
  private static let significance = 25.0
  /// More than half of the calls are no loss but a delay.
  private static let mostShare = 0.5
  /// Fewer calls in the quiet time tell no share.
  private static let fewestUsual = 20

  /// All such services, the clearest first; what calls with one of them explain is no other's.
  static func all(in comparison: RequestComparison) -> [LossyService] {
    // A delay explains all that waits at its service.
    let delayed = Set(comparison.slow.filter { $0.lead >= SlowService.clearLead }.map(\.service))
    func left(_ tree: RequestTree) -> [Wait] {
      waits(tree).filter { !delayed.contains($0.caller) && !delayed.contains($0.callee) }
    }
    var now = left(comparison.now)
    var usual = left(comparison.usual)
    var found: [LossyService] = []
    while found.count < mostServices, let best = clearest(now, usual) {
      found.append(best)
      now.removeAll { $0.touches(best.service) }
      usual.removeAll { $0.touches(best.service) }
    }
    return found
  }

  /// More services with losses are a network that is bad everywhere.
  private static let mostServices = 3

  private struct Wait {
    var span: Int
    var caller: String
    var callee: String
    var gap: Int64

    var isLong: Bool { gap >= LossyService.timer }
    func touches(_ service: String) -> Bool { caller == service || callee == service }
  }

  private static func waits(_ tree: RequestTree) -> [Wait] {
    tree.calls.map {
      Wait(span: $0.from, caller: tree.service($0.from), callee: tree.service($0.to), gap: $0.gap)
    }
  }

  private static func clearest(_ now: [Wait], _ usual: [Wait]) -> LossyService? {
    let counts = Self.counts(now)
    let before = Self.counts(usual)
    var best: (ratio: Double, service: String)?
    for (service, calls) in counts.sorted(by: { $0.key < $1.key }) {
      let quiet = before[service] ?? Count()
      guard quiet.all >= fewestUsual, calls.long > 0,
        Double(calls.long) < Double(calls.all) * mostShare,
        calls.long * quiet.all > quiet.long * calls.all
      else { continue }
      let ratio = Self.ratio(calls, quiet)
      if ratio >= significance, ratio > best?.ratio ?? 0 { best = (ratio, service) }
    }
    guard let service = best?.service, let calls = counts[service], let quiet = before[service]
    else { return nil }
    let long = now.filter { $0.isLong && $0.touches(service) }
    let lost = long.map(\.gap).sorted()
    return LossyService(
      service: service, slow: long.map(\.span), count: calls.all,
      usualShare: 100 * Double(quiet.long) / Double(quiet.all), lost: lost[lost.count / 2])
  }

  private struct Count {
    var long = 0
    var all = 0
  }

  private static func counts(_ waits: [Wait]) -> [String: Count] {
    var counts: [String: Count] = [:]
    for wait in waits {
      for service in [wait.caller, wait.callee] {
        counts[service, default: Count()].all += 1
        if wait.isLong { counts[service, default: Count()].long += 1 }
      }
    }
    return counts
  }

  /// The log-likelihood ratio of two shares against one for both.
  private static func ratio(_ a: Count, _ b: Count) -> Double {
    func likelihood(_ count: Count, _ share: Double) -> Double {
      Double(count.long) * share.logarithm
        + Double(count.all - count.long) * (1 - share).logarithm
    }
    let both = Double(a.long + b.long) / Double(a.all + b.all)
    return 2
      * (likelihood(a, Double(a.long) / Double(a.all))
        + likelihood(b, Double(b.long) / Double(b.all))
        - likelihood(a, both) - likelihood(b, both))
  }
}

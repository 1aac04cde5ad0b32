import Diagnosis
import Evidence
import Timeline

/// Who asks for most of all, since about the time when something ran out or became slow, and did not before.
///
///     key=pk_tripmate path=/departures     4 of 310 entries at first, 690 of 900 at the onset
///     query[A] cam-7.yard from 10.20.4.77  none at first, 1,400 of 1,900 at the onset
///
/// What is overloaded is the loudest, and names whoever comes next: the cause is the one that comes so often.
struct TopTalker: BesideCause {
  static let looksAgain = true

  private let key: String
  private let value: String
  private let first: Sample
  private let now: (own: Int, all: Int)
  private let before: (own: Int, all: Int)

  /// Nil where nothing ran out or was slow, or nobody came far more often than before.
  init?(of diagnosis: Diagnosis, _ desk: Desk) async throws {
    guard !desk.hasNoEntries, let onset = diagnosis.onset, let whole = desk.catalog.window,
      Self.isOverload(diagnosis)
    else { return nil }
    let begin = max(whole.lowerBound, onset.advanced(by: -Self.longestBefore))
    let end = onset.advanced(by: -Self.lead)
    guard begin.advanced(by: Self.span) < end else { return nil }
    let now = try await Self.count(end...onset.advanced(by: Self.span), desk)
    var before = try await Self.count(begin...begin.advanced(by: Self.span), desk)
    // Where little was logged at first, all that was before the onset.
    if before.callers.isEmpty { before = try await Self.count(begin...end, desk) }
    let top = now.callers.filter { caller in
      let all = now.keys[caller.key.key] ?? 0
      let share = Double(caller.value.count) / Double(max(1, all))
      let usual =
        Double(before.callers[caller.key]?.count ?? 0)
        / Double(max(1, before.keys[caller.key.key] ?? 0))
      return caller.value.count >= Self.fewest && share >= Self.leastShare
        && now.values[caller.key.key, default: []].count >= Self.fewestCallers
        && share >= usual * Self.leastGrowth
        && caller.value.count >= (before.callers[caller.key]?.count ?? 0) * Self.leastGrowthOfCount
    }.max {
      ($0.value.count, $1.key.value, $1.key.key) < ($1.value.count, $0.key.value, $0.key.key)
    }
    guard let top else { return nil }
    (key, value, first) = (top.key.key, top.key.value, top.value.first)
    self.now = (top.value.count, now.keys[key] ?? top.value.count)
    self.before = (before.callers[top.key]?.count ?? 0, before.keys[key] ?? 0)
  }

  /// How much of the beginning, and of the time since the onset, is counted, in milliseconds: ten minutes.
  private static let span: Int64 = 10 * 60_000
  /// How far back the beginning lies at most, in milliseconds: two hours.
  private static let longestBefore: Int64 = 2 * 3_600_000
  /// How long before the onset somebody comes too often, in milliseconds.
  private static let lead: Int64 = 2 * 60_000
  /// Entries that are counted of each of the two.
  private static let mostEntries = 5000
  /// The fewest entries of one, and the fewest others of whom there is one.
  private static let (fewest, fewestCallers) = (30, 3)
  /// Its least share of all, and by how much share and number have grown at least.
  private static let (leastShare, leastGrowth, leastGrowthOfCount) = (0.4, 2.0, 3)

  private static func isOverload(_ diagnosis: Diagnosis) -> Bool {
    if diagnosis.decision == .notProven { return true }
    guard let cause = diagnosis.leading else {
      return false
    }
    return cause.kind.map(overloads.contains) ?? false
  }

  private static let overloads: Set<String> = [
    "rate-limit", "queue-full", "overload", "pool-exhausted", "too-many-connections", "timeouts",
    "latency", "heavy-query", "slow-answer", "tracking-full", "limit-reached", "name-resolution",
    "slow-consumer", "out-of-memory", "heap-pressure", "server-errors", "no-backend", "failure",
  ]

  /// The sentence that names it.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(first)
    let share = Int((Double(now.own) / Double(max(1, now.all)) * 100).rounded())
    let time = first.time.map { "From \(report.times.full($0.instant)) on most" } ?? "Most"
    return [
      .init(
        "\(time) comes from one: \(MarkdownText.code(Quote.clean(value))) "
          + "(\(MarkdownText.oneLine(key))), \(now.own) of \(now.all) entries that name one "
          + "(\(share) %), \(before.own) of \(before.all) at first: "
          + "\(report.quote(number, around: [value])) [\(number)].", exhibits: [number])
    ]
  }

  private struct Caller: Hashable {
    var key: String
    var value: String
  }

  /// How often callers are named, by what.
  private struct Count {
    var callers: [Caller: (count: Int, first: Sample)] = [:]
    var keys: [String: Int] = [:]
    var values: [String: Set<String>] = [:]
  }

  private static func count(_ window: TimeWindow, _ desk: Desk) async throws -> Count {
    var scope = Scope()
    scope.window = window
    let list = try await desk.evidence.samples(scope, order: .earliest, limit: mostEntries)
    var count = Count()
    for sample in list.samples {
      for (key, value) in CallerNames.all(in: sample.text) {
        let caller = Caller(key: key, value: value)
        count.callers[caller, default: (0, sample)].count += 1
        count.keys[key, default: 0] += 1
        count.values[key, default: []].insert(value)
      }
    }
    return count
  }
}

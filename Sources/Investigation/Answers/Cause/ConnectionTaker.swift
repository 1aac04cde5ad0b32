import Diagnosis
import Evidence
import Timeline

/// Who took the connections that ran out: another service that says how many it opens, just before.
///
///     10:30:14 worker-07 start, pool of 25 connections opened    36 times
///     10:33:16 web       ERR max number of clients reached
///
/// Whoever gets none is the loudest; what there are so many of says so only once each.
struct ConnectionTaker: BesideCause {
  /// The entries that say it, of one message.
  private let group: Aggregation.Group
  /// What was done to it before: more copies, a release.
  private let change: Finding?

  /// How long before the first refusal connections were taken, in milliseconds: a quarter of an hour.
  private static let lead: Int64 = 15 * 60_000
  /// The fewest connections that one entry tells of, and all of them together.
  private static let (fewest, fewestInAll) = (2, 20)

  /// Nil where the cause is no lack of connections, or nobody says that he took some.
  init?(of diagnosis: Diagnosis, _ desk: Desk) async throws {
    guard let cause = diagnosis.leading,
      let kind = cause.kind, Self.kinds.contains(kind), !desk.hasNoEntries,
      let onset = cause.period?.lowerBound
    else { return nil }
    var scope = Scope()
    scope.terms = [Scope.Term(["connections", "conns", "clients"])]
    scope.maximumLevel = .info
    scope.window = onset.advanced(by: -Self.lead)...onset.advanced(by: 1000)
    let found = try await AggregateTool.call(Aggregate(scope: scope, by: .template), desk)
    let takers = found.groups.filter { group in
      group.first.service != cause.service && Self.tells(group.first.message)
        && group.count * (Self.taken(group.first.message) ?? 0) >= Self.fewestInAll
    }
    let most = takers.max { a, b in
      let (x, y) = (
        a.count * (Self.taken(a.first.message) ?? 0), b.count * (Self.taken(b.first.message) ?? 0)
      )
      return x == y ? a.key > b.key : x < y
    }
    guard let most else { return nil }
    group = most
    change = diagnosis.findings.last { finding in
      guard finding.role == .change, finding.signal == .changes,
        finding.service == most.first.service
          || finding.names.contains(most.first.service),
        let time = finding.period?.lowerBound
      else { return false }
      return time <= onset && onset.distance(from: time) <= Self.lead
    }
  }

  private static let kinds: Set<String> = ["too-many-connections", "pool-exhausted"]

  /// Whether a message tells that connections were opened.
  private static func tells(_ message: String) -> Bool {
    let words = Set(Stem.words(message))
    return !words.isDisjoint(with: verbs) && words.isDisjoint(with: ends)
      && (taken(message) ?? 0) >= fewest
  }

  private static let verbs: Set<String> = [
    "open", "opens", "opening", "opened", "acquire", "acquired", "acquiring", "take", "takes",
    "taking", "took", "start", "started", "starting", "create", "created", "pool", "holding",
    "using", "uses", "establish", "established",
  ]
  private static let ends: Set<String> = [
    "closed", "closing", "close", "released", "idle", "returned", "dropped", "max", "limit",
  ]

  /// The number right before the word for connections: `pool of 25 connections` → 25.
  private static func taken(_ message: String) -> Int? {
    let words = message.split { !($0.isLetter || $0.isNumber) }
    return zip(words, words.dropFirst()).lazy.compactMap { number, noun in
      ["connections", "conns", "clients"].contains(noun.lowercased()) ? Int(number) : nil
    }.first
  }

  /// The sentence that names it, and what was done to it before.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(group.first)
    var numbers = [number]
    let name = MarkdownText.name(group.first.service)
    let time = group.first.time.map { " from \(report.times.full($0.instant)) on" } ?? ""
    var text =
      "Connections were taken by \(name)\(time): \(report.quote(number)), "
      + "\(Counting.times(group.count)) [\(number)]"
    if let change, let time = change.period?.lowerBound {
      let own = report.cite(change)
      numbers.append(own)
      text +=
        "; it was changed at \(report.times.full(time)): \(change.told(report, own)) [\(own)]"
    }
    return [
      .init(text + ".", exhibits: numbers)
    ]
  }
}

import Diagnosis
import Evidence
import Timeline

/// What comes of one thing alone that a question names, where the strongest trouble is another's.
///
///     gw-17 disconnects all the time, why?
///       Client gw-22 has exceeded timeout, disconnecting.          35 times, of 30 clients
///       Client gw-17 already connected, closing old connection.    656 times, of gw-17 alone
struct NamedTrouble {
  private let value: String
  private let group: Aggregation.Group

  /// Entries of one message below which it may be chance that all are of one thing.
  private static let fewest = 3
  /// The share of a message's entries that are of the thing, for the message to be its own.
  private static let ownShare = 0.8

  /// The part of the evidence's time, as a divisor, in which what goes on all along is heard of.
  private static let settling: UInt64 = 20

  /// Nil where a question names no such thing, nothing is its own, or the diagnosis is of it already.
  init?(_ question: Question, _ diagnosis: Diagnosis, _ desk: Desk) async throws {
    let named =
      question.scope.terms.filter(\.isValue).compactMap(\.alternatives.first)
      + question.scope.hosts + question.words.filter { $0.contains(where: \.isNumber) }
    guard let value = named.first(where: { $0.count > 2 }) else { return nil }
    // Of the machine that wrote the logs all is told that it did.
    let isHost = desk.catalog.hosts.contains { $0.lowercased() == value.lowercased() }
    if let finding = diagnosis.leading,
      case .cause = diagnosis.decision,
      finding.samples.contains(where: { $0.text.contains(value) })
    {
      return nil
    }
    var scope = Scope()
    scope.terms = [Scope.Term([value], isWholeWord: true)]
    scope.window = question.scope.window
    let found = try await AggregateTool.call(Aggregate(scope: scope, by: .template), desk)
    var totals: [String: Int] = [:]
    for observation in desk.evidence.observations {
      if case .entries(let template, _) = observation.measure {
        totals[template, default: 0] += observation.count
      }
    }
    let own = found.groups.filter { group in
      guard group.count >= Self.fewest, let total = totals[group.key], total > 0 else {
        return false
      }
      return Double(group.count) / Double(total) >= Self.ownShare
    }
    // What was told of it from the beginning is how it usually goes.
    func isNew(_ group: Aggregation.Group) -> Bool {
      let times = desk.evidence.observations.filter { $0.service == group.first.service }
        .flatMap(\.samples).compactMap { $0.time?.instant }
      guard let begin = times.min(), let end = times.max(), let first = group.first.time?.instant
      else { return true }
      return first.distance(from: begin).magnitude > end.distance(from: begin).magnitude
        / Self.settling
    }
    let best = own.filter { ($0.first.level ?? .info) >= .warning || !isHost }.filter(isNew).max {
      ($0.first.level ?? .info, $0.count) < ($1.first.level ?? .info, $1.count)
    }
    guard let best, totals.count > own.count else { return nil }
    self.value = value
    group = best
  }

  /// The sentence that says it.
  func claim(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(group.first, count: group.count)
    let span = CountAnswer.span(group.first, group.last, report.times)
    return .init(
      "Of what names \(MarkdownText.code(Quote.clean(value))), this comes of nothing else, "
        + "\(Counting.times(group.count)), \(span): \(report.quote(number, around: [value])) [\(number)].",
      exhibits: [number])
  }
}

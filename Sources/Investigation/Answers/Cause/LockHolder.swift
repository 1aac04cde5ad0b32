import Diagnosis
import Evidence
import Timeline

/// Who held the lock that others waited for, and what the first of them wanted.
///
///     process 31877 still waiting for AccessExclusiveLock on relation 16422
///     DETAIL:  Process holding the lock: 30211. Wait queue: 31877, 32506.
///
/// The line that waits is the loudest and says least: the cause is what the holder does, and what the
/// first of the queue asked for.
struct LockHolder: BesideCause {
  /// The number by which the holder is named, and the line that names it.
  private let holder: String
  private let naming: Sample
  /// The first and the last entry of the holder before others waited for it.
  private let own: (first: Sample, last: Sample)?
  /// What the first that waited asked for.
  private let wanted: Sample?

  /// Lines around an entry that may name the holder.
  private static let reach = 4
  /// How long before and behind its first wait a statement stands, in milliseconds.
  private static let nearby: Int64 = 5000
  /// Entries of a process that are looked at.
  private static let most = 40

  /// What was blocked, where it is not the cause that was named, but behind it.
  private let blocked: Finding?

  /// What waits for a database that is blocked, and is named for it.
  private static let victims: Set<String> = [
    "pool-exhausted", "timeouts", "too-many-connections", "latency", "queue-full", "slow-answer",
    "server-errors",
  ]
  /// How long before its first victim a lock is waited for, in milliseconds: a quarter of an hour.
  private static let lead: Int64 = 15 * 60_000

  /// The finding on a lock that a cause is, or that was waited for just before it began.
  private static func lock(_ diagnosis: Diagnosis) -> Finding? {
    guard let cause = diagnosis.leading else {
      return nil
    }
    if cause.kind == "lock", cause.signal == nil { return cause }
    guard cause.kind.map(victims.contains) ?? false, let onset = cause.period?.lowerBound else {
      return nil
    }
    return diagnosis.findings.first { finding in
      guard finding.kind == "lock", finding.signal == nil, finding.count > 1,
        !finding.isFailingAllAlong, let begin = finding.period?.lowerBound
      else { return false }
      return begin <= onset.advanced(by: 60_000) && onset.distance(from: begin) <= lead
    }
  }

  /// Nil where neither the cause nor what is behind it is a lock, or no line names who holds it.
  init?(of diagnosis: Diagnosis, _ desk: Desk) async throws {
    guard let finding = Self.lock(diagnosis),
      let first = diagnosis.findings.filter({ $0.kind == "lock" && $0.service == finding.service })
        .flatMap(\.samples).min(by: Sample.isEarlier),
      case .line(let path, let number) = first.reference.locator
    else { return nil }
    let opened = try await OpenTool.call(
      .init(reference: first.reference, before: 1, after: Self.reach), desk)
    let lines = (opened.lines ?? []).filter { $0.number >= number }
    guard
      let found = lines.lazy.compactMap({ line in
        Self.holder(in: line.text).map { (line, $0) }
      }).first
    else { return nil }
    let cause = diagnosis.leading
    blocked = cause == finding ? nil : finding
    holder = found.1
    naming = Sample(
      reference: Reference(
        source: first.reference.source, locator: .line(path: path, number: found.0.number)),
      service: first.service, host: first.host, text: found.0.text)
    let begin = first.time?.instant
    var scope = Scope()
    scope.services = [finding.service]
    scope.terms = [Scope.Term([holder], isWholeWord: true)]
    scope.window = begin.map { Instant.earliest...$0 }
    let before = try await SearchTool.call(
      .init(scope: scope, order: .latest, limit: Self.most), desk)
    let holder = holder
    // Those of others name it in a further line, or as whom they wait for.
    let named = before.samples.filter { sample in
      Self.holder(in: sample.text) != holder
        && sample.text.split { !$0.isNumber && !$0.isLetter }.contains { $0 == holder }
    }.sorted(by: Sample.isEarlier)
    own = named.first.flatMap { first in named.last.map { (first, $0) } }
    guard let waiter = Self.number(before: " still waiting", in: first.text), let begin else {
      wanted = nil
      return
    }
    scope.terms = [Scope.Term([waiter], isWholeWord: true)]
    scope.window = (begin...begin).widened(by: Self.nearby)
    let beside = try await SearchTool.call(
      .init(scope: scope, order: .earliest, limit: Self.most), desk)
    let statement = beside.samples.first { $0.text.lowercased().contains("statement:") }
    wanted =
      statement
      ?? lines.first { $0.text.contains("STATEMENT:") && $0.text.contains(waiter) }.map { line in
        Sample(
          reference: Reference(
            source: first.reference.source, locator: .line(path: path, number: line.number)),
          service: first.service, host: first.host, text: line.text)
      }
  }

  /// The number behind the words that name a holder: `holding the lock: 30211`, `locked by PID 2214`.
  static func holder(in text: String) -> String? {
    let lowered = text.lowercased()
    for phrase in phrases {
      guard let range = lowered.firstRange(of: phrase) else { continue }
      let rest = lowered[range.upperBound...].prefix(longestGap)
      let digits = rest.drop { !$0.isNumber }.prefix { $0.isNumber }
      if digits.count > 1 { return String(digits) }
    }
    return nil
  }

  private static let phrases = [
    "holding the lock", "holding lock", "lock held by", "held by process", "held by pid",
    "blocked by process", "blocked by pid", "blocking process", "blocking pid", "blocking session",
    "blocked by session", "locked by pid", "locked exclusively by pid", "locked by process",
  ]
  /// Characters between the words and the number.
  private static let longestGap = 16

  private static func number(before phrase: String, in text: String) -> String? {
    guard let range = text.firstRange(of: phrase) else { return nil }
    let digits = text[..<range.lowerBound].reversed().prefix { $0.isNumber }
    return digits.count > 1 ? String(digits.reversed()) : nil
  }

  /// The sentences that name the holder, and what the first of the queue asked for.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(naming, telling: holder)
    var text = "The lock was held by \(MarkdownText.code(holder)) [\(number)]"
    var cited = [number]
    if let own {
      let place = report.cite(own.last)
      text += ", whose last entry before is \(Self.quote(own.last)) [\(place)]"
      cited.append(place)
      if own.first.reference != own.last.reference, let time = own.first.time {
        let begin = report.cite(own.first)
        text += ", its first of \(report.times.full(time.instant)) [\(begin)]"
        cited.append(begin)
      }
    }
    var claims = [Report.Claim(text + ".", exhibits: cited)]
    if let blocked {
      let place = report.cite(blocked)
      let time = blocked.period.map { " from \(report.times.full($0.lowerBound)) on" } ?? ""
      claims.insert(
        .init(
          "\(MarkdownText.name(blocked.service)) was blocked on a lock\(time): "
            + "\(blocked.told(report, place)) [\(place)].", exhibits: [place]), at: 0)
    }
    if let wanted {
      let place = report.cite(wanted)
      claims.append(
        .init(
          "First in the queue behind it: \(Self.quote(wanted)) [\(place)].", exhibits: [place]))
    }
    return claims
  }

  /// The whole line: who it was stands before the message.
  private static func quote(_ sample: Sample) -> String {
    MarkdownText.code(Quote.cut(Quote.clean(sample.text), to: Quote.longest))
  }
}

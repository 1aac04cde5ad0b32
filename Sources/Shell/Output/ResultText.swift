import SessionsAPI
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The results of commands as lines of text.
enum ResultText {
  /// Writes a result; tables are fitted to a width in columns, where one is given.
  static func lines(of result: CommandResult, width: Int?, now: Date = Date()) -> [String] {
    switch result {
    case .sessions(let rows, let remark):
      (rows.isEmpty ? [] : sessionTable(rows, width: width, now: now)) + (remark.map { [$0] } ?? [])
    case .found(let turns, let words): found(turns, words, width: width)
    case .status(let report): status(report)
    case .answer(let markdown):
      markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    case .exhibit(let exhibit):
      ExhibitText.markdown(of: exhibit).split(separator: "\n", omittingEmptySubsequences: false)
        .map(
          String.init)
    case .transcript(let session):
      Transcript.markdown(of: session).split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
    case .exported(let exported): exportedWords(exported)
    case .queue(let lines): lines.enumerated().map { "\($0 + 1)  \($1)" }
    case .forgot(let session): wrapped(forgotten(session), width: width)
    case .attached(let attachment): attached(attachment, width: width)
    case .evidence(let rows):
      rows.isEmpty
        ? ["\(Notice.noEvidence)"]
        : rows.flatMap { $0.lines.flatMap { wrapped($0, width: width) } }
    case .refreshed(let sources): refreshed(sources).flatMap { wrapped($0, width: width) }
    case .profiles(let profiles): profileTable(profiles, width: width)
    case .history(let lines): lines
    case .help(let commands): HelpText.lines(of: commands, width: width)
    case .done: []
    }
  }

  /// What is new of each source, and what to do with it.
  private static func refreshed(_ sources: [RefreshedSource]) -> [String] {
    guard !sources.isEmpty else {
      return ["This session has asked no remote source. Name one: /evidence add KIND=URL"]
    }
    let isNew = sources.contains { !$0.changes.isEmpty }
    return sources.map(\.words) + (isNew ? ["The next question is answered by it."] : [])
  }

  /// Where a session was written; the document itself where that was nowhere.
  private static func exportedWords(_ exported: ExportedSession) -> [String] {
    guard let path = exported.path else { return [exported.text] }
    let stale = exported.staleness.map {
      ["It is as this machine last saw it, for the service could not be asked: \($0)"]
    }
    return ["Written to \(path)", "Only you may read it."] + (stale ?? [])
  }

  /// A line for each session, and below it one of the text that was found.
  private static func found(
    _ turns: [FoundTurn], _ words: CommandWords, width: Int?
  ) -> [String] {
    guard !turns.isEmpty else {
      return wrapped("Nothing was found in the transcripts of this machine.", width: width)
    }
    return turns.flatMap { found in
      let text = found.snippet.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      // Outside a conversation no number names a session.
      let name = words == .conversation ? "\(found.number)" : found.session.rawValue
      let place = found.isElsewhere ? ", with \(found.service)" : ""
      return wrapped("\(name)  \(found.title), turn \(found.turn)\(place)", width: width)
        + wrapped(text, width: width.map { $0 - 3 }).map { "   \($0)" }
    } + wrapped(words.takeUp(elsewhere: turns.contains(where: \.isElsewhere)), width: width)
  }

  private static func forgotten(_ session: ForgottenSession) -> String {
    "Forgot '\(session.title)': nothing of it is kept on this machine, but lines in the history, "
      + "which '/history delete WORDS' takes out."
      + (session.keptBy.map { " \($0) keeps its own copy, and may list it still." } ?? "")
  }

  /// How much is attached, and how it begins where that has not been seen.
  private static func attached(_ attachment: Attachment, width: Int?) -> [String] {
    let head = attachment.head
    let lines = head.lines == 1 ? "1 line" : "\(head.lines) lines"
    let shown = attachment.isSeen ? [] : head.first.map { "  \($0)" }
    let rest = attachment.isSeen ? 0 : head.lines - head.first.count
    let sentence =
      "\(attachment.name), \(lines), \(ByteCount.text(head.bytes)), goes with your next message; "
      + "/attach --drop drops it."
    return shown + (rest > 0 ? ["  … \(rest) more"] : []) + wrapped(sentence, width: width)
  }

  private static func wrapped(_ text: String, width: Int?) -> [String] {
    width.map { PlainParagraph.lines(text, width: $0) } ?? [text]
  }

  private static func sessionTable(_ rows: [SessionRow], width: Int?, now: Date) -> [String] {
    let table = Table(
      columns: [
        .init("#", alignment: .right), .init("status"), .init("title", isFlexible: true),
        .init("age", alignment: .right, isDispensable: true),
        .init("turns", alignment: .right, isDispensable: true),
        .init("unread", alignment: .right, isDispensable: true),
        .init("id", isDispensable: true),
      ],
      rows: rows.map { row in
        [
          "\(row.number)\(row.isCurrent ? "*" : "")", row.activity, row.title,
          RelativeAge.text(seconds: now.timeIntervalSince(row.updatedAt ?? row.createdAt)),
          row.turns.map(String.init) ?? "", row.unread == 0 ? "" : "\(row.unread)",
          String(row.id.rawValue.prefix(8)),
        ]
      })
    return table.lines(width: width)
  }

  private static func profileTable(_ profiles: [ProfileRow], width: Int?) -> [String] {
    let table = Table(
      columns: [.init("profile"), .init("service", isFlexible: true), .init("key")],
      rows: profiles.map { profile in
        [
          profile.name + (profile.isCurrent ? "*" : ""), profile.service,
          profile.hasKey ? "stored" : "",
        ]
      })
    return table.lines(width: width) + ["/profile NAME changes to one."]
  }

  private static func status(_ report: StatusReport) -> [String] {
    guard report.session != nil || report.elapsed != nil else {
      return ["No session is current. The next line opens one."] + alsoRunning(report)
    }
    var lines = ["\(report.title): \(report.status?.words ?? "being sent"), turn \(report.turn)"]
    if let session = report.session { lines.append("session \(session)") }
    if let elapsed = report.elapsed, let unchanged = report.unchanged {
      let step = report.progress.map { ", \($0.step) \($0.done)/\($0.total)" } ?? ""
      lines.append(
        "running for \(ElapsedTime.text(seconds: elapsed))\(step); "
          + "last news \(ElapsedTime.text(seconds: unchanged)) ago")
    }
    if let waiting = report.waiting { lines.append("waiting: \(waiting)") }
    if report.queued > 0 { lines.append("\(report.queued) queued; see /queue") }
    return lines + alsoRunning(report)
  }

  private static func alsoRunning(_ report: StatusReport) -> [String] {
    report.alsoRunning.map { "also running: \($0)" }
  }
}

extension EvidenceRow {
  /// The place, and what its source says below it.
  fileprivate var lines: [String] {
    let mark = location.purpose == .baseline ? "  (baseline)" : ""
    return [location.path + mark] + (check.map { ["  \($0.words)"] } ?? [])
  }
}

import Evidence

/// The sessions of a database as `SHOW PROCESSLIST` of MySQL lists them, and who of them waits for a lock (MySQL 8.0
/// Reference Manual, 10.14.3, "General Thread States").
struct ProcessList {
  /// A session.
  struct Session: Equatable {
    var id: String
    var user: String
    var host: String
    var database: String
    /// `Query`, `Sleep`, `Daemon` and others.
    var command: String
    /// How long it is in its state, in seconds.
    var seconds: Int
    var state: String
    var statement: String
    var sample: Sample

    /// Whether it waits for a lock of another.
    var waits: Bool {
      let words = state.lowercased()
      return words.hasPrefix("waiting for") && words.contains("lock")
    }

    /// Nil for a row of another table.
    init?(_ line: StatedLine, in text: StatedText) {
      let pairs = Dictionary(
        line.pairs.map { ($0.label.lowercased(), $0.value) }, uniquingKeysWith: { a, _ in a })
      guard line.isRow, let id = pairs["id"], let user = pairs["user"],
        let command = pairs["command"], let seconds = pairs["time"].flatMap({ Int($0) })
      else { return nil }
      (self.id, self.user, self.command, self.seconds) = (id, user, command, seconds)
      (host, database) = (pairs["host"] ?? "", pairs["db"] ?? "")
      (state, statement) = (pairs["state"] ?? "", pairs["info"] ?? "")
      sample = line.sample(in: text)
    }
  }

  /// Those that wait, the one that waits longest first; never empty.
  let waiting: [Session]
  /// Those that were there before anybody waited, in the same database and for no lock: one of them holds it.
  let holders: [Session]

  /// Nil where nobody waits for a lock, or none was there before.
  init?(_ text: StatedText) {
    let sessions = text.lines.compactMap { Session($0, in: text) }
    waiting = sessions.filter(\.waits).sorted { $0.seconds > $1.seconds }
    guard let first = waiting.first else { return nil }
    let before = sessions.filter { session in
      !session.waits && session.seconds >= first.seconds && session.database == first.database
        && session.command != "Daemon" && !Self.servers.contains(session.user)
    }
    // Who runs a statement holds what it reads; a transaction that sleeps is the next to suspect.
    let running = before.filter { $0.command != "Sleep" }
    holders = (running.isEmpty ? before : running).sorted { $0.seconds > $1.seconds }
    guard !holders.isEmpty else { return nil }
  }

  /// Users of the server itself.
  private static let servers: Set = ["event_scheduler", "system user"]

  /// The first of some texts that tells who waits.
  static func first(in texts: [StatedText]) -> ProcessList? {
    texts.lazy.compactMap(ProcessList.init).first
  }

  /// Who holds the lock, and who waits for it.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let (holder, first) = (holders[0], waiting[0])
    let (own, other) = (report.cite(holder.sample), report.cite(first.sample))
    var text =
      "Session \(MarkdownText.code(Quote.clean(holder.id))) of \(MarkdownText.name(holder.user)) "
      + "(\(Quote.clean(holder.host))), there for \(TimeText.length(Int64(holder.seconds) * 1000)) and waiting for "
      + "no lock itself"
    if !holder.statement.isEmpty {
      text += ": \(MarkdownText.code(Quote.cut(Quote.clean(holder.statement), to: 120)))"
    }
    var claims = [Report.Claim("\(text) [\(own)].", exhibits: [own])]
    claims.append(
      .init(
        "\(Counting.of(waiting.count, "session")) \(waiting.count == 1 ? "waits" : "wait") behind it, the first for "
          + "\(TimeText.length(Int64(first.seconds) * 1000)): "
          + "\(MarkdownText.code(Quote.cut(Quote.clean(first.statement), to: 120))) of "
          + "\(MarkdownText.name(first.user)) (\(MarkdownText.code(Quote.clean(first.id)))) [\(other)].",
        exhibits: [other]))
    if holders.count > 1 {
      let others = holders.dropFirst().prefix(3).map {
        "\(MarkdownText.code(Quote.clean($0.id))) of \(MarkdownText.name($0.user))"
      }
      claims.append(.init("It may as well be \(Counting.list(others, "or"))."))
    }
    return claims
  }
}

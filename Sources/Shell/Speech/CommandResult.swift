package import SessionsAPI

/// What a command answers.
package enum CommandResult: Hashable, Sendable {
  case sessions([SessionRow], remark: String?)
  /// Where words were found, the best first.
  case found([FoundTurn], CommandWords)
  case status(StatusReport)
  /// An answer shown again, as Markdown.
  case answer(String)
  case exhibit(Report.Exhibit)
  case transcript(Session)
  case exported(ExportedSession)
  case queue([String])
  case forgot(ForgottenSession)
  case attached(Attachment)
  case evidence([EvidenceRow])
  /// Sources that were asked again.
  case refreshed([RefreshedSource])
  case history([String])
  case profiles([ProfileRow])
  case help([CommandSpecHelp])
  /// A command that has nothing to list, with what people are told.
  case done(command: String, Notice?)

  /// The name in the JSON event `command`.
  package var name: String {
    switch self {
    case .sessions: "sessions"
    case .found: "find"
    case .status: "status"
    case .answer, .exhibit, .transcript: "show"
    case .exported: "export"
    case .queue: "queue"
    case .forgot: "forget"
    case .attached: "attach"
    case .evidence: "evidence"
    case .refreshed: "refresh"
    case .history: "history"
    case .profiles: "profile"
    case .help: "help"
    case .done(let command, _): command
    }
  }
}

/// Where the current turn stands.
package struct StatusReport: Hashable, Sendable {
  package var session: Session.ID?
  package var title: String
  /// The status in the contract's words; nil before the first line was taken.
  package var status: SessionStatus?
  package var turn: Int
  /// Seconds since the turn began, nil where none runs.
  package var elapsed: Double?
  /// Seconds since the service last told something new.
  package var unchanged: Double?
  package var progress: Progress?
  /// What the turn waits for before it can be sent.
  package var waiting: String?
  package var queued: Int
  /// Titles of other sessions with a running turn.
  package var alsoRunning: [String]
}

/// A command as help shows it.
package struct CommandSpecHelp: Hashable, Sendable, Codable {
  package var usage: String
  package var aliases: [String]
  package var summary: String
  package var example: String

  package init(_ spec: CommandSpec) {
    example = spec.example
    usage = spec.usage
    aliases = spec.aliases
    summary = spec.summary
  }
}

package import SessionsAPI
package import Terminal

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A slash-command with its arguments, understood and checked.
package enum Command: Hashable, Sendable {
  case new(SessionOptions, text: String?)
  case sessions(SessionsQuery)
  /// A number of the last table, the beginning of an id, words of a title, or `-`.
  case switchTo(String)
  case status
  case watch
  case detach
  case stop
  case show(ShowTarget)
  /// Prints answers whole, or as far as they fit the window; nil only tells which.
  case detail(isFull: Bool?)
  case queue(QueueAction)
  case retry
  /// Looks for words in all transcripts.
  case find(String)
  /// Writes the next line in the user's editor, which begins with a text.
  case edit(String)
  /// Gives the session another name on this machine.
  case rename(String)
  /// Removes a session, named as `switch` takes it, from this machine.
  case forget(String)
  /// Hands the last answer, or one numbered piece of evidence, to the terminal's clipboard.
  case copy(Int?)
  case attach(AttachAction)
  /// Runs a command line, whose output goes with the next message.
  case run(String)
  /// Writes the session to a file, to hand on.
  case export(ExportRequest)
  case evidence(EvidenceAction)
  /// Has the session's remote sources asked again.
  case refresh
  case history(HistoryAction)
  /// Lists the profiles, or changes to one.
  case profile(String?)
  /// Tells how answers look, or changes it.
  case theme(Theme.Name?)
  case help(topic: String?)
  case quit

  /// The name in the table of commands.
  package var name: String {
    switch self {
    case .new: "new"
    case .sessions: "sessions"
    case .switchTo: "switch"
    case .status: "status"
    case .watch: "watch"
    case .detach: "detach"
    case .stop: "stop"
    case .show: "show"
    case .detail: "detail"
    case .queue: "queue"
    case .retry: "retry"
    case .find: "find"
    case .edit: "edit"
    case .rename: "rename"
    case .forget: "forget"
    case .copy: "copy"
    case .attach: "attach"
    case .run: "run"
    case .export: "export"
    case .evidence: "evidence"
    case .refresh: "refresh"
    case .history: "history"
    case .profile: "profile"
    case .theme: "theme"
    case .help: "help"
    case .quit: "quit"
    }
  }

  /// What `/show` shows.
  package enum ShowTarget: Hashable, Sendable {
    case lastAnswer
    /// One numbered piece of evidence of the session's answers, from 1.
    case evidence(Int)
    /// A section of an answer, the newest that has it: its kind, its title, or how one begins.
    case section(String)
    case transcript
  }

  /// What `/queue` does.
  package enum QueueAction: Hashable, Sendable {
    case list
    /// Drops one line, by its number from 1.
    case drop(Int)
    case clear
  }

  /// What `/attach` does.
  package enum AttachAction: Hashable, Sendable {
    case list
    case add(String)
    case drop
  }

  /// What `/evidence` does.
  package enum EvidenceAction: Hashable, Sendable {
    case list
    /// Adds a place, to be read for the incident or as a quiet period.
    case add(EvidenceLocation)
    /// Has remote sources asked again.
    case refresh
  }

  /// What `/history` does.
  package enum HistoryAction: Hashable, Sendable {
    case list
    case off
    /// Deletes the lines that hold all the words.
    case delete(String)
  }
}

/// What a session is opened with, beside its question.
package struct SessionOptions: Hashable, Sendable, Codable {
  package var title: String?
  /// When the incident happened.
  package var time: Date?
  package var thinkingMode: ThinkingMode

  package init(title: String? = nil, time: Date? = nil, thinkingMode: ThinkingMode = .auto) {
    self.title = title
    self.time = time
    self.thinkingMode = thinkingMode
  }
}

/// Which sessions a listing wants.
package struct SessionsQuery: Hashable, Sendable {
  /// Words that a title or first question must hold; empty for all.
  package var words: String
  package var all: Bool
  /// The page, from 1; 20 sessions each.
  package var page: Int

  package init(words: String = "", all: Bool = false, page: Int = 1) {
    self.words = words
    self.all = all
    self.page = page
  }
}

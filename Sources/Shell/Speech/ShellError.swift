package import SessionsAPI

/// Something that the shell itself can't do, as facts.
package enum ShellError: Error, Hashable, Sendable {
  /// Only the embedded service reads evidence, and this is another.
  case readsNoEvidence(service: String)
  case noProfiles
  /// A profile that can't be used, and why.
  case unusableProfile(ErrorReport)
  case nothingToContinue
  /// No session has the number, beginning or words.
  case noneFits(String, CommandWords)
  /// Several sessions fit: the first of them, and how many.
  case severalFit(String, [SessionName], count: Int)
  /// What was found is with another service, and no profile names that one.
  case keptElsewhere(FoundTurn)
  /// A script named a session that is to be forgotten by less than its whole id.
  case forgetsWholeIDs(String)
  /// A session that is to be forgotten has a turn under way.
  case stillRuns(SessionName)
  /// Whoever was asked did not want a session forgotten.
  case notConfirmed(SessionName)
  /// What is to go with a message is too large for one.
  case largeAttachment(String)
  /// A file that can't go with a message; why, as half a sentence.
  case badAttachment(String, reason: String)
  /// A command could not be run here.
  case runsNoCommands
  /// The service knows no such session; its reason, where it does not name the session.
  case unknownSession(Session.ID, reason: String)
  /// A file was named that is there already.
  case fileExists(String)
}

/// A session as it is named where several are.
package struct SessionName: Hashable, Sendable {
  package var id: Session.ID
  package var title: String

  package init(_ session: Session) {
    id = session.id
    title = session.title ?? session.input
  }
}

/// A session that was removed from this machine.
package struct ForgottenSession: Hashable, Sendable {
  package var id: Session.ID
  package var title: String
  /// The server that keeps it all the same; nil where nobody does.
  package var keptBy: String?

  package init(_ session: SessionName, keptBy: String?) {
    id = session.id
    title = session.title
    self.keptBy = keptBy
  }
}

extension ShellError: CustomStringConvertible {
  package var description: String { report.message }

  /// The error as it is told.
  package var report: ErrorReport {
    switch self {
    case .readsNoEvidence(let service):
      ErrorReport(
        code: .badRequest,
        message: "Only the embedded service reads evidence; this one is \(service).")
    case .noProfiles:
      ErrorReport(
        code: .badRequest, message: "This shell has no profiles to change between.")
    case .unusableProfile(let report): report
    case .nothingToContinue:
      ErrorReport(
        code: .notFound, message: "There is no session to continue yet. Ask something first.")
    case .noneFits(let target, let words):
      ErrorReport(
        code: .notFound,
        message: "No session has the number, beginning or words '\(target)'. \(words.listSessions)")
    case .severalFit(let target, let names, let count):
      ErrorReport(
        code: .notFound,
        message: "'\(target)' fits \(count) sessions: "
          + names.map { "\($0.id.rawValue.prefix(8)) (\($0.title))" }.joined(separator: ", ")
          + "\(count > names.count ? ", …" : ""). Say more of one.")
    case .keptElsewhere(let hit):
      ErrorReport(
        code: .notFound,
        message:
          "'\(hit.title)' is with \(hit.service), and not with the service in use. Change to "
          + "that first, by /profile NAME, or by gumshoe --server URL --session \(hit.session.rawValue)."
      )
    case .forgetsWholeIDs(let target):
      ErrorReport(
        code: .usage,
        message:
          "'\(target)' is no whole id. Nobody is asked here, so only a whole id is forgotten; "
          + "'gumshoe sessions list --json' tells them.")
    case .stillRuns(let session):
      ErrorReport(
        code: .conflict,
        message: "'\(session.title)' has a turn under way. /stop ends it; then it can be forgotten."
      )
    case .notConfirmed(let session):
      ErrorReport(code: .interrupted, message: "\(Notice.keepsSession(title: session.title))")
    case .largeAttachment(let name):
      ErrorReport(
        code: .badRequest,
        message: "'\(name)' is too large for a message, which a server takes up to 1 MiB. Attach a "
          + "part of it, as by '/run tail -n 2000 FILE', or have it read here: --profile embedded.")
    case .badAttachment(let path, let reason):
      ErrorReport(code: .notFound, message: "'\(path)' cannot be attached: \(reason).")
    case .runsNoCommands:
      ErrorReport(code: .badRequest, message: "No command can be run here.")
    case .fileExists(let path):
      ErrorReport(
        code: .usage,
        message: "'\(path)' is there already. Name another file, or add --force to replace it.")
    case .unknownSession(let id, let reason):
      ErrorReport(code: .notFound, message: "There is no session '\(id)': \(reason)")
    }
  }
}

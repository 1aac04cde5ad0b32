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
    case .fileExists(let path):
      ErrorReport(
        code: .usage,
        message: "'\(path)' is there already. Name another file, or add --force to replace it.")
    case .unknownSession(let id, let reason):
      ErrorReport(code: .notFound, message: "There is no session '\(id)': \(reason)")
    }
  }
}

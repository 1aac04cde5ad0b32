import Shell

/// A reason why a command could not begin.
enum StartFailure: Error, Equatable {
  case noHome
  case missingEvidence(path: String)
  case urlEvidence(String)
  case noEvidence
  /// Evidence that is there but can't be read; a whole sentence.
  case unreadableEvidence(String)
  case badPage(Int)
  case conflictingOptions(String, String)
  case badTime(String)
  case badTimeout(String)
  case badLength(String)
  /// What came by a pipe can't be read or kept; a whole sentence.
  case pipeUnusable(String)
  /// A log is too large for the message that takes it to a server.
  case largeLog
  /// Standard input is to be the log, and there is no terminal to type at.
  case noTerminal
  case missingText
  case storeUnusable(String)
  case demoUnwritable(String)
  case unknownDemo(String, known: [String])
  /// A server or its keys could not be set up.
  case serving(ServeFailure)
  /// A server could not be spoken to as the settings have it.
  case connecting(ConnectionFailure)

  /// The status the process ends with.
  var status: ExitStatus {
    switch self {
    case .missingEvidence, .unreadableEvidence, .noEvidence, .unknownDemo: .notFound
    case .urlEvidence, .conflictingOptions, .badTime, .badTimeout, .badLength, .badPage,
      .missingText, .largeLog, .noTerminal:
      .usage
    case .noHome: .configuration
    case .storeUnusable, .pipeUnusable: .unavailable
    case .demoUnwritable: .unavailable
    case .serving(let failure): failure.status
    case .connecting(let failure): failure.status
    }
  }
}

extension StartFailure {
  /// The failure as the JSON event `error`.
  var report: ErrorReport {
    let code: ErrorReport.Code =
      switch status {
      case .usage, .configuration: .usage
      case .notPermitted: .unauthorized
      case .notFound: .notFound
      case .unavailable: .unavailable
      default: .internalFault
      }
    return ErrorReport(code: code, message: "\(self)")
  }
}

extension StartFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .noHome:
      "HOME is not set, so there is no place for sessions. Set HOME, or XDG_DATA_HOME and "
        + "XDG_STATE_HOME."
    case .missingEvidence(let path):
      "There is no evidence at '\(path)'. Check the path; 'gumshoe demo' needs none."
    case .urlEvidence(let url):
      "'\(url)' is no URL that evidence is read from: those of Prometheus begin with http:// or "
        + "https://, and can be no baseline. Name a folder or file, or a --source."
    case .unreadableEvidence(let words): words
    case .badPage(let page): "'\(page)' is no page. Pages are counted from 1."
    case .noEvidence:
      "There is no evidence to look at. Name a folder or file, 'gumshoe PATH', or try "
        + "'gumshoe demo'; or name a server with --server."
    case .conflictingOptions(let first, let second):
      "\(first) and \(second) cannot be given together. Leave one out."
    case .badTime(let text):
      "'\(text)' is not a time with an offset. Write it as 2026-01-31T10:05:00Z."
    case .badTimeout(let text):
      "'\(text)' is not a time limit. Give --timeout a number of seconds above 0."
    case .badLength(let text):
      "'\(text)' is not a time to read. Give --for a number of seconds above 0."
    case .pipeUnusable(let words): words
    case .largeLog:
      "The log on standard input is too large for a message, which a server takes up to 1 MiB. Send "
        + "its end, as with 'tail -n 2000', or have it read here: --profile embedded."
    case .noTerminal:
      "'-' reads a log from standard input, so questions are typed at a terminal, and there is "
        + "none. Ask one with: gumshoe ask TEXT -"
    case .missingText: "There is nothing to ask. Write the question behind 'ask'."
    case .connecting(let failure): "\(failure)"
    case .storeUnusable(let reason): reason
    case .demoUnwritable(let reason): reason
    case .unknownDemo(let name, let known):
      "There is no demo '\(name)'. Known: \(known.joined(separator: ", "))."
    case .serving(let failure): "\(failure)"
    }
  }
}

// The one place where refusals and failures are put into words: whole sentences that say what
// happened, and what to do about it where that is known.

extension SessionsError: CustomStringConvertible {
  package var description: String { message }

  /// What happened, in words.
  package var message: String {
    switch self {
    case .request(let problem): problem.words
    case .evidence(let problem): problem.words
    case .key(let problem): problem.words
    case .needsAdmin: "Listing sessions needs the role 'admin'; this key's is 'member'."
    case .disabled(let organization):
      "The Sessions API is not enabled for the organisation '\(organization)'."
    case .noSession(let id): "There is no session '\(id)'."
    case .state(.busy):
      "The session is still working on its last turn. Send the follow-up when it is idle."
    case .state(.failed): "The session has failed and takes no follow-up. Create a new one."
    case .state(.notRunning): "The session has no turn under way."
    case .full(let limit, _):
      "\(limit == 1 ? "1 session is" : "\(limit) sessions are") running, the most there may be at "
        + "once."
    case .store(let problem):
      switch problem.use {
      case .call: "The session store is out of reach: \(problem.cause.words)."
      case .keepingAnswer:
        "The answer is ready, but the session store cannot keep it: \(problem.cause.words)."
      case .takingUp:
        "No turn can be taken up, for the session store fails: \(problem.cause.words)."
      }
    case .pipeNotKept(let folder, let reason):
      "What came by the pipe cannot be kept in '\(folder)': \(reason)."
    case .stopping: "The server is stopping."
    case .mistake: "The server made a mistake; its log says more."
    case .unexpected(let error): "Unexpected error: \(error)"
    case .server(let server, let problem): problem.words(for: server)
    case .told(_, let words, _): words
    }
  }
}

extension RequestProblem {
  /// The problem as a sentence that names the field.
  fileprivate var words: String {
    switch self {
    case .emptyBody: "The body is empty; it must be a JSON object."
    case .notUTF8: "The body is not valid UTF-8."
    case .notJSON: "The body is not valid JSON."
    case .notObject: "The body is JSON, but not an object."
    case .nestedTooDeeply: "The body is nested too deeply."
    case .unreadableBody: "The body is not valid; a string in it may hold half of a surrogate pair."
    case .missing(let field): "'\(field)' is missing\(Self.requirement(of: field))."
    case .invalid(let field): "'\(field)' is not valid\(Self.requirement(of: field))."
    case .halfSurrogate(let field): "'\(field)' is not valid; it holds half of a surrogate pair."
    case .repeated(let field): "'\(field)' is given more than once."
    case .blankInput: "'input' is blank; it needs a question."
    case .holdsNull(let field):
      "'\(field)' holds the character U+0000, which is not allowed."
    case .length(let field, let length, let allowed):
      allowed.lowerBound > 0
        ? "'\(field)' has \(length) characters; it needs \(allowed.lowerBound) to "
          + "\(allowed.upperBound)."
        : "'\(field)' has \(length) characters; at most \(allowed.upperBound) are allowed."
    case .repeatedParameter(let name, let times):
      "'\(name)' is given \(times) times; give it once."
    case .noNumber(let name, let text):
      "'\(name)' is '\(text)'; it must be a whole number from 1."
    }
  }

  /// What a field must be; nothing for one that the contract does not know.
  private static func requirement(of field: String) -> String {
    let requirement =
      switch field {
      case "input": "a string that is not blank"
      case "idempotency_key": "a string of 1 to 128 characters"
      case "title": "a string of at most 256 characters, or null"
      case "time": "an RFC 3339 time with an offset, such as 2026-01-31T10:05:00Z, or null"
      case "thinking_mode": "'auto', 'deep' or 'fast', or null"
      case "version": "\"4\", the version of Alertmanager's webhook"
      case "truncatedAlerts": "a number from 0 to 1000000000, or null"
      case _ where field.contains(".labels") || field.contains(".annotations"):
        "an object of strings, or null"
      case "alerts": "an array of at least one alert"
      default:
        // Of an alert, whose name tells which one: `alerts[0].startsAt`.
        switch field.split(separator: ".").last {
        case "status": "'firing' or 'resolved'"
        case "fingerprint": "a string of 1 to 64 characters"
        case "startsAt", "endsAt":
          "an RFC 3339 time with an offset, such as 2026-01-31T10:05:00Z"
        default: ""
        }
      }
    return requirement.isEmpty ? "" : "; it must be \(requirement)"
  }
}

extension EvidenceProblem {
  /// The problem as a sentence, with what to do.
  fileprivate var words: String {
    switch self {
    case .none:
      "There is no evidence to look at. Start with 'gumshoe PATH' or 'gumshoe demo', or add some "
        + "with '/evidence add PATH'."
    case .isURL(let path):
      "'\(path)' is no URL that evidence is read from: those of Prometheus begin with http:// or "
        + "https://, others are written prometheus=URL, loki=URL or tempo=URL; none can be a baseline. "
        + "Name one of these, a folder or file."
    case .missing(let path):
      "There is no evidence at '\(path)', nor a source of that name below 'sources' in config.yaml. "
        + "Check the path."
    case .unreadable(let path): "'\(path)' cannot be read. Check its permissions."
    }
  }
}

extension KeyProblem {
  /// The problem as a sentence.
  fileprivate var words: String {
    switch self {
    case .noHeader: "The header 'Authorization: Bearer KEY' is missing."
    case .notBearer: "The header 'Authorization' must be 'Bearer KEY'."
    case .noCaller: "This call needs an API key."
    case .malformed(let prefix): "The API key is malformed; keys begin with '\(prefix)'."
    case .unknown: "The API key is unknown or was revoked."
    }
  }
}

extension StoreProblem.Cause {
  /// The cause as the end of a sentence, without the path, which is no caller's business.
  package var words: String {
    switch self {
    case .full: "the disk is full"
    case .locked: "it stayed locked by another process"
    case .damaged: "its file is damaged"
    case .readOnly: "its file cannot be written"
    case .broken: "the disk failed"
    case .silent: "the disk does not answer"
    case .gone: "its file was moved, deleted or replaced"
    case .sqlite(let code): "SQLite reports error \(code)"
    case .unexpected: "an unexpected error"
    }
  }
}

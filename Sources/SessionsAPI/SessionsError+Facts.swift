/// What of a body or query breaks a rule of the contract; fields by their names in JSON.
package enum RequestProblem: Hashable, Sendable {
  case emptyBody
  case notUTF8
  case notJSON
  /// JSON, but not an object.
  case notObject
  case nestedTooDeeply
  case unreadableBody
  case missing(String)
  case invalid(String)
  /// A string with half of a surrogate pair.
  case halfSurrogate(String)
  case repeated(String)
  case blankInput
  /// U+0000, behind which SQLite would forget the rest.
  case holdsNull(String)
  /// A length in Unicode scalars, and the ones that are allowed.
  case length(String, Int, allowed: ClosedRange<Int>)
  /// A parameter of the query that is given several times.
  case repeatedParameter(String, times: Int)
  /// A parameter of the query that is no whole number from 1.
  case noNumber(String, String)

  /// Scalars of a field's name that are told: enough for those of the contract with their way.
  package static let longestName = 120
}

/// Why something can't be evidence; paths as they were typed.
package enum EvidenceProblem: Hashable, Sendable {
  /// None was named.
  case none
  case isURL(String)
  case missing(String)
  case unreadable(String)
}

/// Why a service lets nobody in.
package enum KeyProblem: Hashable, Sendable {
  /// There is no `Authorization` header, or no caller behind it.
  case noHeader
  case notBearer
  case noCaller
  case malformed(prefix: String)
  /// Unknown, or revoked.
  case unknown
}

/// Why a session's state does not allow a call.
package enum StateProblem: Hashable, Sendable {
  /// A turn is under way; worth another try soon.
  case busy
  /// The session has failed for good.
  case failed
  /// There is no turn to end.
  case notRunning
}

/// Why a service can't use its store, and what for.
package struct StoreProblem: Hashable, Sendable {
  package var cause: Cause
  package var use: Use

  package init(_ cause: Cause, in use: Use = .call) {
    self.cause = cause
    self.use = use
  }

  /// What the store was wanted for.
  package enum Use: Hashable, Sendable {
    /// A caller's call.
    case call
    /// An answer that is ready.
    case keepingAnswer
    /// The turns that wait to be taken up.
    case takingUp
  }

  /// What is wrong with the file.
  package enum Cause: Hashable, Sendable {
    case full, locked, damaged, readOnly, broken, silent, gone
    /// SQLite's extended result code.
    case sqlite(Int)
    case unexpected
  }
}

/// What is wrong with a server, or on the way to it.
package enum ServerProblem: Hashable, Sendable {
  /// The body of the answer is larger than is read.
  case answerTooLarge
  /// A file of authorities (`--ca-file`) holds no certificate that can be used.
  case unusableAuthorities(path: String)
  /// No answer came; the proxy on the way, if there is one.
  case outOfReach(Obstacle, proxy: String?)
  /// The answer has no place in the contract: its status where that says so, the field at fault, and
  /// how it begins.
  case nonsense(field: String?, excerpt: String)
  /// The answer has the envelope; the server's own words.
  case answered(status: Int, words: String, retryAfter: Int?, key: KeyAdvice)
  /// The answer has a status from 300 up and no envelope; how it begins.
  case bare(status: Int, excerpt: String, retryAfter: Int?, key: KeyAdvice)
  case otherSession
  /// The server lacks the call that ends a turn.
  case cannotStop
  /// There is no key to present.
  case noKey(loginCommand: String)
  /// Nothing of the Sessions API is at the URL.
  case noAPI

  /// Where the key that was presented came from.
  package enum KeyAdvice: Hashable, Sendable {
    /// The environment's variable that holds it.
    case variable(String)
    /// The command that stores another.
    case login(String)
  }

  /// Why no answer came.
  package enum Obstacle: Hashable, Sendable {
    case noAnswerInTime, noConnectionInTime, noSecureConnectionInTime
    case certificate, noTLS
    case proxyRefuses, proxyWantsLogin
    case closed, cut, nothingListens, noWay
    case noHost(String)
    case noConnection(host: String, port: Int)
    /// In the words of the library or the system.
    case broken(String)
    case system(String)
  }
}

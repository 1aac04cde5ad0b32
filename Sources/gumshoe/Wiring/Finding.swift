import Shell
import Terminal

/// What one check found.
struct Finding: Hashable, Sendable {
  /// How a check ended.
  enum Outcome: String, Hashable, Sendable {
    case ok, warning, failure
  }

  /// What was looked at, in one word.
  var check: String
  var outcome: Outcome
  /// What was found, and what to do where it is not well.
  var message: String
  /// The status that a process with this failure ends with; nil where it is none.
  var status: Shell.ExitStatus?

  /// The finding for people.
  var line: String {
    let outcome = outcome.rawValue.padded(to: 8)
    return "\(outcome) \(check.padded(to: 9)) \(UntrustedText.clean(message))"
  }

  /// The finding as one JSON object.
  var json: String {
    let texts = [("check", check), ("outcome", outcome.rawValue), ("message", message)]
    return "{" + texts.map { "\"\($0)\":\(JSONText.quoted($1))" }.joined(separator: ",") + "}"
  }
}

extension Finding {
  /// A check that is well.
  static func ok(_ check: String, _ message: String) -> Finding {
    Finding(check: check, outcome: .ok, message: message)
  }

  /// A check that may matter.
  static func warning(_ check: String, _ message: String) -> Finding {
    Finding(check: check, outcome: .warning, message: message)
  }

  /// A check that failed.
  static func failure(_ check: String, _ message: String, _ status: Shell.ExitStatus) -> Finding {
    Finding(check: check, outcome: .failure, message: message, status: status)
  }
}

extension String {
  /// The text with blanks behind it up to a length.
  fileprivate func padded(to length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}

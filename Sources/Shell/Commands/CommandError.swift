/// A line that begins like a command but is none.
package enum CommandError: Error, Hashable, Sendable {
  /// No command has this name; a near one, if there is one.
  case unknown(String, suggestion: String?)
  /// Several commands begin like this.
  case ambiguous(String, candidates: [String])
  /// The arguments don't fit: what is wrong, and the command's usage.
  case usage(command: String, problem: String, usage: String)
  /// The command needs a terminal.
  case interactiveOnly(String)
}

extension CommandError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let name, let suggestion?):
      "No command '/\(name)'. Did you mean /\(suggestion)? To send it as text, type '//\(name)'."
    case .unknown(let name, nil):
      "No command '/\(name)'. List them with /help. To send it as text, type '//\(name)'."
    case .ambiguous(let name, let candidates):
      "'/\(name)' could be "
        + candidates.dropLast().map { "/\($0)" }.joined(separator: ", ")
        + " or /\(candidates.last ?? ""). Type one more letter."
    case .usage(let command, let problem, let usage):
      "/\(command): \(problem). Usage: \(usage)"
    case .interactiveOnly(let command):
      "/\(command) needs a terminal and cannot be used in a script. Leave it out."
    }
  }
}

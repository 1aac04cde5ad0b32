/// A row of the command table: all that parsing, help and completion know of a command.
package struct CommandSpec: Sendable {
  package var name: String
  package var aliases: [String]
  /// The arguments as usage shows them.
  package var arguments: String
  /// One line of help.
  package var summary: String
  /// A line as somebody would type it.
  package var example: String
  /// What Tab offers for the arguments.
  package var completion: ArgumentCompletion
  package var worksInScripts: Bool
  var parse: @Sendable (inout CommandLineScanner) throws(ArgumentProblem) -> Command

  /// The command as a user types it, with its arguments.
  package var usage: String {
    arguments.isEmpty ? "/\(name)" : "/\(name) \(arguments)"
  }

  /// What Tab offers behind a command's name.
  package enum ArgumentCompletion: Hashable, Sendable {
    case nothing
    case words([String])
    case sessions
    /// `add` and a path.
    case paths
    case files
    /// The numbers of exhibits, and some words.
    case exhibits([String])
    /// The sections of the answers and the numbers of exhibits, and some words.
    case parts([String])
    case profiles
    case commands
  }
}

/// What is wrong with a command's arguments, as half a sentence.
struct ArgumentProblem: Error {
  var text: String

  init(_ text: String) {
    self.text = text
  }
}

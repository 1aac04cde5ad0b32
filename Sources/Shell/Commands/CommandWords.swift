/// How commands are called where they are spoken of: with a slash inside a conversation, as arguments
/// of the program outside, where no slash-command can be typed.
package enum CommandWords: Hashable, Sendable {
  case conversation
  case program

  /// How to see which sessions there are, as a sentence.
  var listSessions: String {
    switch self {
    case .conversation: "List them with /sessions."
    case .program: "List them with: gumshoe sessions list"
    }
  }

  /// How to take up a session that was found, as a sentence; with another service too, where some are.
  func takeUp(elsewhere: Bool) -> String {
    switch self {
    case .conversation: "/switch N takes one up\(elsewhere ? ", with its service" : "")."
    case .program:
      "gumshoe --session ID takes one up\(elsewhere ? ", with --profile NAME or --server URL where it is with another service" : "")."
    }
  }

  /// How to see a page of them, as the beginning of a sentence.
  func page(_ number: Int) -> String {
    switch self {
    case .conversation: "/sessions --page \(number)"
    case .program: "--page \(number)"
    }
  }
}

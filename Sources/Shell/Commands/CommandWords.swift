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

  /// How to see a page of them, as the beginning of a sentence.
  func page(_ number: Int) -> String {
    switch self {
    case .conversation: "/sessions --page \(number)"
    case .program: "--page \(number)"
    }
  }
}

import Configuration
import Shell
import Terminal

/// How answers are read at a terminal.
struct ReadingSettings: Hashable, Sendable {
  var theme: Theme.Name
  /// Whether answers are printed whole, however long they are.
  var showsWholeAnswers: Bool
  var attention: Attention
}

extension ConnectionSettings {
  /// The settings of the screen: environment before file, and what fits most terminals by default.
  ///
  /// - Throws: ``StartFailure/connecting(_:)`` where one has a value that it can't have.
  func reading(environment: [String: String]) throws(StartFailure) -> ReadingSettings {
    let theme = try choice(.theme)
    let detail = try choice(.detail)
    let attention = try choice(.notify)
    return ReadingSettings(
      theme: Theme.Name(rawValue: theme) ?? Theme.Name(environment: environment),
      showsWholeAnswers: detail == "full", attention: Attention(rawValue: attention) ?? .bell)
  }

  /// The value of a setting: one of some words, the first where nothing says another.
  private func choice(_ setting: Setting) throws(StartFailure) -> String {
    let words = setting.words
    guard let text = text(setting.key)?.lowercased() else { return words.first ?? "" }
    guard words.contains(text) else {
      throw .connecting(.badChoice(setting.key, text, of: words))
    }
    return text
  }
}

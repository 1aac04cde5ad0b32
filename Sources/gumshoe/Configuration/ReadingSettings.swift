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
    let theme = try choice("theme", of: ["auto"] + Theme.Name.allCases.map(\.rawValue))
    let detail = try choice("detail", of: ["digest", "full"])
    let attention = try choice("notify", of: Attention.allCases.map(\.rawValue))
    return ReadingSettings(
      theme: Theme.Name(rawValue: theme) ?? Theme.Name(environment: environment),
      showsWholeAnswers: detail == "full", attention: Attention(rawValue: attention) ?? .bell)
  }

  /// The value of a setting: one of some words, the first where nothing says another.
  private func choice(_ key: String, of words: [String]) throws(StartFailure) -> String {
    guard let text = text(key)?.lowercased() else { return words[0] }
    guard words.contains(text) else { throw .connecting(.badChoice(key, text, of: words)) }
    return text
  }
}

/// What a turn leaves behind in the place of an answer, as Markdown.
enum TurnEndWords {
  /// Words for a turn that a user ended.
  static func stopped(by user: String) -> String {
    "## Failed\n\nThe investigation was stopped by \(escaped(user))."
  }

  /// A name as Markdown shows it: what would be markup is escaped (CommonMark 0.31, 2.4).
  private static func escaped(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      if "\\`*_[]<>&~|!#".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}

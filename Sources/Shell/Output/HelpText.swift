import Terminal

/// The table of commands as lines for a window: no word is broken, however narrow it is.
enum HelpText {
  /// The blanks between a command and what it does, and in front of what goes on below it.
  private static let gap = 2
  /// The least room beside a column of commands in which sentences can be read.
  private static let readable = 24

  /// Writes the commands; without a width, each on one line.
  static func lines(of commands: [CommandSpecHelp], width: Int?) -> [String] {
    let closing =
      commands.count > 1
      ? "Anything else is sent to the investigation; '//x' sends '/x'. /help COMMAND has an example."
      : commands.first.map { "Example: \($0.example)" }
    guard let width else {
      let column = commands.map(\.usage.count).max() ?? 0
      let lines = commands.map { command in
        let padding = String(repeating: " ", count: column - command.usage.count + gap)
        return command.usage + padding + command.explanation
      }
      return lines + (closing.map { [$0] } ?? [])
    }
    // Long commands stand on a line of their own, so that they do not take the room from the others.
    let column = min(commands.map(\.usage.count).max() ?? 0, width * 2 / 5)
    let isWide = width - column - gap >= readable
    let lines = commands.flatMap { command in
      isWide
        ? beside(command, column: column, width: width) : below(command, width: width)
    }
    return lines + (closing.map { wrapped($0, indent: 0, width: width) } ?? [])
  }

  private static func beside(
    _ command: CommandSpecHelp, column: Int, width: Int
  ) -> [String] {
    let explanation = wrapped(command.explanation, indent: column + gap, width: width)
    guard command.usage.count <= column, let first = explanation.first else {
      return wrapped(command.usage, indent: 0, width: width) + explanation
    }
    let padding = String(repeating: " ", count: column - command.usage.count)
    return [command.usage + padding + first.dropFirst(column)] + explanation.dropFirst()
  }

  private static func below(_ command: CommandSpecHelp, width: Int) -> [String] {
    wrapped(command.usage, indent: 0, width: width)
      + wrapped(command.explanation, indent: gap, width: width)
  }

  /// A text broken between words behind an indent; without one where a word needs the whole width.
  private static func wrapped(_ text: String, indent: Int, width: Int) -> [String] {
    let longest = text.split(separator: " ").map(\.count).max() ?? 0
    let indent = longest + indent <= width ? indent : 0
    return PlainParagraph.lines(text, width: width - indent)
      .map { String(repeating: " ", count: indent) + $0 }
  }
}

extension CommandSpecHelp {
  /// What the command does, and its other names.
  fileprivate var explanation: String {
    let names = aliases.map { "/\($0)" }.joined(separator: " ")
    return names.isEmpty ? summary : "\(summary) (\(names))"
  }
}

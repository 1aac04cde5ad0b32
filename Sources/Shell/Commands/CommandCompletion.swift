/// What Tab offers for a half-typed command.
package struct CommandCompletion: Hashable, Sendable {
  /// Where the word that is being completed begins, in characters of the line.
  package var wordStart: Int
  package var candidates: [Candidate]

  /// One way to go on.
  package struct Candidate: Hashable, Sendable {
    package var text: String
    package var help: String

    package init(text: String, help: String) {
      self.text = text
      self.help = help
    }
  }

  /// What only the outside knows: the sessions' names and the files of a folder.
  package struct Sources: Sendable {
    package var sessions: @Sendable () -> [Candidate]
    package var paths: @Sendable (_ prefix: String) -> [Candidate]

    package init(
      sessions: @escaping @Sendable () -> [Candidate] = { [] },
      paths: @escaping @Sendable (_ prefix: String) -> [Candidate] = { _ in [] }
    ) {
      self.sessions = sessions
      self.paths = paths
    }
  }

  /// Completes the word that ends at the cursor; nil where the line is no command.
  package static func complete(_ typed: String, sources: Sources) -> CommandCompletion? {
    guard typed.hasPrefix("/"), !typed.hasPrefix("//") else { return nil }
    let start = typed.lastIndex(where: \.isWhitespace).map(typed.index(after:)) ?? typed.startIndex
    let word = String(typed[start...])
    let wordStart = typed.distance(from: typed.startIndex, to: start)
    guard wordStart > 0 else {
      guard !word.dropFirst().contains("/") else { return nil }
      let names = commandNames(beginningWith: String(word.dropFirst()))
      return CommandCompletion(
        wordStart: 0, candidates: names.map { Candidate(text: "/\($0.text)", help: $0.help) })
    }
    let name = typed.dropFirst().prefix { !$0.isWhitespace }
    guard let spec = try? CommandTable.find(String(name)) else { return nil }
    let argument = String(typed.dropFirst(name.count + 1).drop(while: \.isWhitespace))
    return CommandCompletion(
      wordStart: wordStart,
      candidates: candidates(for: spec, word: word, argument: argument, sources: sources))
  }

  private static func candidates(
    for spec: CommandSpec, word: String, argument: String, sources: Sources
  ) -> [Candidate] {
    switch spec.completion {
    case .nothing: []
    case .words(let words):
      words.filter { $0.hasPrefix(word) }.map { Candidate(text: $0, help: "") }
    case .commands: commandNames(beginningWith: word)
    case .sessions: sources.sessions().filter { $0.text.hasPrefix(word) }
    case .paths:
      argument.hasPrefix("add ") && !word.hasPrefix("-")
        ? sources.paths(word)
        : [argument.hasPrefix("add ") ? "--baseline" : "add"].filter { $0.hasPrefix(word) }
          .map { Candidate(text: $0, help: "") }
    }
  }

  private static func commandNames(beginningWith prefix: String) -> [Candidate] {
    CommandTable.all
      .filter { $0.name.hasPrefix(prefix.lowercased()) }
      .map { Candidate(text: $0.name, help: $0.summary) }
  }
}

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

  /// What only the outside knows.
  package struct Sources: Sendable {
    /// The sessions' ids, with titles and statuses.
    package var sessions: @Sendable () -> [Candidate]
    /// The files and folders whose path begins as typed.
    package var paths: @Sendable (_ prefix: String) -> [Candidate]
    /// The numbers of the current session's exhibits.
    package var exhibits: @Sendable () -> [Candidate]
    /// The sections of its answers.
    package var sections: @Sendable () -> [Candidate]
    package var profiles: @Sendable () -> [Candidate]

    package init(
      sessions: @escaping @Sendable () -> [Candidate] = { [] },
      paths: @escaping @Sendable (_ prefix: String) -> [Candidate] = { _ in [] },
      exhibits: @escaping @Sendable () -> [Candidate] = { [] },
      sections: @escaping @Sendable () -> [Candidate] = { [] },
      profiles: @escaping @Sendable () -> [Candidate] = { [] }
    ) {
      self.sessions = sessions
      self.paths = paths
      self.exhibits = exhibits
      self.sections = sections
      self.profiles = profiles
    }
  }

  /// Completes the word that ends at the cursor; nil where the line is no command.
  ///
  /// A path or the words of a session's title may hold blanks: there all that is typed is the word.
  package static func complete(_ typed: String, sources: Sources) -> CommandCompletion? {
    guard typed.hasPrefix("/"), !typed.hasPrefix("//") else { return nil }
    let name = typed.dropFirst().prefix { !$0.isWhitespace }
    guard name.endIndex < typed.endIndex else {
      guard !name.contains("/") else { return nil }
      let names = commandNames(beginningWith: String(name))
      return CommandCompletion(
        wordStart: 0, candidates: names.map { Candidate(text: "/\($0.text)", help: $0.help) })
    }
    guard let spec = try? CommandTable.find(String(name)) else { return nil }
    let argument = typed[name.endIndex...].drop(while: \.isWhitespace)
    let lastWord =
      argument.lastIndex(where: \.isWhitespace).map { argument[argument.index(after: $0)...] }
      ?? argument
    func completion(of word: Substring, _ candidates: [Candidate]) -> CommandCompletion {
      CommandCompletion(
        wordStart: typed.distance(from: typed.startIndex, to: word.startIndex),
        candidates: candidates)
    }
    switch spec.completion {
    case .nothing: return completion(of: lastWord, [])
    case .words(let words): return completion(of: lastWord, beginning(with: lastWord, words))
    case .commands: return completion(of: lastWord, commandNames(beginningWith: String(lastWord)))
    case .sessions: return completion(of: argument, fitting(argument, sources.sessions()))
    case .files: return completion(of: argument, sources.paths(String(argument)))
    case .profiles: return completion(of: argument, fitting(argument, sources.profiles()))
    case .exhibits(let words):
      let numbers = sources.exhibits().filter { $0.text.hasPrefix(argument) }
      return completion(of: argument, beginning(with: argument, words) + numbers)
    case .parts(let words):
      let parts = (sources.sections() + sources.exhibits()).filter { $0.text.hasPrefix(argument) }
      return completion(of: argument, beginning(with: argument, words) + parts)
    case .paths:
      guard argument.hasPrefix("add ") else {
        return completion(of: argument, beginning(with: argument, ["add"]))
      }
      var path = argument.dropFirst(4).drop(while: \.isWhitespace)
      if path.hasPrefix("-"), !path.contains(where: \.isWhitespace) {
        return completion(of: path, beginning(with: path, ["--baseline"]))
      }
      if path.hasPrefix("--baseline ") { path = path.dropFirst(11).drop(while: \.isWhitespace) }
      return completion(of: path, sources.paths(String(path)))
    }
  }

  private static func beginning(with word: Substring, _ words: [String]) -> [Candidate] {
    words.filter { $0.hasPrefix(word) }.map { Candidate(text: $0, help: "") }
  }

  /// The candidates that begin as typed; where none does, those whose help holds what was typed.
  private static func fitting(_ typed: Substring, _ candidates: [Candidate]) -> [Candidate] {
    let begun = candidates.filter { $0.text.hasPrefix(typed) }
    guard begun.isEmpty else { return begun }
    let words = typed.lowercased().split(separator: " ")
    return candidates.filter { candidate in
      words.allSatisfy { candidate.help.lowercased().contains($0) }
    }
  }

  private static func commandNames(beginningWith prefix: String) -> [Candidate] {
    CommandTable.all
      .filter { $0.name.hasPrefix(prefix.lowercased()) }
      .map { Candidate(text: $0.name, help: $0.summary) }
  }
}

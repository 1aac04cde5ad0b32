/// The words of a question, by which findings that only repeat it are told.
struct SymptomWords: Sendable {
  private let stems: Set<String>
  /// Whether the question has words at all.
  var isEmpty: Bool { stems.isEmpty }

  /// Takes the words of a question, the names in it among them.
  init(_ words: [String]) {
    stems = Set(words.flatMap { MessageWords.split($0) }.map(Self.stem))
  }

  /// Whether a text says nothing but what the question says: "no leader" to "why is there no
  /// leader?", and not "node not ready: runtime is down" to "why is it not ready?".
  func isRepeated(by detail: String, phrase: [String]) -> Bool {
    guard !stems.isEmpty, !phrase.isEmpty else { return false }
    let told = phrase.filter { !Self.empty.contains($0) }.map(Self.stem).filter {
      !Self.empty.contains($0) && $0.first?.isNumber == false
    }
    guard !told.isEmpty, told.allSatisfy({ stems.contains($0) }) else { return false }
    // What is left beside the question's words: a reason has more than two words of its own.
    return ownWords(of: detail).count <= RankingModel.repetitionWords
  }

  /// Whether a text has words of its own beside those of every failure, whatever was asked.
  static func saysSomething(_ detail: String) -> Bool { anything.saysSomething(detail) }

  /// The same beside the question's words.
  func saysSomething(_ detail: String) -> Bool {
    ownWords(of: detail).count >= RankingModel.fewestOwnWords
  }

  private static let anything = SymptomWords([])

  /// The words of a text that neither the question has nor every failure.
  func ownWords(of detail: String) -> Set<String> {
    Set(
      MessageWords.split(detail).filter { !Self.empty.contains($0) }.map(Self.stem).filter {
        $0.utf8.count > 2 && !stems.contains($0) && !Self.empty.contains($0)
          && $0.first?.isNumber == false
      })
  }

  /// How many words of a kind the question has.
  func overlap(_ words: [String]) -> Int { words.count { stems.contains(Self.stem($0)) } }

  /// The part of a word that its forms share: `pushes`, `pushing` → `push`; `failed` → `fail`.
  static func stem(_ word: String) -> String {
    if let base = irregular[word] { return base }
    for ending in ["ing", "ed", "es", "s"]
    where word.utf8.count > ending.utf8.count + 3 && word.hasSuffix(ending) {
      let base = String(word.dropLast(ending.utf8.count))
      return base
    }
    return word
  }

  private static let irregular = [
    "dying": "die", "lost": "lose", "loses": "lose", "down": "down", "died": "die", "dies": "die",
    "exits": "exit", "leadership": "leader", "elected": "elect", "gone": "go", "went": "go",
    "timed": "time", "timeouts": "timeout", "ran": "run", "broke": "break", "broken": "break",
  ]
  /// Words that say nothing of their own in a message.
  private static let empty: Set<String> = [
    "the", "a", "an", "is", "are", "was", "be", "to", "of", "in", "on", "at", "for", "with", "and",
    "or", "not", "no", "by", "has", "have", "out", "error", "fail", "from", "this", "that", "its",
    "code", "status", "info", "warn", "node", "service", "level", "msg", "time", "exception",
    "fatal", "request", "job", "task", "could", "cannot", "unable", "failure", "while", "during",
    "when", "after", "see", "more", "detail", "details", "got", "caught", "occurred", "unexpected",
    "there", "were", "been", "had", "some", "total", "warnings", "errors", "times", "following",
    "unknown", "process", "http", "https", "com", "org", "www", "uncaught", "handler", "thread",
  ]
}

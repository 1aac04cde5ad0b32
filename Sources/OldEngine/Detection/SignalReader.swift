/// Reads what a line says has happened, by the phrases of ``SignalTable``.
struct SignalReader: Sendable {
  private struct Phrase: Sendable {
    var signal: Signal
    var order: Int
    var words: [Word]
  }

  private struct Word: Sendable {
    var text: String
    var isPrefix: Bool

    func matches(_ word: String) -> Bool {
      isPrefix ? word.hasPrefix(text) : word == text
    }
  }

  /// What was found: the signal, and the words that said it.
  struct Finding: Hashable, Sendable {
    var signal: Signal
    /// The first word of the phrase as the line has it, in lower case.
    var firstWord: String
  }

  static let shared = SignalReader()

  /// The phrases by the first two letters of their first word.
  private var phrases: [String: [Phrase]] = [:]

  init() {
    var order = 0
    for row in SignalTable.phrases {
      for text in row.phrases {
        let words = text.split(separator: " ").map {
          Word(text: String($0.hasSuffix("*") ? $0.dropLast() : $0), isPrefix: $0.hasSuffix("*"))
        }
        guard let first = words.first else { continue }
        let phrase = Phrase(signal: row.signal, order: order, words: words)
        phrases[String(first.text.prefix(2)), default: []].append(phrase)
      }
      order += 1
    }
  }

  /// Reads the first signal in the order of the table; nil where nothing has happened.
  ///
  /// An error that mentions a change ("was changed by another writer") is none itself.
  func read(_ words: [String], isError: Bool = false) -> Finding? {
    var best: (order: Int, finding: Finding)?
    for index in words.indices {
      guard let candidates = phrases[String(words[index].prefix(2))] else { continue }
      for phrase in candidates where best.map({ phrase.order < $0.order }) ?? true {
        guard !isError || !phrase.signal.isChange else { continue }
        guard matches(phrase, words, at: index), !isNegated(phrase, words, index) else { continue }
        best = (phrase.order, Finding(signal: phrase.signal, firstWord: words[index]))
      }
    }
    return best?.finding
  }

  private func matches(_ phrase: Phrase, _ words: [String], at index: Int) -> Bool {
    guard phrase.words[0].matches(words[index]) else { return false }
    var position = index
    for word in phrase.words.dropFirst() {
      let reach = min(words.count, position + 5)
      guard
        let found = words[(position + 1)..<max(position + 1, reach)].firstIndex(where: word.matches)
      else { return false }
      position = found
    }
    return true
  }

  /// Returns whether the words say that it did not happen: "0 errors", "no failures".
  private func isNegated(_ phrase: Phrase, _ words: [String], _ index: Int) -> Bool {
    guard phrase.words[0].text != "no" else { return false }
    if index > 0, ["no", "0", "without", "zero", "not", "never"].contains(words[index - 1]) {
      return phrase.signal != .codeFault
    }
    return index + 1 < words.count && words[index + 1] == "0" && phrase.signal == .failure
  }
}

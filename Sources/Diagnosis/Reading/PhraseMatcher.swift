/// Finds the phrases of all fault kinds in the words of a message, in one pass.
///
/// Two tries: one over the bytes of a word tells which words of phrases it is or begins with, one
/// over those words tells how far each phrase has come. So the time grows with the length of the
/// message and not with the number of phrases.
struct PhraseMatcher: Sendable {
  /// A phrase that was found.
  struct Match: Hashable, Sendable {
    /// The row of the kind in the table that the matcher was made of.
    var kind: Int
    /// The words of the message that it spans.
    var words: Range<Int>
  }

  /// What a node of the trie over bytes knows of the word that ends there.
  private struct Letters: Sendable {
    /// The node behind each letter and digit; 0 where none is.
    var next = [Int32](repeating: 0, count: 36)
    /// The word of phrases that ends here.
    var exact: Int?
    /// The word of phrases that stands for all words that begin so.
    var prefix: Int?
  }

  /// How far a phrase has come.
  private struct Step: Sendable {
    var next: [Int: Int] = [:]
    /// Where it goes on after up to four words of any kind.
    var afterGap: Int?
    /// The kinds whose phrases end here.
    var kinds: [Int] = []
  }

  private var letters = [Letters()]
  private var steps = [Step()]
  private var wordCount = 0
  /// The most words that a `*` stands for.
  private static let gap = 4

  /// Makes the tries of the phrases of some kinds.
  init(_ kinds: [FaultKind]) {
    for (row, kind) in kinds.enumerated() {
      for phrase in kind.phrases { add(phrase, row) }
    }
  }

  /// All phrases in the words of a message, in the order of their last words.
  func matches(in words: [String]) -> [Match] {
    var found: [Match] = []
    /// Phrases under way: the step, the word each began at, and how many words may still be skipped.
    var active: [(step: Int, start: Int, skips: Int)] = []
    for (index, word) in words.enumerated() {
      let ids = ids(of: word)
      if ids.isEmpty, active.isEmpty { continue }
      var following: [(step: Int, start: Int, skips: Int)] = []
      for state in active + [(0, index, 0)] {
        for id in ids {
          guard let next = steps[state.step].next[id] else { continue }
          for kind in steps[next].kinds {
            found.append(Match(kind: kind, words: state.start..<index + 1))
          }
          if !steps[next].next.isEmpty { following.append((next, state.start, 0)) }
          if let gap = steps[next].afterGap { following.append((gap, state.start, Self.gap)) }
        }
        if state.skips > 0 { following.append((state.step, state.start, state.skips - 1)) }
      }
      active = following
    }
    return found
  }

  /// The words of phrases that a word is or begins with.
  private func ids(of word: String) -> [Int] {
    var ids: [Int] = []
    var node = 0
    for byte in word.utf8 {
      guard let place = Self.place(of: byte) else { return ids }
      node = Int(letters[node].next[place])
      if node == 0 { return ids }
      if let prefix = letters[node].prefix { ids.append(prefix) }
    }
    if let exact = letters[node].exact { ids.append(exact) }
    return ids
  }

  private mutating func add(_ phrase: String, _ kind: Int) {
    var step = 0
    for part in phrase.split(separator: " ") {
      if part == "*" {
        if let gap = steps[step].afterGap {
          step = gap
        } else {
          steps.append(Step())
          steps[step].afterGap = steps.count - 1
          step = steps.count - 1
        }
        continue
      }
      let isPrefix = part.last == "*"
      let words = MessageWords.split(part)
      for (index, word) in words.enumerated() {
        let id = id(of: word, isPrefix: isPrefix && index == words.count - 1)
        if let next = steps[step].next[id] {
          step = next
        } else {
          steps.append(Step())
          steps[step].next[id] = steps.count - 1
          step = steps.count - 1
        }
      }
    }
    if step != 0 { steps[step].kinds.append(kind) }
  }

  /// The place of a lower-case letter or digit in a node; nil for all else, which no phrase has.
  private static func place(of byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }

  private mutating func id(of word: String, isPrefix: Bool) -> Int {
    var node = 0
    for byte in word.utf8 {
      guard let place = Self.place(of: byte) else { continue }
      if letters[node].next[place] == 0 {
        letters.append(Letters())
        letters[node].next[place] = Int32(letters.count - 1)
      }
      node = Int(letters[node].next[place])
    }
    if let known = isPrefix ? letters[node].prefix : letters[node].exact { return known }
    wordCount += 1
    if isPrefix { letters[node].prefix = wordCount } else { letters[node].exact = wordCount }
    return wordCount
  }
}

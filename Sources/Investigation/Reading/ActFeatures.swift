/// What of a question tells which act it asks for: n-grams of its words and letters, as buckets.
///
/// Names, times and numbers are put as what they are, so that "errors of payment since 10:05" and
/// "errors of ledger since yesterday" have the same n-grams: `errors of <s> since <t>`.
enum ActFeatures {
  /// The buckets that n-grams are hashed into: enough that few of some 30,000 n-grams share one.
  static let buckets = 1 << 15
  /// The words that are looked at: what a question wants stands near its beginning or its end.
  static let mostWords = 40

  /// The words of a sentence with placeholders for names, times and numbers; those that are not in the
  /// vocabulary, which questions are made of, become `<x>`.
  static func words(of sentence: Sentence, vocabulary: Set<String>) -> [String] {
    var words: [String] = []
    var tokens = sentence.tokens[...]
    if tokens.count > mostWords {
      tokens = tokens.prefix(mostWords / 2) + tokens.suffix(mostWords / 2)
    }
    var isPassed = false
    for (token, next) in zip(tokens, tokens.dropFirst().map(\.text) + [""]) {
      if isPassed {
        isPassed = false
        continue
      }
      // What times out fails, and asks for no times.
      if next == "out", ["times", "timing", "timed"].contains(token.text),
        vocabulary.contains("fails")
      {
        words.append("fails")
        isPassed = true
        continue
      }
      let word = placeholder(of: token) ?? (vocabulary.contains(token.text) ? token.text : "<x>")
      // A name of several words, and a time of several parts, is one thing.
      if word.hasPrefix("<"), words.last == word { continue }
      words.append(word)
    }
    return words
  }

  private static func placeholder(of token: Token) -> String? {
    switch token.kind {
    case .quoted: return "<q>"
    case .reference: return "<ref>"
    case .condition: return "<c>"
    case .dash: return "<-"
    case .word: break
    }
    switch token.role {
    case .service, .logger: return "<s>"
    case .host: return "<h>"
    case .identifier: return "<id>"
    case .endpoint: return "<e>"
    case .status: return "<st>"
    case .condition: return "<c>"
    case .field: return "<f>"
    case .excluded: return "<s>"
    default: break
    }
    let first = token.text.unicodeScalars.first
    if token.role == .time {
      let isNumeric = first.map { ("0"..."9").contains($0) || $0 == "+" } == true
      return isNumeric || TimeWords.months[token.text] != nil ? "<t>" : nil
    }
    return token.number != nil ? "<n>" : nil
  }

  /// The buckets of a question, in ascending order, each once.
  static func buckets(of words: [String], isQuestion: Bool) -> [Int] {
    var found: Set<Int> = [bucket("bias")]
    func add(_ feature: String) { found.insert(bucket(feature)) }
    addClasses(of: words, to: &found)
    let padded = ["^"] + words + ["$"]
    for (index, word) in padded.enumerated() {
      add("1 " + word)
      if index + 1 < padded.count { add("2 " + word + " " + padded[index + 1]) }
      if index + 2 < padded.count {
        add("3 " + word + " " + padded[index + 1] + " " + padded[index + 2])
        add("s " + word + " " + padded[index + 2])
      }
      if index + 3 < padded.count {
        add("4 " + padded[index...(index + 3)].joined(separator: " "))
      }
      addLetters(of: word, to: &found)
    }
    add("n \(min(words.count, 8))")
    if isQuestion { add("?") }
    if words.count <= 3 { add("all " + words.joined(separator: " ")) }
    // The question word and the last one together: "what … mean", "when … end".
    if let first = words.first, let last = words.last { add("e " + first + " " + last) }
    return found.sorted()
  }

  /// N-grams of what the words ask for: `^ @show @error`, whichever verb it was.
  private static func addClasses(of words: [String], to found: inout Set<Int>) {
    let classes = words.map { word in
      WordClasses.name(of: word) ?? WordForms.stem(word).flatMap(WordClasses.name(of:)) ?? word
    }
    // Politeness tells nothing.
    let padded = ["^"] + classes.filter { $0 != "@polite" } + ["$"]
    for (index, name) in padded.enumerated() {
      if name.hasPrefix("@") { found.insert(bucket("c1 " + name)) }
      for length in 2...4 where index + length <= padded.count {
        let part = padded[index..<index + length]
        found.insert(bucket("c\(length) " + part.joined(separator: " ")))
      }
      if index + 2 < padded.count { found.insert(bucket("cs " + name + " " + padded[index + 2])) }
    }
    // Which classes occur together, wherever they stand.
    let kinds = Set(padded.filter { $0.hasPrefix("@") || $0.hasPrefix("<") }).sorted()
    for (index, name) in kinds.enumerated().prefix(8) {
      for other in kinds[(index + 1)...].prefix(8) { found.insert(bucket("cc \(name) \(other)")) }
    }
  }

  /// Four letters each, so that a misspelt word has something of the right one.
  private static func addLetters(of word: String, to found: inout Set<Int>) {
    guard !word.hasPrefix("<"), word.utf8.count >= 4 else { return }
    let bytes = Array(("_" + word + "_").utf8)
    for start in 0...(bytes.count - 4) {
      found.insert(bucket("l " + String(decoding: bytes[start..<start + 4], as: UTF8.self)))
    }
  }

  /// FNV-1a with 32 bits, folded to the number of buckets.
  private static func bucket(_ feature: String) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in feature.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int((hash ^ (hash >> 15)) & UInt32(buckets - 1))
  }
}

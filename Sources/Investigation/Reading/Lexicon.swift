import Evidence

/// What a word of a question may be: the words that need no correction, and those that others are
/// corrected to.
struct Lexicon {
  private let spelling: Spelling
  private let evidence: [String: Int]
  private let vocabulary: Set<String>
  /// Names of services by how they are typed with a letter missing.
  private let clipped: [String: String]

  /// Words that are corrected at most: a question has few, and each is compared with all that is known.
  private static let mostCorrections = 40
  /// Words of the evidence that others are corrected to: the most used.
  private static let mostEvidenceWords = 20_000

  init(catalog: Catalog, names: NameIndex, vocabulary: Set<String>) {
    self.vocabulary = vocabulary
    evidence = catalog.words
    clipped = Self.clipped(catalog.services.map { $0.name.lowercased() })
    // What questions are mostly about comes first: `faling` is rather "failing" than "facing".
    let common = QuestionWords.trouble.sorted() + QuestionWords.commands.sorted()
    let questions = (common + QuestionWords.stop.sorted() + vocabulary.sorted()).filter {
      $0.utf8.count > 3
    }
    let words = catalog.words.sorted {
      $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
    }.prefix(Self.mostEvidenceWords).map(\.key)
    spelling = Spelling(names.spoken + questions + words)
  }

  /// Short words of questions by how they are typed without one of their vowels.
  private static let vowelless = Spelling.vowelless(
    [
      "which", "what", "when", "where", "many", "much", "with", "from", "there", "about", "have",
      "been", "were", "does", "show", "give", "list", "last", "first", "most", "after", "before",
      "since", "until", "still", "every", "each", "other", "than", "then", "them", "they", "that",
      "this", "only", "over", "more", "less", "error", "failed", "count", "time", "user", "host",
      "please", "their", "while", "could", "would", "should", "again", "often",
    ])

  /// Names of five letters, which typed with one too few are too short for ``Spelling``.
  private static func clipped(_ names: [String]) -> [String: String] {
    var found: [String: String] = [:]
    for name in names where name.utf8.count == 5 && name.allSatisfy(\.isLetter) {
      for index in name.indices.dropFirst() {
        var typed = name
        typed.remove(at: index)
        if found[typed] == nil { found[typed] = name }
      }
    }
    return found
  }

  /// Whether a word stands in the evidence, itself or another form of it: `abort` as `aborting`.
  func isInEvidence(_ word: String) -> Bool {
    evidence[word] != nil || WordForms.stem(word).map { evidence[$0] != nil } == true
      || Self.endings.contains { evidence[word + $0] != nil }
  }

  private static let endings = ["s", "es", "ed", "ing", "er", "ion"]

  /// Whether a word is one of questions or of the evidence, itself or its stem.
  func knows(_ word: String) -> Bool {
    isPlain(word) || PlainWords.all.contains(word) || spelling.knows(word) || isInEvidence(word)
      || WordForms.stem(word).map { spelling.knows($0) || PlainWords.all.contains($0) } == true
  }

  /// Whether a word is one that questions are made of.
  func isPlain(_ word: String) -> Bool {
    vocabulary.contains(word) || QuestionWords.all.contains(word)
      || TimeWords.units[word] != nil || TimeWords.months[word] != nil
      || TimeWords.weekdays[word] != nil
  }

  /// Corrects the words of a sentence that equal nothing known.
  func correct(_ sentence: inout Sentence) -> [Question.Correction] {
    var corrections: [Question.Correction] = []
    var tried = 0
    for index in sentence.tokens.indices where tried < Self.mostCorrections {
      let token = sentence.tokens[index]
      // Names of other languages are no slips of English words.
      guard token.isOpen, token.text.utf8.allSatisfy({ $0 < 0x80 }), !knows(token.text) else {
        continue
      }
      tried += 1
      guard
        let word = Self.vowelless[token.text] ?? clipped[token.text]
          ?? spelling.correction(of: token.text),
        !WordForms.areSame(word, token.text)
      else { continue }
      corrections.append(.init(typed: token.typed, read: word))
      sentence.tokens[index].text = word
    }
    return corrections
  }
}

import Evidence

/// What "the certificate error" means where an answer cited one: that exhibit and all it stands for,
/// not every line with the word.
struct DefiniteExhibit {
  let context: Case
  let sentence: Sentence

  /// Makes a question for one error, spoken of as known, one for its exhibit.
  func fill(_ question: inout Question) {
    guard [.count, .state].contains(question.act), question.exhibits.isEmpty,
      question.form.groupBy == nil || isPerTime(question), !question.words.isEmpty, isDefinite,
      question.scope.fields.isEmpty, question.scope.statuses.isEmpty,
      let exhibit = exhibit(of: question)
    else { return }
    question.exhibits = [exhibit.number]
    question.scope.terms = []
    (question.scope.minimumLevel, question.scope.maximumLevel) = (nil, nil)
    question.words = []
    question.inherited.insert(.subject)
  }

  private func isPerTime(_ question: Question) -> Bool {
    if case .time? = question.form.groupBy { return true }
    return false
  }

  /// Whether one thing is spoken of as known: "the pool error", "that timeout"; not "the errors".
  private var isDefinite: Bool {
    let tokens = sentence.tokens
    return tokens.indices.contains { index in
      guard ["the", "that", "this"].contains(tokens[index].text) else { return false }
      return (index + 1..<min(index + 5, tokens.count)).contains {
        Self.nouns.contains(tokens[$0].text)
      }
    }
  }

  private static let nouns = QuestionWords.words(
    "error problem failure exception message warning issue fault alert alarm line entry timeout crash"
  )

  /// The exhibit that an answer cited first and that has all the words; a service that is named has to
  /// be its own.
  private func exhibit(of question: Question) -> Exhibit? {
    let wanted = question.words.map(Stem.of)
    let services = question.inherited.contains(.subject) ? [] : question.scope.services
    return context.exhibits.first { exhibit in
      guard services.isEmpty || services.contains(exhibit.sample.service) else { return false }
      let stems = Set(Stem.words(exhibit.quote).map(Stem.of))
      return wanted.allSatisfy { word in Stem.related(word).contains(where: stems.contains) }
    }
  }
}

import Evidence

/// Makes search terms of the words of a question that no reader has claimed.
///
/// "how many registrations failed" seeks `registrations`/`registration` with `failed`/`fail`; in "how
/// many requests failed" both words are general, so that it counts what the evidence calls an error.
struct SearchTerms {
  let draft: QuestionDraft

  /// Fills the scope's terms, and its level where a general word for trouble asks for one.
  func fill(_ question: inout Question) {
    let tokens = draft.sentence.tokens
    let isBare = question.act == .lines && question.aspect == .around
    guard !isBare else { return }
    var found = question.words
    if case .field(let name)? = question.form.groupBy {
      found.removeAll { WordForms.areSame($0, name.lowercased()) || name.lowercased().contains($0) }
    }
    if question.act == .number {
      // What names the quantity is the field, no word to look for.
      let field = NameIndex.key(question.form.field ?? "")
      found.removeAll { word in
        Self.quantities.contains(word)
          || (field.contains(NameIndex.key(word)) && word.utf8.count > 1)
      }
    }
    if question.act == .state, ![.when, .first, .last].contains(question.aspect) { found = [] }
    if question.act == .compare { found.removeAll { !draft.reader.lexicon.isInEvidence($0) } }
    for word in found {
      var term = Self.term(word)
      let place = tokens.firstIndex { $0.isOpen && $0.text == word }
      if let place, draft.sentence.word(place - 1) == "not",
        ["were", "was", "are", "is", "been", "be"].contains(draft.sentence.word(place - 2))
      {
        // "were not registered" is said so.
        term = Scope.Term(["not \(word)"])
      }
      guard !question.scope.terms.contains(term), !question.scope.excludedTerms.contains(term)
      else {
        continue
      }
      let index = tokens.firstIndex { $0.isOpen && $0.text == word }
      if let index, Exclusions.precede(index, in: draft.sentence) {
        question.scope.excludedTerms.append(term)
      } else {
        question.scope.terms.append(term)
      }
    }
    if question.scope.excludedTerms.isEmpty, draft.scope.excludedServices.isEmpty,
      question.words.isEmpty, draft.scope.excludedStatuses.isEmpty,
      let left = Exclusions.ignored(in: draft.sentence),
      question.scope.maximumLevel == nil
    {
      // "everything but the health checks": plain words are left out as a phrase.
      question.scope.excludedTerms = [left]
    }
    readTrouble(&question)
  }

  /// A word with its other forms; a short one must stand by itself.
  static func term(_ word: String) -> Scope.Term {
    if word.contains(where: \.isNumber), word.contains(where: \.isLetter) {
      // `krk-02` names something, of which `krk-021` is another.
      return Scope.Term([word], isWholeWord: true)
    }
    let forms = WordForms.alternatives(word)
    return Scope.Term(forms, isWholeWord: word.utf8.count < shortestPart)
  }

  /// Shorter words are parts of too many others: `id` of `void`.
  private static let shortestPart = 4

  private static let quantities = QuestionWords.words(
    "duration durations latency response memory cpu heap size usage used use value values free seconds ms percentile unit length"
  )

  /// "failed requests" asks for errors, "failed logins" for lines with both words.
  private func readTrouble(_ question: inout Question) {
    guard question.act == .lines || question.act == .count || question.act == .compare,
      question.scope.minimumLevel == nil, question.scope.statuses.isEmpty
    else { return }
    let words = draft.sentence.tokens.filter { $0.isOpen }.map(\.text)
    let trouble = words.filter { Self.failing.contains($0) }
    guard let word = trouble.first else { return }
    if asksForRequests, question.words.isEmpty,
      question.act != .lines || question.form.groupBy == nil
    {
      // RFC 9110, section 15.6: the server failed; 4xx is the caller's doing.
      question.scope.statuses = [500...599]
      question.isOfRequests = true
      return
    }
    if question.words.isEmpty || question.scope.terms.isEmpty {
      question.scope.minimumLevel = .error
      question.scope.maximumLevel = nil
    } else if question.act != .compare, word.hasPrefix("fail") || word.hasPrefix("crash") {
      question.scope.terms.append(Self.term(word))
    }
  }

  /// Whether requests are what is counted, and the evidence says how they were answered.
  private var asksForRequests: Bool {
    draft.sentence.tokens.contains { Self.requests.contains($0.text) }
      && draft.reader.catalog.statesStatuses
  }

  private static let requests = QuestionWords.words(
    "request requests call calls response responses")

  private static let failing = QuestionWords.words(
    """
    fail fails failed failing failure failures broken affected hit impacted down exception exceptions crash crashed \
    crashes error errors complain complains complained complaining complaint complaints
    """)
}

extension Catalog {
  /// Whether entries say how requests were answered, by one of the names that scopes compare as the
  /// HTTP status.
  var statesStatuses: Bool {
    fields.keys.contains { ["status", "statuscode", "httpstatus"].contains(NameIndex.key($0)) }
  }
}

import Evidence
import Timeline

/// What of the last question an elliptic one narrows, and what it puts in the place of: "and Petra Novak?",
/// "how many of those", "more than once".
extension Conversation {
  /// The terms of an elliptic question: a value takes the place of the values before it, "and Petra
  /// Novak?", a phrase that of all terms; behind "only" and "with" both hold.
  func terms(of last: Scope, with own: Scope, isNarrowed: Bool) -> [Scope.Term] {
    guard !own.terms.isEmpty else { return last.terms }
    let fresh = own.terms.filter { !last.terms.contains($0) }
    if isNarrowed { return last.terms + fresh }
    guard own.terms.allSatisfy(\.isValue) else { return own.terms }
    return last.terms.filter { !$0.isValue } + own.terms
  }

  /// The conditions of both, that of the question where they are on one field; what groups are made of
  /// is no longer a condition.
  func fields(of last: Scope, with question: Question) -> [Scope.FieldCondition] {
    let own = question.scope.fields
    return last.fields.filter { old in
      question.form.groupBy != .field(old.name) && !own.contains { $0.name == old.name }
    } + own
  }

  static func ranksMost(_ question: Question) -> Bool {
    Stem.words(question.beginning).contains { ["most", "top", "highest", "biggest"].contains($0) }
  }

  /// The groups of the last answer, where those of some size are asked for: "how many of them more than
  /// once?".
  func inheritGroups(_ question: inout Question) {
    guard question.form.groupBy == nil, question.form.least != nil || question.form.most != nil,
      let last = focus.form?.groupBy
    else { return }
    question.form.groupBy = last
    (question.act, question.aspect) = (.count, .which)
    question.form.named = nil
    question.inherited.insert(.form)
  }

  static func narrows(_ question: Question) -> Bool {
    let first = Stem.words(question.beginning).prefix(2)
    return first.contains { ["only", "just", "with"].contains($0) }
  }

  /// Narrows the last list by what the question names: "how many of those are of clinic ÅRH-1?".
  ///
  /// False where no list was spoken of.
  func narrowScope(_ question: inout Question) -> Bool {
    let lists: Set<Act> = [.lines, .count, .number, .compare]
    guard let last = focus.scope, focus.act.map(lists.contains) == true, last.hasSubject else {
      return false
    }
    let own = question.scope
    var scope = last
    scope.window = own.window ?? last.window
    if own.window == nil, scope.window != nil { question.inherited.insert(.window) }
    if !own.services.isEmpty { scope.services = own.services }
    if !own.hosts.isEmpty { scope.hosts = own.hosts }
    if !own.loggers.isEmpty { scope.loggers = own.loggers }
    if !own.paths.isEmpty { scope.paths = own.paths }
    if own.minimumLevel != nil || own.maximumLevel != nil {
      (scope.minimumLevel, scope.maximumLevel) = (own.minimumLevel, own.maximumLevel)
    }
    if !own.statuses.isEmpty { scope.statuses = own.statuses }
    scope.terms += own.terms.filter { !scope.terms.contains($0) }
    scope.excludedTerms += own.excludedTerms.filter { !scope.excludedTerms.contains($0) }
    scope.fields = fields(of: last, with: question)
    question.scope = scope
    question.inherited.insert(.scope)
    return true
  }

  /// The values that the last turns asked for one after the other: "KX-17?", "and KX-31", "the first of
  /// each".
  func lastValues(_ names: NameIndex) -> [Scope.Term] {
    var values: [Scope.Term] = []
    for turn in context.turns.suffix(Self.turnsOfValues).reversed() {
      var sentence = Tokenizer.sentence(turn.question)
      var reader = ScopeReader(names: names)
      reader.read(&sentence)
      let looked = sentence.tokens.filter { token in
        token.isOpen && token.text.contains(where: \.isNumber)
          && (token.text.contains(where: \.isLetter) || token.text.utf8.count > 3)
      }.map { Scope.Term([$0.typed], isWholeWord: true) }
      let found = reader.scope.terms.filter(\.isValue) + looked
      if found.isEmpty { break }
      values = found + values
    }
    return values.count > 1 ? values : []
  }

  /// Turns of which "each" can speak.
  private static let turnsOfValues = 4
}

import Evidence
import Timeline

/// Decides what a question wants done, by the model's scores and by where the conversation stands.
struct ActChooser {
  let draft: QuestionDraft
  let ranking: [(label: ActModel.Label, score: Int)]
  let conversation: Conversation

  /// A second act is named where its score is within this share of the first one's.
  ///
  /// Set by cross-validation: see `evaluate acts`.
  static let closeness = 0.1

  /// Fills the act, and what goes with it.
  func choose(_ question: inout Question) {
    let statements = StatementReader(kinds: draft.reader.kinds)
    let sentence = draft.sentence
    if statements.isCorrection(sentence, draft.scope, draft.form) {
      correct(&question, statements.subject(sentence, draft.scope))
      return
    }
    if let focused = conversation.context.focus.act, [.lines, .count].contains(focused),
      ["next", "more", "continue"].contains(sentence.word(0)),
      conversation.context.focus.aspect != .around,
      ["", "please", "lines", "entries", "ones", "page"].contains(sentence.word(1)),
      sentence.tokens.count <= 2
    {
      question.form.continues = true
      (question.act, question.aspect) = (focused, conversation.context.focus.aspect)
      conversation.complete(&question, when: draft.when)
      return
    }
    if asksForProof, question.exhibits.isEmpty,
      let first = conversation.context.focus.exhibits.min()
    {
      (question.act, question.aspect, question.exhibits) = (.lines, nil, [first])
      (question.scope.terms, question.words, question.scope.window) = ([], [], nil)
      return
    }
    if asksForSomeOfThose(question), conversation.narrowScope(&question) {
      (question.act, question.aspect, question.form.groupBy) = (.lines, nil, nil)
      return
    }
    if conversation.isElliptic(sentence), !isJudging {
      (question.act, question.aspect) = conversation.act(
        of: question.form, when: draft.when, sentence: sentence)
      conversation.complete(&question, when: draft.when)
      return
    }
    chooseByModel(&question)
    if question.act == .statement {
      question.statement = statements.meaning(sentence, draft.scope, draft.when)
      redoIfIgnoring(&question)
      return
    }
    resolveReferences(&question)
  }

  /// "maybe payment?" and "the database?" ask for a judgement once a cause was named.
  private var isJudging: Bool {
    ["maybe", "perhaps", "or"].contains(draft.sentence.word(0))
      || (conversation.context.focus.act == .judge && draft.sentence.tokens.last?.mark == "?"
        && draft.sentence.word(0) == "or")
  }

  /// "show me the first three of those": lines of what was counted or grouped.
  private func asksForSomeOfThose(_ question: Question) -> Bool {
    let sentence = draft.sentence
    let words = sentence.tokens.map(\.text)
    guard [.count, .lines, .number].contains(conversation.context.focus.act ?? .cause),
      draft.form.form.limit != nil || draft.form.form.order != nil,
      words.contains(where: ["show", "list", "print", "give", "see"].contains)
    else { return false }
    // "the first three from search": of what was counted, its own.
    let isOfService =
      !question.scope.services.isEmpty && question.scope.terms.isEmpty
      && question.scope.minimumLevel == nil && question.scope.statuses.isEmpty
      && draft.form.form.limit != nil
      && zip(sentence.tokens, sentence.tokens.dropFirst()).contains {
        ["of", "from"].contains($0.text) && $1.role == .service
      }
    return isOfService
      || zip(words, words.dropFirst()).contains {
        ["of", "from"].contains($0) && ["those", "them", "these"].contains($1)
      }
  }

  private func chooseByModel(_ question: inout Question) {
    let isQuestion = draft.sentence.tokens.last?.mark == "?"
    var ranked = ranking
    if isQuestion, !draft.sentence.contains("ignore") {
      // What ends in a question mark states nothing.
      ranked.removeAll { $0.label.act == .statement }
    }
    if !conversation.hasBegun, Complaints.asksForSummary(draft.sentence),
      ranked.contains(where: { $0.label.act == .tell })
    {
      ranked.removeAll { $0.label.act != .tell }
    } else if !conversation.hasBegun, let start = Complaints.laterQuestion(draft.sentence),
      ranked.first?.label.act == .cause
    {
      // What is told first is the occasion: "checkout is down, how many users were hit?".
      ranked = draft.reader.acts.ranking(
        of: Sentence(tokens: Array(draft.sentence.tokens[start...])))
    }
    guard let best = ranked.first else { return }
    (question.act, question.aspect) = (best.label.act, best.label.aspect)
    if chooseByAudience(&question) { return }
    if asksForRequest {
      (question.act, question.aspect) = (.story, .requestPath)
      // Each service calls the identifier's field otherwise.
      let identifiers = question.scope.fields.filter {
        $0.comparison == .equal && $0.value.count > 5
      }
      question.scope.fields.removeAll(where: identifiers.contains)
      question.scope.terms += identifiers.map { Scope.Term([$0.value], isWholeWord: true) }
      return
    }
    if !conversation.hasBegun, ![.cause, .inventory, .tell].contains(question.act),
      ["why", "reason", "cause", "how come"].contains(draft.sentence.tokens.last?.text ?? "")
    {
      (question.act, question.aspect) = (.cause, nil)
      return
    }
    if !conversation.hasBegun, question.act == .judge, asksAmongTroubles {
      (question.act, question.aspect) = (.cause, nil)
      return
    }
    if !conversation.hasBegun, question.act != .cause, opensWithTrouble(best.label.act) {
      (question.act, question.aspect) = (.cause, nil)
      return
    }
    if let second = ranked.first(where: { $0.label.act != best.label.act }) {
      let gap = Double(best.score - second.score)
      let isCommand = ["grep", "show", "list", "tail", "find"].contains(draft.sentence.word(0))
      if !isCommand, gap < Self.closeness * Double(max(abs(best.score), 1)) {
        question.secondAct = second.label.act
      }
    }
    refine(&question)
  }

  /// Whether a long first question asks who or what of some did it: "the api says …, who closes the
  /// connections, the database or the app?".
  private var asksAmongTroubles: Bool {
    let tokens = draft.sentence.tokens
    return tokens.count > 10
      && tokens.contains { ["who", "what", "why", "which"].contains($0.text) }
  }

  /// Whether the first question of a conversation tells of trouble: then its cause is asked for,
  /// whatever its words are like.
  private func opensWithTrouble(_ act: Act) -> Bool {
    Complaints.asksWhy(draft.sentence) || Complaints.asksForDoer(draft.sentence)
      || Self.mistakenForComplaints.contains(act) && Complaints.tells(draft.sentence)
  }

  /// Whether it is asked what became of a request that is named by its identifier.
  ///
  /// "a customer sent us 19c9ab. What happened to this request?" names it in another sentence.
  private var asksForRequest: Bool {
    // A field of the evidence may be called like what is asked about: `request=aab4a6454e04`.
    let isField = draft.scope.scope.fields.contains { field in
      field.comparison == .equal && field.value.count > 5
        && field.value.contains(where: \.isNumber) && field.value.contains(where: \.isLetter)
    }
    guard draft.scope.hasIdentifier || isField else { return false }
    let sentence = draft.sentence
    return Self.fates.contains { sentence.contains($0) }
      && (isField
        || sentence.tokens.contains { Self.requests.contains($0.text) || $0.role == .identifier })
      && !sentence.tokens.contains { ["why", "cause", "reason"].contains($0.text) }
  }

  private static let fates = [
    "what happened", "what happend", "what has happened", "what became", "what went wrong",
    "what goes wrong", "what is wrong", "where did it", "how did it end", "what is the story",
    "where is it stuck", "what is up",
  ]
  private static let requests = QuestionWords.words(
    "request call transaction trace order session job message it this that")

  /// The acts that a complaint is taken for; what it says of changes or of an inventory is rather a
  /// question that lacks its mark.
  private static let mistakenForComplaints: Set<Act> = [
    .statement, .state, .judge, .number, .count, .compare, .lines, .tell, .story,
  ]

  /// The two sides of a comparison: two services, two hosts, else before and after the onset.
  func compare(_ question: inout Question) {
    var other = question.scope
    if question.scope.services.count == 2 {
      other.services = [question.scope.services[1]]
      question.scope.services = [question.scope.services[0]]
    } else if question.scope.hosts.count == 2 {
      other.hosts = [question.scope.hosts[1]]
      question.scope.hosts = [question.scope.hosts[0]]
    } else if let onset = draft.reader.anchors.onset, question.scope.window == nil {
      other.window = onset...Instant.latest
      question.scope.window = Instant.earliest...onset.advanced(by: -1)
    } else if let window = question.scope.window, let view = conversation.context.focus.view,
      draft.when.isInherited, !window.overlaps(view), view.upperBound != .latest
    {
      // "with the 5 minutes before": before what was viewed.
      other.window = view
    } else if let window = question.scope.window, window.lowerBound != .earliest,
      window.upperBound != .latest
    {
      // "than yesterday", "with the hour before": what came after it stands against it.
      other.window = window
      question.scope.window = window.upperBound.advanced(by: 1)...Instant.latest
    } else if let window = question.scope.window, window.upperBound == .latest {
      // "more after 10:42 than before": the other side of it.
      other.window = Instant.earliest...window.lowerBound.advanced(by: -1)
    } else if let window = question.scope.window, window.lowerBound == .earliest {
      other.window = window.upperBound.advanced(by: 1)...Instant.latest
    } else {
      return
    }
    question.otherScope = other
  }

  /// "I meant payment": the last question is answered again, about something else.
  private func correct(_ question: inout Question, _ meaning: Statement.Meaning) {
    question.statement = meaning
    if case .subject(let services, _, _) = meaning { question.scope.services = services }
    let last = conversation.context.focus.act
    guard let last, last != .statement else {
      question.act = .statement
      return
    }
    (question.act, question.aspect) = (last, conversation.context.focus.aspect)
    if [.judge, .tell, .inventory].contains(last) {
      // What was said of the case as a whole is not said again of a service.
      (question.act, question.aspect) = (.state, .health)
      return
    }
    conversation.complete(&question, when: draft.when)
  }

  /// "ignore the health checks" after a list: the list again without them.
  private func redoIfIgnoring(_ question: inout Question) {
    guard question.statement == .remark, let left = Exclusions.ignored(in: draft.sentence) else {
      return
    }
    if question.scope.excludedTerms.isEmpty { question.scope.excludedTerms = [left] }
    guard
      let last = conversation.context.focus.act, [.lines, .count, .number].contains(last)
    else { return }
    (question.act, question.aspect) = (last, conversation.context.focus.aspect)
    conversation.complete(&question, when: draft.when)
  }
}

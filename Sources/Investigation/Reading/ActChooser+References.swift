import Diagnosis
import Evidence
import Timeline

/// What a question refers to without naming it.
extension ActChooser {
  /// What "it", "that line", "there" and an absent object stand for.
  func resolveReferences(_ question: inout Question) {
    conversation.inheritGroups(&question)
    if asksOfEach { question.each = conversation.lastValues(draft.reader.names) }
    let sentence = draft.sentence
    let focus = conversation.context.focus
    let hasAnaphor = sentence.tokens.indices.contains { index in
      sentence.tokens[index].role == nil && isAnaphor(at: index)
    }
    if question.act == .lines, question.aspect == .around {
      return centre(&question, hasAnaphor: hasAnaphor)
    }
    if question.act == .tell, question.aspect == .explain, question.exhibits.isEmpty {
      let place = ["first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4]
      let named = sentence.tokens.lazy.compactMap { place[$0.text] }.first
      if let named {
        question.exhibits = focus.exhibits.indices.contains(named) ? [focus.exhibits[named]] : []
        question.form = Form()
      } else if hasAnaphor {
        question.exhibits = Array(focus.exhibits.prefix(1))
      }
    }
    // "could it be X": X is what is judged, and "it" is the cause of the case.
    guard conversation.hasBegun, question.aspect != .couldBe, question.aspect != .whyNot else {
      return
    }
    if question.aspect == .share, hasAnaphor, question.scope.statuses.isEmpty,
      question.scope.terms.isEmpty, question.scope.minimumLevel == nil
    {
      // "what share of its requests is that?": the part is what was counted last.
      conversation.inheritScope(&question)
      return
    }
    if [.lines, .count, .number].contains(question.act), isOfThose,
      conversation.narrowScope(&question)
    {
      return
    }
    guard !hasObject(question) else {
      if hasAnaphor {
        conversation.inheritSubject(&question)
        // "how many times did it fail?" counts what the answer cited.
        if question.act == .count, focus.act == .cause, question.exhibits.isEmpty,
          draft.scope.services.isEmpty, draft.contentWords(of: .count).isEmpty,
          !sentence.tokens.contains(where: { $0.role == .level })
        {
          question.exhibits = Array(focus.exhibits.prefix(1))
        }
      }
      return
    }
    switch question.act {
    case .lines where draft.when.isInherited && focus.act == .lines:
      // "what came before that" behind a list is "and before that?".
      conversation.complete(&question, when: draft.when)
    case .lines, .count, .number, .compare:
      if hasAnaphor || question.act != .lines || question.form.continues {
        conversation.inheritScope(&question)
        if question.form.continues { conversation.complete(&question, when: draft.when) }
        if let window = question.otherScope?.window {
          // Both sides are of what was spoken of; only their times differ.
          question.otherScope = question.scope
          question.otherScope?.window = window
        }
      }
    case .state:
      let window = question.scope.window
      if conversation.isOfIncident || focus.act == .state || focus.act == .cause {
        conversation.inheritSubject(&question)
      } else {
        conversation.inheritScope(&question)
      }
      question.scope.window = window
      question.inherited.remove(.window)
      question.exhibits = []
    case .cause:
      conversation.inheritSubject(&question)
    default:
      if hasAnaphor { conversation.inheritSubject(&question) }
    }
  }

  /// "first occurrence of each", "the last of both": of all that was asked for one after the other.
  private var asksOfEach: Bool {
    let tokens = draft.sentence.tokens
    return tokens.indices.contains { index in
      guard ["each", "both", "either"].contains(tokens[index].text) else { return false }
      let next = draft.sentence.word(index + 1)
      return next.isEmpty || ["of", "please", "one", "code", "codes", "ids"].contains(next)
    }
  }

  /// Whether a part of what was listed is asked for: "how many of those", "which of them".
  private var isOfThose: Bool {
    let words = draft.sentence.tokens.map(\.text)
    return zip(words, words.dropFirst()).contains { first, second in
      ["of", "among", "from"].contains(first) && ["those", "them", "these"].contains(second)
    }
  }

  /// Whether a word stands for the subject: "there" does not in "were there", nor "it" in "is it X".
  private func isAnaphor(at index: Int) -> Bool {
    let word = draft.sentence.word(index)
    let around = [draft.sentence.word(index - 1), draft.sentence.word(index + 1)]
    if word == "there" { return Set(around).isDisjoint(with: Self.being) }
    return Self.anaphors.contains(word)
  }

  private static let being = QuestionWords.words("is are was were be been")
  private static let anaphors = QuestionWords.words(
    "it that this those these them they then such its he too also")

  /// Whether a question names what it is about.
  private func hasObject(_ question: Question) -> Bool {
    var scope = question.scope
    scope.window = nil
    if !scope.isEverything { return true }
    return !draft.contentWords(of: question.act).isEmpty
      || draft.sentence.tokens.contains { $0.role == nil && Self.objects.contains($0.text) }
  }

  /// Plain words that are something to ask about nevertheless.
  private static let objects = QuestionWords.words(
    "traffic load requests request calls latency memory cpu disk throughput restarts warnings")

  /// The exhibit of a change that is spoken of: "the deploy", "the config change".
  private func changeExhibit() -> Exhibit? {
    let words = draft.sentence.tokens.filter { $0.role == nil || $0.role == .time }.map(\.text)
    guard let word = words.first(where: Anchors.changes.contains),
      let instant = draft.reader.anchors.change(word),
      let diagnosis = conversation.context.diagnosis
    else { return nil }
    let samples = diagnosis.changes.filter(diagnosis.findings.indices.contains).flatMap {
      diagnosis.findings[$0].samples
    }
    return conversation.context.exhibits.first { exhibit in
      exhibit.sample.time?.instant == instant
        && samples.contains { $0.reference == exhibit.sample.reference }
    }
  }

  /// The instant or exhibit that lines are wanted around: named, else the one last spoken of.
  private func centre(_ question: inout Question, hasAnaphor: Bool) {
    let focus = conversation.context.focus
    let anchors = draft.reader.anchors
    if draft.when.isInherited, let exhibit = focus.exhibits.first {
      // "around it" is around the entry, not around the list that it stood in.
      (question.exhibits, question.instant) = ([exhibit], nil)
      question.inherited.remove(.window)
      question.inherited.insert(.subject)
    }
    if question.exhibits.isEmpty, let change = changeExhibit() {
      // "the config change with the lines around it" is the change itself.
      (question.exhibits, question.instant) = ([change.number], change.sample.time?.instant)
    }
    if question.instant == nil, question.exhibits.isEmpty {
      let named = question.scope.window?.lowerBound
      if let named, named != .earliest {
        question.instant = named
      } else if let exhibit = focus.exhibits.first {
        question.exhibits = [exhibit]
        question.inherited.insert(.subject)
      } else {
        question.instant = anchors.then
        if question.instant != nil { question.inherited.insert(.window) }
      }
    }
    if question.instant == nil {
      question.instant = question.exhibits.first.flatMap { anchors.time(of: $0) }
    }
    guard let instant = question.instant else { return }
    question.form.order = .around(instant)
    question.scope.window = nil
  }
}

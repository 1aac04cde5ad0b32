package import Diagnosis
package import Evidence
package import Timeline

/// Makes out a question: pure, of any text, never refused.
///
/// `show me the erors of tarif` → act `lines`, scope "level error and above, service tariff", with
/// both corrections noted. Takes time linear in the length of the text.
package struct QuestionReader: Sendable {
  let catalog: Catalog
  let context: Case
  let kinds: [FaultKind]
  let acts: ActReader
  let names: NameIndex
  let lexicon: Lexicon
  let reference: TimeReference
  let anchors: Anchors

  /// - Parameters:
  ///   - catalog: What the evidence holds: the names and words a question can mean.
  ///   - context: Where the conversation stands.
  ///   - incidentTime: When the incident happened, where the reporter said so.
  ///   - kinds: The fault kinds that a question can name: "it isn't the disk".
  ///   - model: What tells the acts; the one that ships, except where it is being learnt.
  package init(
    catalog: Catalog, case context: Case = Case(), incidentTime: Instant? = nil,
    kinds: [FaultKind] = [], model: ActModel = .trained
  ) {
    self.catalog = catalog
    self.context = context
    self.kinds = kinds
    acts = ActReader(model: model)
    names = NameIndex(catalog)
    lexicon = Lexicon(catalog: catalog, names: names, vocabulary: model.vocabulary)
    anchors = Anchors(context: context, incidentTime: incidentTime)
    reference = TimeReference(
      span: catalog.window, logged: TimeReference.logged(catalog), offset: catalog.offset ?? 0,
      incident: anchors.onset)
  }

  /// Whether a question speaks of what only a diagnosis knows, and the case has none: "during the
  /// incident", "since the deploy".
  package func lacksIncident(for text: String) -> Bool {
    guard context.diagnosis == nil, let assumed = catalog.window?.lowerBound else { return false }
    var named = anchors
    named.assumed = assumed
    func times(_ anchors: Anchors) -> ([TimeWindow], Instant?) {
      var sentence = Tokenizer.sentence(text)
      var when = WhenReader(reference: reference, anchors: anchors)
      when.read(&sentence)
      return (when.windows, when.instant)
    }
    return times(named) != times(anchors)
  }

  /// Reads a question.
  package func read(_ text: String) -> Question {
    let draft = QuestionDraft(text, reader: self)
    return draft.question()
  }
}

/// A question in the making: its sentence, and what each reader took from it.
struct QuestionDraft {
  let reader: QuestionReader
  let text: String
  var sentence: Sentence
  var corrections: [Question.Correction]
  var scope: ScopeReader
  var when: WhenReader
  var form: FormReader
  let event: Question.Event?

  init(_ text: String, reader: QuestionReader) {
    self.reader = reader
    self.text = text
    sentence = Tokenizer.sentence(text)
    corrections = reader.lexicon.correct(&sentence)
    event = EventReader(names: reader.names).event(in: &sentence)
    scope = ScopeReader(names: reader.names)
    scope.read(&sentence)
    when = WhenReader(reference: reader.reference, anchors: reader.anchors)
    when.read(&sentence)
    form = FormReader(names: reader.names)
  }

  private var conversation: Conversation {
    Conversation(context: reader.context, anchors: reader.anchors)
  }

  /// Puts the parts together.
  func question() -> Question {
    var draft = self
    let ranking = draft.reader.acts.ranking(of: draft.sentence)
    draft.form.read(&draft.sentence)
    var question = Question(text: text, act: .cause)
    draft.fill(&question)
    let chooser = ActChooser(draft: draft, ranking: ranking, conversation: conversation)
    chooser.choose(&question)
    draft.finish(&question)
    question.reading =
      ReadingText(
        question: question, catalog: reader.catalog, isDerived: when.isDerived || when.isInherited
      ).text
    return question
  }

  /// What is the same for all acts: scope, window, form, exhibits.
  private func fill(_ question: inout Question) {
    question.scope = scope.scope
    question.scope.services = scope.services
    if scope.services.isEmpty, !scope.excludedServices.isEmpty {
      // What is left out leaves all others.
      question.scope.services = reader.catalog.services.map(\.name).filter {
        !scope.excludedServices.contains($0)
      }
    }
    scope.leaveOutStatuses(&question.scope, areStated: reader.catalog.statesStatuses)
    question.scope.window = when.windows.first
    question.instant = when.instant
    question.event = event
    question.sameField = form.sameField
    question.form = form.form
    question.form.zone = when.zone
    question.corrections = corrections
    for token in sentence.tokens {
      guard case .reference(let numbers) = token.kind else { continue }
      question.exhibits += numbers.filter { !question.exhibits.contains($0) }
    }
    if when.isInherited { question.inherited.insert(.window) }
    if let both = when.bothSides {
      question.scope.window = Instant.earliest...both.advanced(by: -1)
      var other = question.scope
      other.window = both...Instant.latest
      question.otherScope = other
    } else if when.windows.count > 1 {
      let second = when.windows[1]
      var other = question.scope
      other.window = second
      question.otherScope = other
    }
  }

  /// The words that are left: what a search looks for, or what the symptom is called.
  func contentWords(of act: Act) -> [String] {
    var words: [String] = []
    for token in sentence.tokens.prefix(Self.mostTokens) where token.isOpen {
      let word = token.text
      let isSuspect = act == .judge && QuestionWords.suspects.contains(word)
      guard !QuestionWords.all.contains(word) || isSuspect, token.number == nil, word != "<",
        word != ">"
      else { continue }
      if !words.contains(word) { words.append(word) }
      if words.count == Self.mostWords { break }
    }
    return words
  }

  /// A written time is no longer than a minute, in milliseconds.
  private static let point: Int64 = 60_000
  /// A question is short; of a novel the beginning is looked at.
  private static let mostTokens = 2000
  /// More words than these all hold for no entry.
  private static let mostWords = 12

  /// What depends on the act: words, terms, the field, what is inherited.
  private func finish(_ question: inout Question) {
    if ![.lines, .count, .number, .compare].contains(question.act) {
      // "who calls payment" and "what does it mean" have no groups and no statistic.
      (question.form.groupBy, question.form.statistic) = (nil, nil)
    }
    if question.act == .judge || question.act == .statement, scope.services.isEmpty,
      !scope.excludedServices.isEmpty
    {
      // "why do you exclude payment?" is about payment.
      question.scope.services = scope.excludedServices
    }
    if question.act == .cause, question.scope.window != nil,
      sentence.tokens.indices.prefix(Self.mostTokens).contains(where: {
        sentence.tokens[$0].role == .time && Complaints.isReassuring(sentence, around: $0)
      })
    {
      // "it was fine yesterday" tells when not to look.
      question.scope.window = nil
    }
    if question.act == .tell, question.event == nil, let window = question.scope.window,
      window.length <= Self.point
    {
      // "he takes over at 9" tells when it is read, not what it is about.
      (question.scope.window, question.otherScope, question.instant) = (nil, nil, nil)
    }
    let words = contentWords(of: question.act)
    question.words = words
    let known = reader.lexicon
    question.unknownWords = words.filter { word in
      !known.isInEvidence(word) && !known.isPlain(word)
    }
    if question.scope.minimumLevel == .fatal, reader.catalog.levels[.fatal] == nil {
      // Where nothing is at that level, "fatal" is a word of the messages, else just grave.
      question.scope.minimumLevel = reader.lexicon.isInEvidence("fatal") ? nil : .error
      if question.scope.minimumLevel == nil { question.scope.terms.append(.init(["fatal"])) }
    }
    if [.lines, .count, .number, .compare, .state].contains(question.act) {
      SearchTerms(draft: self).fill(&question)
    }
    if question.act == .number || question.form.statistic != nil {
      let finder = FieldFinder(names: reader.names, catalog: reader.catalog)
      let asked = question.form.asked ?? []
      let spoken = sentence.tokens.filter { token in
        token.kind == .word && token.role != .service
          && reader.names.field(called: token.text).map(asked.contains) != true
      }.map(\.text)
      question.form.field =
        question.form.field ?? finder.field(for: spoken)
        ?? (question.act == .number ? finder.quantity(in: spoken) : nil)
    }
    DefiniteExhibit(context: reader.context, sentence: sentence).fill(&question)
    if question.otherScope != nil, question.act == .lines || question.act == .count,
      isApart || when.bothSides != nil && question.aspect != .around
    {
      // "how many errors before and after 10:05" sets two counts side by side.
      (question.act, question.aspect) = (.compare, nil)
    }
    if question.otherScope != nil, question.act != .compare, when.windows.count > 1, !isApart {
      // Two bounds of one window: "since 10:05, before 10:20".
      question.otherScope = nil
      let (a, b) = (when.windows[0], when.windows[1])
      question.scope.window =
        max(a.lowerBound, b.lowerBound)...min(a.upperBound, b.upperBound)
    }
    // Behind "and" a name may be of any language.
    if sentence.tokens.isEmpty || isStrange && !question.inherited.contains(.act) {
      fallBack(&question)
    }
  }

  /// Whether two windows were named that have nothing in common: two sides, not two bounds.
  private var isApart: Bool {
    when.windows.count == 2 && !when.windows[0].overlaps(when.windows[1])
  }

  /// Whether more than half of what is said are words of another language, or of none.
  ///
  /// English words that nothing here is about count as well where nothing tells what is asked.
  private var isStrange: Bool {
    let tokens = sentence.tokens.prefix(Self.mostTokens)
    let says = tokens.filter { !QuestionWords.stop.contains($0.text) || $0.role != nil }
    let isFramed =
      tokens.contains { Self.frame.contains($0.text) || $0.role == .level }
      || Complaints.tells(sentence) || Complaints.isTitle(sentence)
    var unknown = 0
    var strange = 0
    for token in says where token.isOpen && token.number == nil {
      let lexicon = reader.lexicon
      if lexicon.isPlain(token.text) || lexicon.isInEvidence(token.text) { continue }
      strange += 1
      unknown += lexicon.knows(token.text) ? 0 : 1
    }
    let isCommand = ["grep", "find", "search", "show"].contains(sentence.word(0))
    guard strange > 1, !isCommand else { return false }
    // English has its small words between the others.
    let small = tokens.filter { QuestionWords.stop.contains($0.text) }.count
    return (unknown * 2 > says.count && small < unknown) || (!isFramed && strange * 2 > says.count)
  }

  private static let frame = QuestionWords.words(
    """
    why how what which who when where show list find grep search is are was were did does do can could \
    any count compare explain summarise summarize write brief sentences errors error failed failing fails fail lines logs
    """)

  /// Of what is not understood, any line with one of its words is nearest.
  private func fallBack(_ question: inout Question) {
    question.isNotUnderstood = true
    (question.act, question.aspect, question.secondAct) = (.lines, nil, nil)
    question.form = Form()
    if question.inherited.contains(.subject) { question.scope.services = [] }
    question.inherited = []
    let found = question.words.filter { reader.lexicon.isInEvidence($0) }
    question.scope.terms = found.isEmpty ? [] : [Scope.Term(found)]
  }
}

import Evidence
import Timeline

/// Gives a question what it leaves to the conversation: "and payment?", "only the last 5", "it".
struct Conversation {
  let context: Case
  let anchors: Anchors

  var focus: Focus { context.focus }

  /// Whether anything was said before.
  var hasBegun: Bool { focus.act != nil }

  /// Whether a sentence only names what is different from the last question.
  ///
  /// `and tariff?`, `only the last 5`, `per minute?`, `in UTC+2?`; not `errors of tariff`, which says
  /// itself what it wants.
  func isElliptic(_ sentence: Sentence) -> Bool {
    guard hasBegun, !sentence.tokens.isEmpty, sentence.tokens.count <= Self.longestEllipsis else {
      return false
    }
    let rest = sentence.tokens.filter {
      ($0.role == nil || $0.role == .anaphor) && !Self.connectives.contains($0.text)
        && $0.kind == .word && !($0.text == "not" && sentence.contains("not only"))
    }
    if narrowsByWords(sentence, rest) { return true }
    guard rest.isEmpty, !sentence.tokens.contains(where: Self.isOwnGroup) else { return false }
    // "around [3]" asks for its lines, whatever was asked before.
    let isAround = sentence.tokens.contains { Self.around.contains($0.text) }
    let isList = [.lines, .count, .number].contains(focus.act) && focus.aspect != .around
    if sentence.tokens.contains(where: { $0.role == .reference }) || (isAround && !isList) {
      return false
    }
    let claimed = sentence.tokens.filter { $0.role != nil }
    if claimed.isEmpty { return sentence.contains("the same") || sentence.contains("again") }
    let first = sentence.tokens[0]
    let begins = Self.beginnings.contains(first.text)
    // A level and a name by themselves are a question of their own: "errors of mailer".
    if claimed.contains(where: { $0.role == .level }) { return begins }
    let hasName = claimed.contains { [.service, .host].contains($0.role) }
    // "top 3 messages of mailer" names all there is to know.
    if hasName, ["top", "number", "count"].contains(first.text) { return false }
    if hasName, claimed.contains(where: { $0.role == .status }) { return begins }
    if first.text == "show" || first.text == "list" {
      return claimed.allSatisfy { [.number, .order].contains($0.role) }
    }
    return true
  }

  /// Whether a sentence adds words to the last search: "only those with voucher", "without retries".
  private func narrowsByWords(_ sentence: Sentence, _ rest: [Token]) -> Bool {
    let lists: Set<Act> = [.lines, .count, .number]
    guard focus.act.map(lists.contains) == true, focus.aspect != .around,
      (1...3).contains(rest.count),
      ["only", "just", "without", "except", "with", "but", "and"].contains(sentence.word(0))
    else { return false }
    return rest.allSatisfy { !QuestionWords.all.contains($0.text) }
      && !sentence.tokens.contains { $0.role == .level }
  }

  /// Whether a group is asked for by a noun of its own, "which database?", not by one that any list
  /// has, "which hosts?".
  private static func isOwnGroup(_ token: Token) -> Bool {
    token.role == .group && !generalGroups.contains(token.text)
      && token.number == nil && TimeWords.units[token.text] == nil
      && !QuestionWords.stop.contains(token.text) && !QuestionWords.commands.contains(token.text)
  }

  private static let around = QuestionWords.words("around near surrounding context close")
  private static let generalGroups = QuestionWords.words(
    """
    user users customer customers endpoint endpoints path paths route routes url urls client clients ip \
    ips region regions tenant tenants account accounts pod pods version versions code codes logger
    """)

  /// Longer sentences say themselves what they want.
  private static let longestEllipsis = 12
  private static let connectives = QuestionWords.words(
    """
    and what about how the same for of in on with only just now also then but or again please me do too \
    instead at from by so this that those these to it a no show list all them lines ones try see let us \
    between during more top question convert times local ones results entries page group grouped split broken down per each service host time \
    without except ignoring requests tho though imo please thanks ok okay if i may ask kindly overall \
    single lol actually maybe
    """)
  private static let beginnings = QuestionWords.words(
    "and what how the same only just now also then but or again with without for of in on at by per"
  )

  /// The act and aspect of an elliptic question, from the last one and from what it names.
  func act(of form: Form, when: WhenReader, sentence: Sentence) -> (Act, Aspect?) {
    let last = focus.act ?? .cause
    let lists: Set<Act> = [.lines, .count, .number, .compare]
    if form.statistic != nil, form.groupBy == nil || last == .number { return (.number, nil) }
    if form.groupBy != nil {
      if last == .number { return (.number, nil) }
      if case .time = form.groupBy { return (.count, .rate) }
      if form.groupBy == .template { return (.count, .top) }
      return (.count, .which)
    }
    // "and before that?" moves a view; of what had none it asks for the lines.
    if when.isInherited, !lists.contains(last) || focus.view == nil { return (.lines, nil) }
    if when.isInherited, last == .lines { return (.lines, nil) }
    let isShown = ["show", "list", "give"].contains(sentence.word(0))
    if isShown, last == .count, focus.form?.groupBy == nil { return (.lines, nil) }
    if form.limit != nil || form.order != nil || form.continues {
      let limited: Set<Act> = [.lines, .count, .number, .changes, .story, .tell, .inventory]
      return limited.contains(last)
        ? (last, focus.aspect) : (.lines, nil)
    }
    if last == .statement || last == .tell || last == .inventory {
      return when.windows.isEmpty ? (.state, .health) : (.lines, nil)
    }
    if last == .judge { return (.judge, focus.aspect == .whyNot ? .whyNot : .couldBe) }
    if sentence.tokens.contains(where: { $0.role == .status || $0.role == .level }),
      !lists.contains(last)
    {
      return (.lines, nil)
    }
    return (last, focus.aspect)
  }

  /// Completes an elliptic question from the last one, part by part.
  func complete(_ question: inout Question, when: WhenReader) {
    question.inherited.insert(.act)
    guard let last = focus.scope else {
      // "which hosts?" after a cause is about the entries that its answer cited.
      if focus.act == .cause, question.act == .count || question.act == .compare,
        !question.scope.hasSubject
      {
        inheritScope(&question)
      } else {
        inheritSubject(&question)
      }
      orderView(&question, when)
      return
    }
    let own = question.scope
    let hasSubject = !own.services.isEmpty || !own.hosts.isEmpty || !own.loggers.isEmpty
    var scope = last
    scope.window = own.window
    if hasSubject {
      // Another service has hosts of its own; another host may be one of the same service.
      if !own.services.isEmpty { scope.services = own.services }
      (scope.hosts, scope.loggers) = (own.hosts, own.loggers)
      // Words sought of one service are rarely the other's, but its statuses and levels are.
      if !last.services.isEmpty || !last.hosts.isEmpty { question.inherited.insert(.scope) }
    } else if !last.services.isEmpty || !last.hosts.isEmpty {
      question.inherited.insert(.subject)
    }
    if own.minimumLevel != nil || own.maximumLevel != nil {
      (scope.minimumLevel, scope.maximumLevel) = (own.minimumLevel, own.maximumLevel)
      scope.statuses = []
    }
    if !own.statuses.isEmpty {
      scope.statuses = own.statuses
      if own.minimumLevel == nil { (scope.minimumLevel, scope.maximumLevel) = (nil, nil) }
    }
    scope.terms = terms(of: last, with: own, isNarrowed: Self.narrows(question))
    scope.excludedTerms += own.excludedTerms.filter { !scope.excludedTerms.contains($0) }
    scope.fields = fields(of: last, with: question)
    if scope.terms != own.terms || scope.minimumLevel != own.minimumLevel
      || scope.statuses != own.statuses || scope.fields != own.fields
    {
      question.inherited.insert(.scope)
    }
    if own.window == nil, let window = focus.view ?? last.window {
      scope.window = window
      question.inherited.insert(.window)
    }
    question.scope = scope
    inheritForm(&question)
    orderView(&question, when)
  }

  /// What lies before is read backwards from there, what lies after forwards.
  private func orderView(_ question: inout Question, _ when: WhenReader) {
    guard when.isInherited, question.act == .lines, let window = question.scope.window else {
      return
    }
    let isOpen = window.lowerBound == .earliest || window.upperBound == .latest
    question.form.order = !isOpen ? nil : window.lowerBound == .earliest ? .latest : .earliest
    question.instant = nil
  }

  /// The form of the last answer, where the question says nothing else.
  private func inheritForm(_ question: inout Question) {
    guard let last = focus.form, question.act == focus.act else { return }
    let own = question.form
    var form = last
    form.continues = own.continues
    form.isShort = own.isShort
    form.zone = own.zone ?? last.zone
    if own.limit != nil || own.order != nil {
      form.limit = own.limit
      // "only the first 2" of a ranking are its first two.
      if question.act == .lines { form.order = own.order ?? last.order }
    }
    if own.groupBy != nil { form.groupBy = own.groupBy }
    form.ascending = own.ascending || form.ascending && !Self.ranksMost(question)
    (form.least, form.most) = (own.least, own.most)
    (form.asksForNone, form.asked) = (own.asksForNone, own.asked)
    if own.statistic != nil { form.statistic = own.statistic }
    if own.field != nil { form.field = own.field }
    if form != own { question.inherited.insert(.form) }
    question.form = form
  }

  /// Whether "it" is the incident: after its cause was sought, until another service was spoken of.
  var isOfIncident: Bool {
    guard let incident = context.incident else { return false }
    guard [.lines, .count, .number, .state, .compare].contains(focus.act ?? .cause) else {
      return true
    }
    guard let named = focus.services.first else { return true }
    return incident.services.contains(named) || incident.cause?.service == named
  }

  /// Gives a question without a subject the one of the conversation.
  func inheritSubject(_ question: inout Question) {
    guard question.scope.services.isEmpty, question.scope.hosts.isEmpty else { return }
    var services = isOfIncident ? context.incident?.services ?? [] : []
    if let named = focus.services.first, context.incident?.cause?.service == named,
      [.lines, .count, .number].contains(focus.act ?? .cause)
    {
      // Behind a list of whoever caused it, that one is spoken of.
      services = [named]
    }
    if services.isEmpty { services = Array(focus.services.prefix(1)) }
    guard !services.isEmpty else { return }
    question.scope.services = services
    question.inherited.insert(.subject)
  }

  /// Gives a question without any object the whole scope of the last list: "how many?", "which hosts?".
  func inheritScope(_ question: inout Question) {
    let lists: Set<Act> = [.lines, .count, .number, .compare]
    var bare = focus.scope ?? Scope()
    bare.window = nil
    guard let last = focus.scope, focus.act.map(lists.contains) == true, !bare.isEverything else {
      // What "it" was is told best by the entry that the answer cited first.
      question.exhibits = Array(focus.exhibits.prefix(1))
      return inheritSubject(&question)
    }
    var scope = last
    scope.window = question.scope.window ?? last.window
    if question.scope.window == nil, scope.window != nil { question.inherited.insert(.window) }
    scope.excludedTerms += question.scope.excludedTerms
    scope.fields = fields(of: last, with: question)
    question.scope = scope
    question.inherited.formUnion([.scope])
    if !scope.services.isEmpty || !scope.hosts.isEmpty { question.inherited.insert(.subject) }
  }
}

import Evidence
import Timeline

/// What was found in a sentence has the last word on what it asks for, and how.
extension ActChooser {
  /// What was found in the sentence has the last word on the aspect.
  func refine(_ question: inout Question) {
    chooseByForm(&question)
    // "any 5xx after the deploy?" asks for no change.
    if question.act == .changes, draft.sentence.word(0) == "any", !question.scope.statuses.isEmpty,
      question.scope.window != nil
    {
      (question.act, question.aspect) = (.count, .exists)
      (question.scope.terms, question.words) = ([], [])
    }
    if doubtsChange { (question.act, question.aspect) = (.judge, .whyNot) }
    if asksWhetherPart {
      (question.act, question.aspect) = (.judge, .couldBe)
      (question.scope.terms, question.scope.minimumLevel) = ([], nil)
    }
    if question.form.groupBy != nil, FormReader.asksForNone(draft.sentence),
      [.lines, .count, .state, .inventory, .cause].contains(question.act)
    {
      (question.act, question.aspect) = (.count, .which)
      question.form.asksForNone = true
    }
    if question.form.statistic == .greatest || question.form.statistic == .least,
      case .field(let name)? = question.form.groupBy, question.form.asked?.contains(name) == true,
      draft.sentence.tokens.contains(where: { $0.role == .statistic })
    {
      // "the slowest one: which order?" asks what the entry says.
      question.form.groupBy = nil
      (question.act, question.aspect) = (.number, nil)
    }
    let form = question.form
    if draft.sentence.word(0) == "grep", draft.sentence.tokens.contains(where: { $0.text == "-c" })
    {
      (question.act, question.aspect) = (.count, nil)
    }
    if question.act == .lines, question.aspect == nil || question.aspect == .request {
      question.aspect = draft.scope.hasIdentifier ? .request : nil
    }
    // "p95 of catalog went through the roof, why?" asks for no number.
    let asksWhy = question.act == .cause && Complaints.asksWhy(draft.sentence)
    if case .percentile? = form.statistic, question.act != .compare, !asksWhy {
      (question.act, question.aspect) = (.number, nil)
    }
    if question.act == .number, question.otherScope != nil, form.statistic == nil, measured.isEmpty,
      form.field == nil
    {
      // "how does today differ from yesterday" names no quantity to measure.
      (question.act, question.aspect) = (.compare, nil)
    }
    if question.act == .state, question.aspect == .when, form.statistic == .greatest {
      // "when was the slowest one": the entry says it.
      (question.act, question.aspect) = (.number, nil)
    }
    if question.act == .lines, draft.when.bothSides != nil {
      // "2 lines before and after it" are those around it.
      (question.aspect, question.otherScope, question.scope.window) = (.around, nil, nil)
    }
    if question.act == .cause, draft.sentence.contains("what happened"),
      question.scope.services.isEmpty, let window = question.scope.window, window.length <= 1000
    {
      // Of a second its lines tell more than a cause would.
      (question.act, question.aspect) = (.lines, nil)
    }
    if question.act == .count, question.aspect != .top, measures(form) {
      (question.act, question.aspect) = (.number, nil)
    }
    if question.act == .lines,
      form.field != nil
        || draft.sentence.tokens.contains(where: {
          ["slowest", "fastest", "longest", "quickest"].contains($0.text) && $0.role == .statistic
        })
    {
      (question.act, question.aspect) = (.number, nil)
    }
    if question.act == .number, let group = form.groupBy,
      form.statistic == nil || form.statistic == .distribution
    {
      // "breakdown of statuses" counts, whatever it is called.
      if [.status, .level, .template, .service, .host].contains(group), measured.isEmpty {
        (question.act, question.aspect, question.form.statistic) = (.count, .which, nil)
      }
    }
    // "which customers saw errors" and "list the distinct errors" ask for groups.
    if question.act == .lines, question.aspect == nil, let group = form.groupBy {
      if case .time = group {
        question.aspect = nil
      } else {
        (question.act, question.aspect) = (.count, .which)
      }
    }
    if question.act == .count {
      switch form.groupBy {
      case .time?: question.aspect = question.aspect == .share ? .share : .rate
      case .template?: question.aspect = .top
      case .some where question.aspect != .top && question.aspect != .share:
        question.aspect = .which
      default: break
      }
      if question.aspect == .top, form.groupBy == nil { question.form.groupBy = .template }
      if question.aspect == .rate, form.groupBy == nil {
        question.form.groupBy = .time(FormReader.minute)
      }
    }
    if question.act == .count || question.act == .lines, question.form.named == nil,
      let noun = namedNoun(form)
    {
      (question.act, question.aspect) = (.count, .which)
      (question.form.named, question.form.groupBy) = (noun, nil)
    }
    if question.act == .state, question.aspect == .since || question.aspect == .when {
      switch form.order {
      case .earliest?: question.aspect = .first
      case .latest?: question.aspect = .last
      default: break
      }
    }
    if question.act == .tell, question.aspect == .statusPage { question.form.isShort = true }
    if question.act == .count, question.aspect == nil || question.aspect == .rate,
      draft.sentence.contains("many requests"), question.scope.statuses.isEmpty,
      question.scope.terms.isEmpty, question.scope.fields.isEmpty,
      question.scope.minimumLevel == nil, question.words.isEmpty,
      draft.sentence.tokens.contains(where: { Self.arriving.contains($0.text) })
    {
      // "how many requests came between 8:00 and 8:10?": all of them, whatever was spoken of.
      question.isOfRequests = true
      question.scope.statuses = [100...599]
      question.exhibits = []
    }
    if question.act == .compare {
      if asksForTraffic(question) {
        question.isOfRequests = true
        question.scope.statuses = [100...599]
        question.otherScope?.statuses = [100...599]
      }
      if question.otherScope == nil { compare(&question) }
    }
  }

  /// What requests do that are counted whatever became of them.
  private static let arriving = QuestionWords.words(
    "came come arrive arrived hit receive received get got there total handle handled serve served")

  /// The noun of "which hosts could not be reached?": things that entries speak of, not those that
  /// wrote them.
  func namedNoun(_ form: Form) -> String? {
    guard form.groupBy == .host || form.groupBy == .path || draft.form.unknownGroup != nil else {
      return nil
    }
    let tokens = draft.sentence.tokens
    guard let which = tokens.firstIndex(where: { ["which", "what"].contains($0.text) }) else {
      return nil
    }
    if let unknown = draft.form.unknownGroup { return unknown }
    guard let noun = tokens[safe: which + 1]?.text else { return nil }
    let rest = tokens.dropFirst(which + 2).map(\.text)
    // "could not be written", "are down", "was refused": it is done to them, or said of them.
    let isPassive = zip(rest, rest.dropFirst()).contains { first, second in
      ["be", "is", "are", "was", "were", "been", "not"].contains(first)
        && (second.hasSuffix("ed") || Self.objectStates.contains(second))
    }
    let isAffected = rest.contains("affected") || rest.contains("impacted")
    return isPassive && !isAffected ? noun : nil
  }

  private static let objectStates = QuestionWords.words(
    """
    down unreachable unavailable missing gone lost dead full unhealthy broken written read sent found \
    slow stuck offline up known
    """)

  /// Words of the sentence that name a quantity.
  private var measured: [String] {
    draft.sentence.tokens.map(\.text).filter {
      let name = WordClasses.name(of: $0)
      return name == "@slow" || name == "@quantity"
    }
  }

  /// Whether numbers of a field are wanted, not how many entries there are.
  func measures(_ form: Form) -> Bool {
    guard let statistic = form.statistic else { return false }
    switch statistic {
    case .percentile, .mean, .sum: return true
    case .greatest, .least:
      return draft.sentence.tokens.contains { $0.role == .field }
    case .trend, .distribution: return draft.sentence.tokens.contains { $0.role == .field }
    }
  }

  /// Whether the number of requests is compared, whatever became of them: "did traffic increase?".
  func asksForTraffic(_ question: Question) -> Bool {
    let words = draft.sentence.tokens.map(\.text)
    return words.contains { ["traffic", "load", "volume", "throughput", "requests"].contains($0) }
      && !words.contains { $0.hasPrefix("fail") || $0.hasPrefix("error") }
      && question.scope.statuses.isEmpty && question.scope.minimumLevel == nil
      && draft.reader.catalog.statesStatuses
  }
}

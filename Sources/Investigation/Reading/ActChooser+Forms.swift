import Evidence
import Timeline

/// What the form of a question says of its act, whatever its words are like.
extension ActChooser {
  /// "who holds it?", "only web-3, or others too?", "was anything deployed before?".
  func chooseByForm(_ question: inout Question) {
    if conversation.hasBegun, let noun = onlyNoun {
      (question.act, question.aspect) = (.count, .which)
      question.form.named = noun
      question.form.asksIfOnly = true
      question.form.groupBy = nil
      // The one that is named is no place to look in: others are asked for.
      (question.scope.hosts, question.scope.paths, question.scope.terms) = ([], [], [])
      if WordClasses.name(of: noun) == "@group" { question.scope.services = [] }
      return
    }
    if chooseByAudience(&question) { return }
    if conversation.hasBegun, chooseByVerdict(&question) { return }
    if conversation.hasBegun, let noun = identifiedNoun {
      (question.act, question.aspect) = (.count, .which)
      (question.form.named, question.form.groupBy) = (noun, nil)
      return
    }
    if asksWhatIsSaid(question) {
      (question.act, question.aspect) = (.count, .top)
      question.form.groupBy = .template
      question.exhibits = []
      return
    }
    if asksOfValue(question) {
      (question.act, question.aspect, question.instant) = (.lines, nil, nil)
      question.scope.window = nil
      question.form.order = .latest
      return
    }
    if asksWhatStands {
      (question.act, question.aspect, question.instant) = (.state, .stillHappening, nil)
      question.form.asksForNone = nil
      question.scope.window = nil
      question.form.named = "trouble"
      return
    }
    // "any 5xx after the deploy?" asks for no changes.
    if question.act == .changes, !question.scope.statuses.isEmpty,
      draft.sentence.tokens.contains(where: { $0.text == "any" })
    {
      (question.act, question.aspect) = (.count, .exists)
      return
    }
    if question.form.groupBy == .status, ["which", "what"].contains(draft.sentence.word(0)),
      [.inventory, .state, .lines, .cause].contains(question.act)
    {
      (question.act, question.aspect) = (.count, .which)
      return
    }
    if asksForExtreme {
      (question.act, question.aspect) = (.number, nil)
      question.form.statistic = draft.sentence.word(1) == "low" ? .least : .greatest
    }
    if asksWhetherWorstIsOver {
      (question.act, question.aspect) = (.state, .recovered)
      (question.scope.terms, question.words) = ([], [])
      return
    }
    if asksWhatEvidence {
      (question.act, question.aspect) = (.inventory, .files)
      return
    }
    if isBet {
      (question.act, question.aspect) = (.judge, .couldBe)
      return
    }
    if asksForAdvice {
      (question.act, question.aspect) = (.tell, .nextSteps)
      return
    }
    if asksWhetherSame(question) {
      (question.act, question.aspect) = (.count, .exists)
      (question.scope.terms, question.words) = ([], [])
      question.exhibits = Array(conversation.context.focus.exhibits.prefix(1))
      return
    }
    if asksWhenAgain {
      (question.act, question.aspect) = (.state, .recovered)
      question.form.named = nil
      return
    }
    if asksForAnyTrouble, question.scope.window != nil, !draft.when.isInherited {
      (question.act, question.aspect) = (.count, .exists)
      question.scope.minimumLevel = question.scope.minimumLevel ?? .warning
      (question.scope.terms, question.words) = ([], [])
      return
    }
    if chooseBeforeOrAfter(&question) { return }
    if asksWhichSide, question.form.order == .latest || question.form.order == .earliest {
      (question.act, question.aspect) =
        (.state, question.form.order == .latest ? .last : .first)
      let named = draft.when.isInherited ? draft.reader.anchors.viewed : question.scope.window
      question.instant = named?.lowerBound ?? draft.reader.anchors.then
      (question.scope.window, question.otherScope) = (nil, nil)
      return
    }
    if asksWho {
      (question.act, question.aspect) = (.count, .which)
      (question.form.named, question.form.groupBy) = ("who", nil)
      return
    }
    if question.act == .story, question.aspect == .order, let noun = draft.form.unknownGroup {
      // "which plugin failed first?" asks for its name.
      (question.act, question.aspect) = (.count, .which)
      (question.form.named, question.form.groupBy) = (noun, nil)
      question.form.order = .earliest
      return
    }
    if question.act == .inventory, question.aspect != .services, question.aspect != .files,
      case .field? = draft.form.form.groupBy, ["which", "what"].contains(draft.sentence.word(0)),
      conversation.hasBegun
    {
      // "which version does the data have?" is told by entries.
      let noun = draft.sentence.word(1)
      (question.act, question.aspect) = (.count, .which)
      (question.form.named, question.form.groupBy) = (noun, nil)
      return
    }
    if question.act == .cause || question.act == .state, conversation.hasBegun,
      asksWhichField(question)
    {
      (question.act, question.aspect) = (.count, .which)
      return
    }
    if question.act == .cause, conversation.hasBegun, let noun = draft.form.unknownGroup,
      draft.sentence.word(0) == "which",
      !draft.sentence.tokens.contains(where: { WordClasses.name(of: $0.text) == "@cause" })
    {
      // "which indexes have the problem?" asks for names.
      (question.act, question.aspect) = (.count, .which)
      (question.form.named, question.form.groupBy) = (noun, nil)
      return
    }
    if question.act == .cause, conversation.hasBegun, asksWhatExactly {
      // What the answer cut is shown whole.
      (question.act, question.aspect) = (.lines, .around)
      return
    }
    if question.act == .cause, conversation.hasBegun,
      ["could", "can", "might", "may"].contains(draft.sentence.word(0)),
      draft.sentence.tokens.contains(where: { $0.text == "be" })
    {
      (question.act, question.aspect) = (.judge, .couldBe)
      return
    }
    if question.act == .cause, conversation.hasBegun, asksWhetherStill {
      (question.act, question.aspect) = (.state, .stillHappening)
      return
    }
    if question.act == .tell, question.aspect == .statusPage,
      draft.sentence.contains("tl dr") || draft.sentence.contains("tldr")
    {
      (question.act, question.aspect) = (.tell, .summary)
    }
    if [.tell, .state, .inventory, .judge].contains(question.act), question.exhibits.isEmpty,
      draft.sentence.contains("what is the") || draft.sentence.contains("what was the"),
      draft.sentence.tokens.contains(where: { QuestionWords.settings.contains($0.text) })
    {
      (question.act, question.aspect) = (.number, nil)
    }
    if [.cause, .tell, .state].contains(question.act), draft.sentence.contains("set to"),
      ["what", "how"].contains(draft.sentence.word(0))
    {
      // "what is max metaspace set to?"
      (question.act, question.aspect) = (.number, nil)
    }
    if asksForChanges, question.act != .changes {
      (question.act, question.aspect) = (.changes, nil)
    }
    if question.act == .number, question.otherScope != nil, question.form.field == nil,
      question.form.statistic == nil,
      draft.sentence.tokens.contains(where: { WordClasses.compares($0.text) })
        || draft.sentence.tokens.contains(where: { $0.text.hasPrefix("differ") })
    {
      (question.act, question.aspect) = (.compare, nil)
      return
    }
    if question.act == .number, question.form.statistic == nil,
      asksHowOften || draft.sentence.contains("how many") && namesValue(question)
    {
      (question.act, question.aspect) = (.count, nil)
    }
  }

  /// "over? since?", "radius not guilty?", "was postgres overloaded?": a yes or no on the case.
  private func chooseByVerdict(_ question: inout Question) -> Bool {
    let words = draft.sentence.tokens.map(\.text)
    if words.count <= 3,
      ["over", "fixed", "solved", "resolved", "better"].contains(words.first ?? "")
    {
      (question.act, question.aspect) = (.state, .ended)
      return true
    }
    let isOfGuilt = words.contains {
      ["guilty", "innocent", "blame", "culprit", "fault"].contains($0)
    }
    let isNamed = !draft.scope.services.isEmpty
    // "so is cpu not the problem?"
    let isOfResource = words.contains { MetricKind(name: $0).isResource }
    if isOfResource, TrendWords.isYesNo(words),
      words.contains(where: ["problem", "reason", "cause", "issue", "bottleneck"].contains)
    {
      (question.act, question.aspect) = (.judge, .couldBe)
      return true
    }
    if question.act == .inventory, question.aspect == .files, words.count > 4,
      draft.sentence.contains("how many"),
      ["did", "were", "was", "do"].contains(where: words.contains)
    {
      // "how many files did it copy?" asks of no evidence.
      (question.act, question.aspect) = (.count, nil)
      return true
    }
    if isOfGuilt, isNamed, !["who", "what", "which"].contains(words.first ?? "") {
      (question.act, question.aspect) = (.judge, .couldBe)
      return true
    }
    if question.act == .changes, isNamed, TrendWords.isYesNo(words), !asksForChanges,
      !words.contains(where: Self.tellsOfChange)
    {
      (question.act, question.aspect) = (.judge, .couldBe)
      return true
    }
    return false
  }

  /// Whether a word is one for a change, in any form: "restarted", "deployed", "changing".
  private static func tellsOfChange(_ word: String) -> Bool {
    Anchors.isChange(word) || word.hasPrefix("chang")
  }

  /// Whether one thing is named by what it is called, whose entries are counted.
  func namesValue(_ question: Question) -> Bool {
    !question.scope.fields.isEmpty || question.scope.terms.contains(where: \.isValue)
  }

  /// "what evidence is there?", "what evidence do we have" ask what was read, not what supports a cause.
  private var asksWhatEvidence: Bool {
    let words = draft.sentence.tokens.map(\.text)
    return words.count <= 7 && words.count > 2 && ["what", "which"].contains(words[0])
      && words.prefix(5).contains("evidence")
      && ["there", "have", "got", "read", "see", "available"].contains(words[words.count - 1])
  }

  /// "what exactly does not match?", "what does not fit?": the details of what was said.
  private var asksWhatExactly: Bool {
    let sentence = draft.sentence
    guard sentence.word(0) == "what", sentence.tokens.count <= 7 else { return false }
    if sentence.tokens.contains(where: { $0.text == "exactly" }) { return true }
    return ["does", "do", "did", "doesn't", "don't", "didn't"].contains(sentence.word(1))
      && sentence.tokens.contains { ["not", "doesn't", "don't", "didn't"].contains($0.text) }
  }

  /// "it is working again now or still is broken?": either of two states.
  private var asksWhetherStill: Bool {
    let words = draft.sentence.tokens.map(\.text)
    return words.contains("or") && words.contains("still")
      && draft.sentence.tokens.last?.mark == "?"
      && !["why", "what", "how", "which"].contains(draft.sentence.word(0))
  }

  /// Whether somebody is asked for who did or holds something; "who is to blame?" asks for the cause.
  private var asksWho: Bool {
    let sentence = draft.sentence
    guard conversation.hasBegun, sentence.word(0) == "who", sentence.tokens.count > 2 else {
      return false
    }
    let about = sentence.tokens.dropFirst().map(\.text)
    return !about.contains { word in
      let name = WordClasses.name(of: word)
      return ["@cause", "@call", "@hit", "@rank", "@more", "@line", "@error", "@fail"].contains(
        name)
        || word == "most"
    }
  }

  /// The noun of "is it only one of the pods?", "only web-3 or other hosts too?".
  private var onlyNoun: String? {
    let tokens = draft.sentence.tokens.map(\.text)
    guard let only = tokens.firstIndex(where: { ["only", "just"].contains($0) }), only <= 3,
      tokens.contains(where: { ["other", "others", "all", "every", "one"].contains($0) }),
      draft.sentence.tokens.last?.mark == "?" || tokens.contains("or")
    else { return nil }
    let rest = tokens.dropFirst(only + 1)
    let known = rest.first { word in
      WordClasses.name(of: word) == "@group"
        || ["server", "servers", "container", "containers", "job", "jobs"].contains(word)
    }
    // "just one gateway?": the noun behind the number.
    let counted = rest.drop { $0 != "one" }.dropFirst().first { word in
      !["of", "the", "these", "those", "our"].contains(word)
    }
    return (known ?? counted.flatMap { QuestionWords.all.contains($0) ? nil : $0 }).map {
      $0.hasSuffix("s") ? String($0.dropLast()) : $0
    }
  }

  /// Whether it is asked if something was changed: "was anything deployed before?", "was there a deploy?".
  private var asksForChanges: Bool {
    let sentence = draft.sentence
    if ["was", "did", "has"].contains(sentence.word(0)) {
      // "did a new version come with it?"
      let words = sentence.tokens.map(\.text)
      let isOfVersion = words.indices.dropLast(2).contains { place in
        ["a", "any"].contains(words[place]) && ["new", "newer"].contains(words[place + 1])
          && ["version", "release", "build", "image"].contains(words[place + 2])
      }
      if isOfVersion { return true }
    }
    guard ["was", "were", "did", "has", "have", "is", "any"].contains(sentence.word(0)),
      let change = sentence.tokens.firstIndex(where: {
        ["@change", "@changed"].contains(WordClasses.name(of: $0.text))
      })
    else { return false }
    let subjects = sentence.tokens[..<change].map(\.text)
    // "any error since the release?" asks for errors.
    guard !subjects.contains(where: { ["@error", "@fail"].contains(WordClasses.name(of: $0)) })
    else { return false }
    return subjects.contains {
      ["anything", "something", "there", "anyone", "someone", "anybody", "somebody", "any"]
        .contains($0)
    }
  }

  /// Whether things or times are counted; "how many MB" asks for a quantity.
  private var asksHowOften: Bool {
    let sentence = draft.sentence
    guard sentence.word(0) == "how" else { return false }
    if sentence.word(1) == "often" { return true }
    return sentence.word(1) == "many" && !Self.units.contains(sentence.word(2))
      && sentence.tokens.dropFirst(2).contains { Self.done.contains($0.text) }
  }

  private static let units = QuestionWords.words(
    "b kb mb gb tb kib mib gib bytes ms seconds minutes hours days percent milliseconds")
  /// What is done to things that are counted one by one.
  private static let done = QuestionWords.words(
    """
    dropped lost failed fail sent rejected refused discarded killed retried received written skipped \
    deleted created evicted restarted affected
    """)
}

import Evidence

/// Who is told, and what of which thing is asked, whatever the words are like.
extension ActChooser {
  /// "brief him in 5 lines", "two sentences for the guests, no internal names": who is told, and how.
  func chooseByAudience(_ question: inout Question) -> Bool {
    let sentence = draft.sentence
    let words = Set(sentence.tokens.map(\.text))
    if words.contains("tldr") || sentence.contains("tl dr"),
      !words.contains("why"), [.cause, .statement, .state].contains(question.act)
    {
      // "checkout was down this morning. tl;dr please"
      (question.act, question.aspect) = (.tell, .summary)
      question.scope.window = nil
      return true
    }
    let isForOutside =
      !words.isDisjoint(with: Self.outsiders) && words.contains("for")
      && !words.isDisjoint(with: Self.texts)
    let isForInside =
      words.contains("for") && !words.isDisjoint(with: Self.insiders)
      && !words.isDisjoint(with: Self.texts)
    if isForInside, question.act == .tell {
      // Whoever answers for it wants the cause, in few words.
      (question.act, question.aspect) = (.tell, .summary)
      question.form.isShort = true
      return true
    }
    let isPlain =
      [
        "no internal", "no internals", "without internals", "no jargon", "no names",
        "non technical",
      ]
      .contains { sentence.contains($0) } && !words.isDisjoint(with: Self.texts)
    if isForOutside || isPlain {
      (question.act, question.aspect) = (.tell, .statusPage)
      return true
    }
    let briefs = sentence.tokens.indices.contains { index in
      let (word, next) = (sentence.word(index), sentence.word(index + 1))
      return ["brief", "update"].contains(word) && Self.persons.contains(next)
        || word == "fill" && sentence.word(index + 2) == "in"
        || word == "up" && sentence.word(index + 1) == "to" && sentence.word(index + 2) == "speed"
    }
    guard briefs else { return false }
    (question.act, question.aspect) = (.tell, .handOver)
    return true
  }

  private static let insiders = QuestionWords.words(
    "management manager managers boss chef ceo cto cio director directors leadership lead head")
  private static let outsiders = QuestionWords.words(
    """
    customers customer guests users public visitors passengers clients readers patients students \
    members subscribers residents travellers travelers shoppers buyers outside
    """)
  private static let texts = QuestionWords.words(
    "sentence sentences text message line lines words paragraph note notice statement announcement")
  private static let persons = QuestionWords.words(
    "him her them me us the my our everyone everybody management")

  /// "from which kiosk did it come?", "which tenant was that?": what a field holds.
  func asksWhichField(_ question: Question) -> Bool {
    let sentence = draft.sentence
    let start =
      ["from", "at", "on", "in", "for", "by", "to", "of", "with", "and", "so"].contains(
        sentence.word(0)) ? 1 : 0
    guard ["which", "what", "whose"].contains(sentence.word(start)), question.form.asked != nil
    else {
      return false
    }
    return !sentence.tokens.contains {
      ["@cause", "@fail", "@hit"].contains(WordClasses.name(of: $0.text))
    }
  }

  /// The noun of "which printer is it?", which asks for the name of what was spoken of.
  var identifiedNoun: String? {
    let sentence = draft.sentence
    guard ["which", "what"].contains(sentence.word(0)), (3...6).contains(sentence.tokens.count),
      ["is", "was", "are", "were"].contains(sentence.word(2)),
      ["it", "that", "this", "they", "those", "these"].contains(sentence.word(3)),
      let noun = sentence.tokens[safe: 1], noun.role == nil || noun.role == .group,
      WordClasses.name(of: noun.text) == nil, !QuestionWords.all.contains(noun.text)
    else { return nil }
    return noun.text
  }

  /// "what is it saying?", "what does payment complain about": the messages of a service.
  func asksWhatIsSaid(_ question: Question) -> Bool {
    let sentence = draft.sentence
    guard sentence.word(0) == "what", question.exhibits.isEmpty, sentence.tokens.count <= 7,
      ["is", "does", "do", "did", "was", "are"].contains(sentence.word(1)),
      sentence.tokens.contains(where: { Self.saying.contains($0.text) }),
      question.scope.window == nil
    else { return false }
    let subject = sentence.tokens[safe: 2]
    let isList = [.lines, .count, .number].contains(conversation.context.focus.act ?? .cause)
    return subject?.role == .service
      || ["it", "they", "he", "she"].contains(subject?.text ?? "") && isList
  }

  private static let saying = QuestionWords.words(
    "say saying says log logging logs complain complaining print printing report reporting")

  /// "guest g1760 - did they get one in the end?": what became of the one thing that is named.
  func asksOfValue(_ question: Question) -> Bool {
    guard [.cause, .state, .judge, .lines, .statement].contains(question.act),
      draft.scope.services.isEmpty, draft.sentence.tokens.last?.mark == "?", namesValue(question),
      question.aspect != .since, question.aspect != .first, question.aspect != .when
    else { return false }
    let words = draft.sentence.tokens.map(\.text)
    return words.contains {
      ["did", "was", "were", "is", "has", "does", "or", "happened", "became", "become"].contains($0)
    } && !words.contains { ["why", "when", "cause", "reason", "how", "around"].contains($0) }
  }

  /// "what was still broken at the end?": all that had not ended.
  var asksWhatStands: Bool {
    let words = draft.sentence.tokens.map(\.text)
    guard ["what", "which", "anything"].contains(words.first ?? "") || words.contains("anything"),
      words.contains("still"), draft.scope.services.isEmpty
    else { return false }
    return words.contains {
      ["broken", "failing", "wrong", "down", "failed", "open", "unresolved", "bad", "red", "amiss"]
        .contains($0)
    }
  }

  /// "when did it work again?", "when could she log in again?", "since when is it back?".
  var asksWhenAgain: Bool {
    let sentence = draft.sentence
    let words = sentence.tokens.map(\.text)
    guard conversation.hasBegun, words.first == "when" || sentence.contains("since when"),
      !words.contains(where: ["start", "started", "restarted", "first", "last", "fail"].contains)
    else { return false }
    return words.contains("again")
      || words.contains("back")
        && words.contains(where: ["come", "came", "is", "was", "be", "get", "got"].contains)
  }

  /// "how low did the hit ratio get?", "how hot did it get?": the least or the greatest value.
  var asksForExtreme: Bool {
    let words = draft.sentence.tokens.map(\.text)
    return words.first == "how"
      && ["low", "high", "hot", "deep", "big", "full", "large"].contains(draft.sentence.word(1))
      && ["did", "has", "does", "do", "had"].contains(draft.sentence.word(2))
  }

  /// "show me the line that proves it", "which line is the proof?": what the cause rests on.
  var asksForProof: Bool {
    let words = draft.sentence.tokens.map(\.text)
    return conversation.hasBegun && words.count <= 9
      && words.contains(where: ["prove", "proves", "proving", "proof"].contains)
      && words.contains(where: ["line", "lines", "entry", "row", "event"].contains)
      && !words.contains(where: ["not", "no", "disprove"].contains)
  }

  /// "are we over the hump?", "is the worst over?": whether it recovered.
  var asksWhetherWorstIsOver: Bool {
    let sentence = draft.sentence
    return conversation.hasBegun
      && (sentence.contains("over the hump") || sentence.contains("out of the woods")
        || sentence.contains("worst is over") || sentence.contains("worst behind us")
        || sentence.contains("the worst over") && sentence.tokens.last?.text == "over"
        || sentence.contains("good again") || sentence.contains("good now")
        || sentence.contains("well again"))
  }

  /// "I bet it's the release", "my money is on redis", "it was the rollout, wasn't it": a guess that wants to
  /// be judged.
  var isBet: Bool {
    let sentence = draft.sentence
    return conversation.hasBegun
      && (sentence.contains("i bet") || sentence.contains("my money is on")
        || sentence.contains("i'd bet") || endsInTag)
  }

  /// Whether a statement asks to be confirmed: "…, isn't it?".
  private var endsInTag: Bool {
    let words = draft.sentence.tokens.map(\.text).filter { $0 != "?" }
    guard words.count > 4, let last = words.last, let before = words.dropLast().last else {
      return false
    }
    return ["it", "they", "that"].contains(last) && Self.tags.contains(before.filter(\.isLetter))
  }

  private static let tags: Set = [
    "isnt", "wasnt", "arent", "werent", "doesnt", "didnt", "hasnt", "dont",
  ]

  /// "what should be changed?", "what has to be done?": what to do, not what was done.
  var asksForAdvice: Bool {
    let words = draft.sentence.tokens.map(\.text)
    // "ok fastest way to get it back?"
    if conversation.hasBegun, words.contains("way"),
      words.contains(where: ["get", "fix", "restore", "recover", "repair", "bring"].contains),
      words.contains(where: ["fastest", "quickest", "best", "safest", "easiest"].contains)
    {
      return true
    }
    return conversation.hasBegun && words.first == "what" && words.count <= 6
      && words.contains(where: ["should", "must", "could", "needs", "has"].contains)
      && (draft.sentence.contains("be changed") || draft.sentence.contains("be done")
        || draft.sentence.contains("to change"))
  }

  /// "has book-1 the same?", "does web-2 show the same error?": of another what was cited of one.
  func asksWhetherSame(_ question: Question) -> Bool {
    let words = draft.sentence.tokens.map(\.text)
    let openings = ["has", "have", "does", "do", "did", "had", "is", "and"]
    return conversation.hasBegun && words.count <= 9 && words.contains("same")
      && !draft.sentence.contains("same time") && openings.contains(words.first ?? "")
      && !(question.scope.hosts.isEmpty && question.scope.services.isEmpty)
      && !asksWhetherPart
  }

  /// "did anything go wrong after 6:30?", "was there any trouble before 9?".
  var asksForAnyTrouble: Bool {
    let words = draft.sentence.tokens.map(\.text)
    guard conversation.hasBegun,
      ["did", "was", "were", "is", "are", "has", "have", "any", "anything", "something"].contains(
        words.first ?? ""),
      words.contains(where: ["anything", "something", "any"].contains), !words.contains("still")
    else { return false }
    return words.contains {
      [
        "wrong", "fail", "failed", "break", "broke", "broken", "bad", "trouble", "problem",
        "problems",
      ]
      .contains($0)
    }
  }

  /// "not the 3.8.1 release then?", "so it wasn't the deploy?": a change is doubted, not asked for.
  var doubtsChange: Bool {
    let words = draft.sentence.tokens.map(\.text)
    guard conversation.hasBegun, draft.sentence.tokens.last?.mark == "?", words.count <= 9,
      words.contains(where: { Anchors.changes.contains($0) || $0 == "version" }),
      let denial = words.prefix(4).firstIndex(where: {
        ["not", "wasn't", "isn't", "wasnt", "isnt"].contains($0) || $0.hasSuffix("n't")
      })
    else { return false }
    return !words[..<denial].contains {
      ["why", "what", "which", "when", "who", "how"].contains($0)
    }
  }

  /// "the printer fails too, is that part of it?", "is the queue related to that?".
  var asksWhetherPart: Bool {
    let sentence = draft.sentence
    guard conversation.hasBegun, sentence.tokens.last?.mark == "?",
      !draft.scope.services.isEmpty
    else { return false }
    return [
      "part of it", "part of that", "part of this", "part of the", "related", "connected to",
      "the same problem", "the same issue", "the same cause", "the same thing", "because of that",
      "because of this", "because of it", "have to do with", "has to do with",
      "something to do with", "anything to do with",
    ].contains { sentence.contains($0) }
      && !sentence.tokens.contains {
        ["which", "how", "what", "when", "who"].contains($0.text)
      }
  }

  /// Whether one of two sides is asked for: "was the last 502 before or after that?".
  var asksWhichSide: Bool {
    let sentence = draft.sentence
    return sentence.contains("before or after") || sentence.contains("earlier or later than")
      || sentence.contains("after or before")
  }
}

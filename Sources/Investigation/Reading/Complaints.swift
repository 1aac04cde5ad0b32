/// Tells a complaint from a question: what opens a conversation and tells what is wrong asks for the
/// cause, however it is put.
///
///     audit trail in kibana is empty since 8, compliance is asking!!     a complaint
///     positions do not arrive any more. please check urgent              a complaint
///     logs of web-03 have holes this afternoon, why?                     asks why at its end
///     errors of web-03 since 14:00                                       names what to show
///     edge-2 gives 504 to many, whats different?                         asks what is wrong
enum Complaints {
  /// Whether a sentence asks for a cause in so many words, wherever in it they stand.
  static func asksWhy(_ sentence: Sentence) -> Bool {
    let words = sentence.tokens
    // "where has our history gone" misses something.
    if sentence.word(0) == "where", words.contains(where: { ["gone", "go"].contains($0.text) }) {
      return true
    }
    // "search p95 is up, whats that??": at the end, whatever it begins with.
    if asksForFailed(sentence) || asksWhatThatIs(sentence) { return true }
    guard !asksForMore(sentence) else { return false }
    if isTitle(sentence) { return true }
    if words.contains(where: { $0.role == nil && whys.contains($0.text) }) { return true }
    return phrases.contains { phrase in
      guard let start = sentence.firstIndex(of: phrase) else { return false }
      // "what happened to request 77c5" asks for something else.
      let end = start + phrase.count - 1
      return end == words.count - 1 || words[end].mark != nil
    }
  }

  /// Whether trouble is told and then "whats that??" is asked of it.
  private static func asksWhatThatIs(_ sentence: Sentence) -> Bool {
    let words = sentence.tokens.map(\.text)
    return words.count > mostOfPointing
      && (words.suffix(2) == ["whats", "that"] || words.suffix(2) == ["what's", "that"]
        || words.suffix(3) == ["what", "is", "that"])
  }

  /// Words of a question that points at a line: "[3], what is that?".
  private static let mostOfPointing = 6

  /// Whether it is asked which service failed, behind a mark: "all dashboards are empty, which service went down?".
  private static func asksForFailed(_ sentence: Sentence) -> Bool {
    let words = sentence.tokens
    return words.indices.dropFirst().contains { index in
      guard words[index - 1].mark != nil || words[index - 1].kind == .dash,
        ["which", "what"].contains(words[index].text),
        ["service", "component", "thing", "one", "app"].contains(sentence.word(index + 1))
      else { return false }
      let rest = words[(index + 2)...].prefix(3).map(\.text)
      return rest.contains { ["down", "failed", "broke", "died", "crashed", "dead"].contains($0) }
    }
  }

  /// Whether a sentence is the title of an incident, as alerts and tickets have it: a trouble's name,
  /// and no verb that asks: "Partial outage of checkout", "Latency increased", "Unexpected restarts".
  static func isTitle(_ sentence: Sentence) -> Bool {
    let words = Set(sentence.tokens.prefix(longestTitle + 1).map(\.text))
    guard (2...longestTitle).contains(sentence.tokens.count), sentence.tokens.last?.mark != "?",
      words.isDisjoint(with: asking)
    else { return false }
    return !words.isDisjoint(with: troubles)
      || titled.contains { !words.isDisjoint(with: $0.what) && !words.isDisjoint(with: $0.how) }
  }

  /// Words of a title; longer ones are sentences.
  private static let longestTitle = 8
  private static let troubles = QuestionWords.words(
    """
    outage outages disruption disruptions degradation unreachability unavailability downtime \
    interruption malfunction slowdown brownout
    """)
  /// What is a trouble only in some way.
  private static let titled: [(what: Set<String>, how: Set<String>)] = [
    (
      QuestionWords.words("latency latencies response"),
      QuestionWords.words("increase increased increases rising high higher spike elevated degraded")
    ),
    (
      QuestionWords.words("restart restarts crash crashes"),
      QuestionWords.words("abnormal unexpected frequent repeated continuous sudden")
    ),
    (
      QuestionWords.words("availability quality success throughput"),
      QuestionWords.words("drop drops dropped low lower loss reduced decreased")
    ),
  ]

  /// Whether a sentence tells what is wrong and asks for nothing.
  static func tells(_ sentence: Sentence) -> Bool {
    let words = sentence.tokens
    guard words.count >= fewestWords,
      let start = words.firstIndex(where: { !lead.contains($0.text) }),
      !asking.contains(words[start].text) || isDenied(sentence, at: start),
      !isAskedBehindPreposition(sentence), !namesLines(sentence), laterQuestion(sentence) == nil,
      !asksForSummary(sentence), !asksBehindMark(sentence)
    else { return false }
    return words.contains {
      ($0.role == nil || $0.role == .level) && verbs.contains($0.text) || isNegated($0.text)
    }
      && !words.contains { reassuring.contains($0.text) }
  }

  /// Whether what did some harm is asked for: "what made the workers hang?", "which failure brought
  /// the gateways down?", "what keeps builds from starting?".
  static func asksForDoer(_ sentence: Sentence) -> Bool {
    // "the db is out of connections. who took them all?"
    let last = sentence.tokens.dropLast().lastIndex { $0.mark != nil }
    if let last, asksForDoer(Sentence(tokens: Array(sentence.tokens[(last + 1)...]))) {
      return true
    }
    let words = sentence.tokens
    let start = words.firstIndex { !lead.contains($0.text) } ?? 0
    guard ["what", "which", "who"].contains(sentence.word(start)) else { return false }
    // "which bad deploy took it down": up to three words stand before the verb.
    let near = words.indices.dropFirst(start + 1).prefix(4)
    guard let verb = near.first(where: { doing[words[$0].text] != nil }),
      let harm = doing[words[verb].text],
      sentence.word(start) == "what" || sentence.word(start) == "who"
        || words[(start + 1)..<verb].contains(where: { doers.contains($0.text) })
    else { return false }
    return words.dropFirst(verb + 2).contains { harm.contains($0.text) }
  }

  /// Whether what a clause tells is that all was well then: "plan was fine yesterday".
  static func isReassuring(_ sentence: Sentence, around index: Int) -> Bool {
    let tokens = sentence.tokens
    let before = tokens[..<index].suffix(longestClause).reversed().prefix { $0.mark == nil }
    var behind = tokens[index...].prefix(longestClause)
    if let end = behind.firstIndex(where: { $0.mark != nil }) { behind = behind[...end] }
    return before.contains { well.contains($0.text) } || behind.contains { well.contains($0.text) }
  }

  /// Words beside a time that are looked at: a clause is no longer.
  private static let longestClause = 12

  /// "why" behind a request for something else does not make it a question for the cause: "show me
  /// the lines that say why".
  ///
  /// A percentile alone asks for nothing: "p95 of carts went up, why?".
  private static func asksForMore(_ sentence: Sentence) -> Bool {
    if sentence.contains("step by step") { return true }
    guard let first = sentence.tokens.first(where: { !lead.contains($0.text) }),
      first.role != .statistic
    else { return false }
    return asking.subtracting(["what", "whats", "what's", "any", "is", "are"]).contains(first.text)
  }

  /// "502s per minute at the edge - which was the worst?": what is asked stands behind a mark.
  private static func asksBehindMark(_ sentence: Sentence) -> Bool {
    let tokens = sentence.tokens
    return tokens.indices.dropFirst().contains { index in
      let isBehind = tokens[index - 1].mark != nil || tokens[index - 1].kind == .dash
      guard isBehind else { return false }
      let asksShare =
        tokens[index].text == "what"
        && tokens[safe: index + 1].map { WordClasses.name(of: $0.text) == "@share" } ?? false
      return asksShare
        || ["which", "who", "when", "how"].contains(tokens[index].text)
          && !(tokens[index].text == "how" && tokens[safe: index + 1]?.text == "come")
    }
  }

  /// "could not save …", "do not get mails since noon": it is told, without a question mark.
  private static func isDenied(_ sentence: Sentence, at index: Int) -> Bool {
    sentence.word(index + 1) == "not" && sentence.tokens.last?.mark != "?"
      && !["you", "we", "i", "they", "it", "he", "she"].contains(sentence.word(index + 2))
  }

  /// Where a later clause begins that asks for something else: "checkout is down, how many users were
  /// hit?".
  static func laterQuestion(_ sentence: Sentence) -> Int? {
    let tokens = sentence.tokens
    return tokens.indices.dropFirst().first { index in
      guard tokens[index - 1].mark != nil || tokens[index - 1].kind == .dash else { return false }
      let words = (sentence.word(index), sentence.word(index + 1))
      switch words.0 {
      case "how": return ["many", "often", "long", "much"].contains(words.1)
      case "which": return tokens[index...].contains { ranked.contains($0.text) }
      case "show", "list", "count", "grep", "compare": return true
      default: return false
      }
    }
  }

  /// "check-in was down, tl;dr please" wants it told, not traced.
  static func asksForSummary(_ sentence: Sentence) -> Bool {
    sentence.tokens.contains { summaries.contains($0.text) } || sentence.contains("in short")
  }

  /// "since when …", "for how long …".
  private static func isAskedBehindPreposition(_ sentence: Sentence) -> Bool {
    ["since", "until", "at", "for", "from", "in", "by", "to", "on"].contains(sentence.word(0))
      && asking.contains(sentence.word(1))
  }

  /// "errors but not timeouts", "entries where user_id is u4711": lines and which of them, without a
  /// verb that says what they do.
  private static func namesLines(_ sentence: Sentence) -> Bool {
    guard let first = sentence.tokens.first,
      [.level, .status, .condition].contains(first.role)
        || ["lines", "entries", "logs", "messages"].contains(first.text)
    else { return false }
    let end = sentence.tokens.firstIndex { $0.text == "where" } ?? sentence.tokens.count
    return !sentence.tokens[..<end].contains {
      $0.role == nil && verbs.contains($0.text)
        && !["not", "no", "none", "never"].contains($0.text)
    }
  }

  private static func isNegated(_ word: String) -> Bool {
    word.hasSuffix("n't") || negations.contains(word)
  }

  /// Of fewer words a search is as likely.
  private static let fewestWords = 4
  private static let lead = QuestionWords.words(
    "and but so ok okay please hey hi hello help well also now urgent team guys all")
  private static let asking = QuestionWords.words(
    """
    since until step how what whats what's which who where when whom whose got show list display \
    print grep find search look \
    tail count give get fetch compare explain tell summarise summarize draft write is are was were did \
    does do has have can could should would any many number top first last per average p50 p90 p95 \
    p99 median
    """)
  private static let whys = QuestionWords.words("why whyy whyyy reason cause culprit")
  private static let phrases = [
    "what broke", "what happened", "what happend", "what happened there", "what happend there",
    "what happened here", "what is broken", "whats broken",
    "belong together", "fit together", "hang together", "what's broken", "what is wrong",
    "whats wrong", "what's wrong", "what went wrong",
    "any idea", "any ideas", "any clue", "what is different", "whats different",
    "what's different", "what is going on", "whats going on", "what's going on", "what gives",
    "which thing is it", "which one is it", "what could it be", "what can it be",
    "how come", "please check", "pls check", "please investigate", "please look", "pls look",
    "can someone check", "can you check", "where does it come from", "root cause",
  ].map { $0.split(separator: " ").map(String.init) }
  private static let verbs = QuestionWords.words(
    """
    is are was were be been has have had do does did can can't cannot cant could couldn't won't wont \
    no not nobody nothing never none gets get got gives give keeps keep shows show fails fail failed \
    failing stopped stops hangs hang hung crashes crash crashed dies died breaks broke broken lost loses \
    loses missing empty stuck down gone refuses refused rejects rejected says complain complains report \
    reports see sees takes restarts restarting dropped drops disappeared went unreachable unavailable \
    unresponsive slow slower degraded red offline grows growing throws throw blocked unhealthy flaps \
    flapping leaks leaking stays look looks seem seems
    """)
  /// Verbs by which something does harm, and what must stand behind their object then.
  private static let doing: [String: Set<String>] = {
    let down = QuestionWords.words("down offline out over apart")
    let failing = verbs.union(
      QuestionWords.words("fail hang crash stop break die restart time slow late wait loop full")
    )
    .subtracting(
      QuestionWords.words("is are was were be been has have had do does did no none says"))
    let away = QuestionWords.words("from working starting")
    var doing: [String: Set<String>] = [:]
    let all = QuestionWords.words(
      "all up everything connections memory disk cpu space slots threads workers")
    for word in ["brought", "brings", "knocked", "pulled"] { doing[word] = down }
    for word in ["took", "takes"] { doing[word] = down.union(all) }
    for word in ["used", "uses", "eats", "ate", "holds", "held", "hogs", "grabbed", "filled"] {
      doing[word] = all
    }
    for word in ["made", "makes", "making", "let", "lets"] { doing[word] = failing }
    for word in ["keeps", "kept", "prevents", "prevented", "stops", "stopped", "hinders"] {
      doing[word] = away
    }
    return doing
  }()
  /// Nouns for what does harm, unlike those of lists: "which client made the most requests".
  private static let doers = QuestionWords.words(
    "failure failures error errors fault bug change deploy release update problem issue thing")
  private static let ranked = QuestionWords.words(
    "worst most fewest least first last highest lowest slowest fastest top peak busiest")
  private static let summaries = QuestionWords.words(
    "tldr summary summarise summarize recap gist nutshell")
  private static let negations = QuestionWords.words("cant dont doesnt isnt arent wasnt wont didnt")
  private static let well = QuestionWords.words(
    "fine ok okay good well working worked works normal green healthy")
  /// What calls something off is no complaint.
  private static let reassuring = QuestionWords.words(
    "ignore assume fyi note thanks thank resolved")
}

/// The words that hurried questions leave out, put back: what answers them need not know every short form.
///
///     image of basket?                → what is the image of basket
///     restart counts per pod pls      → what are the restart counts per pod
///     8/8 ready?                      → are all pods ready
///     any other pods in trouble       → are there any other pods in trouble
///     anything pending right now      → are there any pods pending right now
///     but i see restarts?             → how many restarts
enum ElidedWords {
  /// The words of a question in lower case, spelled out; as they are where nothing is missing.
  ///
  /// `isAsked` says whether a question mark ends them.
  static func spelledOut(_ words: [String], isAsked: Bool) -> [String] {
    let bare = ofEach(words.filter { !polite.contains($0) })
    let core = Array(bare.drop(while: leads.contains))
    guard (1...most).contains(core.count) else { return words }
    if core.count > 2, Int(core[0]) != nil, Int(core[1]) != nil, readiness.contains(core[2]) {
      return ["are", "all", "pods", "ready"]
    }
    if core[0] == "any", core.count > 1 { return ["are", "there"] + core }
    if ["anything", "something"].contains(core[0]), isOfStates(core.dropFirst()) {
      // "right now" asks for no judgement of what is right.
      return ["are", "there", "any", "pods"] + core.dropFirst().filter { $0 != "right" }
    }
    if isAsked, core.count > 2, core[0] == "i", let place = core.firstIndex(where: seeing.contains),
      place < 3, core[(place + 1)...].contains(where: ObjectFieldWords.isTopic)
    {
      return ["how", "many"] + core[(place + 1)...]
    }
    guard Set(core).isDisjoint(with: asking), !ObjectFactAnswer.asksYesNo(core),
      !ObjectStateAnswer.beginsYesNo(core), Set(core).isDisjoint(with: verbs)
    else { return words }
    let ofPlace = core.firstIndex(of: "of")
    if core.count > 2, isAsked, ofPlace == 1 || ofPlace == 2, !notOf.contains(core[0]) {
      return ["what", "is", "the"] + core
    }
    let rest = core.filter { !QuestionWords.stop.contains($0) }
    return rest.count < mostNouns && core.contains(where: ObjectFieldWords.isTopic)
      ? ["what", "are", "the"] + core : bare
  }

  /// Whether words are states of pods and nothing else: "pending or crashlooping right now".
  private static func isOfStates(_ words: ArraySlice<String>) -> Bool {
    let states = words.filter { !QuestionWords.stop.contains($0) }
    return !states.isEmpty
      && states.allSatisfy { CountedObjectsAnswer.isState($0) && !ofEntries.contains($0) }
  }

  /// States that entries tell of as well.
  private static let ofEntries: Set = ["failed", "failing", "broken", "running", "working", "down"]

  /// "per pod" as "of all pods".
  private static func ofEach(_ words: [String]) -> [String] {
    guard
      let place = words.indices.dropLast().first(where: { place in
        ["per", "by", "each"].contains(words[place])
          && !ObjectNouns.all(in: [words[place + 1]]).isEmpty
      })
    else { return words }
    let noun = words[place + 1]
    let all = noun.hasSuffix("s") ? noun : noun + "s"
    return words[..<place] + ["of", "all", all] + words[(place + 2)...]
  }

  /// Words of a question that leaves out its verb.
  private static let most = 8
  /// Nouns of such a question: more of them tell of something.
  private static let mostNouns = 5
  private static let polite: Set = ["pls", "plz", "please", "thx", "thanks"]
  private static let leads: Set = [
    "and", "so", "ok", "okay", "but", "hm", "hmm", "also", "then", "well", "btw",
  ]
  private static let readiness: Set = ["ready", "up", "running", "healthy"]
  private static let seeing: Set = ["see", "saw", "notice", "noticed"]
  private static let notOf: Set = [
    "because", "out", "all", "most", "any", "some", "instead", "lack", "none", "which",
  ]
  private static let asking: Set = [
    "what", "which", "where", "who", "whose", "how", "when", "since", "why", "show", "list", "grep",
  ]
  /// What something did: such words tell, and ask for no value.
  private static let verbs: Set<String> = [
    "did", "was", "were", "is", "are", "has", "had", "have", "failed", "fails", "failing", "broke",
    "changed", "started", "restarted", "crashed", "died", "hit", "increase", "increased",
    "rose", "dropped", "exceeded", "deployed", "rolled", "errors", "error", "logs", "lines", "i",
  ]
}

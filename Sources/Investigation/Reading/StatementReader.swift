import Diagnosis
import Evidence
import Timeline

/// Reads what a user says to be so, or to have meant.
///
/// "it isn't the database" excludes a service or a kind of fault; "we restarted it at 10:10" happened;
/// "it started at 10:05" is an onset; "I meant payment" and "only eu-west" change the subject.
struct StatementReader {
  let kinds: [FaultKind]

  /// Whether a sentence corrects what questions are about, whatever the model says of it.
  func isCorrection(_ sentence: Sentence, _ scope: ScopeReader, _ form: FormReader) -> Bool {
    let names = !scope.services.isEmpty || !scope.scope.hosts.isEmpty
    let words = sentence.tokens.map(\.text)
    if swaps(sentence, scope) { return true }
    let lead = ["no", "nope", "sorry", "oops", "hm", "actually"].contains(sentence.word(0)) ? 1 : 0
    if Self.corrections.contains(where: { sentence.has($0, at: lead) }) { return true }
    if sentence.contains("i meant") || sentence.contains("i mean") && names {
      return !asksItself(sentence, form)
    }
    let first = words.first ?? ""
    if ["no", "nope", "sorry", "oops", "actually", "rather"].contains(first), names {
      // "no, orders" but not "no, it isn't orders", nor "no errors of payment?"
      let rest = sentence.tokens.dropFirst().filter { !Self.fillers.contains($0.text) }
      return rest.allSatisfy { [.service, .host, .excluded].contains($0.role) }
    }
    guard
      first == "only" || first == "just" || (first == "but" && words.dropFirst().first == "only"),
      form.form.limit == nil, form.form.order == nil
    else { return false }
    let rest = sentence.tokens.dropFirst().filter { !Self.fillers.contains($0.text) }
    return !rest.isEmpty
      && rest.allSatisfy {
        [.service, .host, .quoted, .identifier, .logger].contains($0.role)
          || $0.role == nil && !QuestionWords.all.contains($0.text)
      }
  }

  /// Whether behind a colon a question of its own is asked: "i meant payment: slowest call, in ms?".
  private func asksItself(_ sentence: Sentence, _ form: FormReader) -> Bool {
    guard let colon = sentence.tokens.firstIndex(where: { $0.mark == ":" }) else { return false }
    let rest = sentence.tokens[(colon + 1)...]
    return rest.contains { $0.role != nil || $0.isOpen && !QuestionWords.all.contains($0.text) }
      && rest.count > 1
  }

  /// "not orders, payment" and "payment, not orders": one name for another, and nothing else.
  private func swaps(_ sentence: Sentence, _ scope: ScopeReader) -> Bool {
    let names = scope.services.count + scope.excludedServices.count
    guard names == 2, sentence.tokens.contains(where: { $0.text == "not" }),
      !sentence.contains("why not")
    else { return false }
    return sentence.tokens.allSatisfy {
      [.service, .excluded].contains($0.role) || $0.text == "not" || Self.fillers.contains($0.text)
    }
  }

  private static let corrections = [
    ["go", "back", "to"], ["back", "to"], ["focus", "on"], ["let", "is", "focus"],
    ["let", "us", "focus"], ["concentrate", "on"], ["restrict", "to"], ["stick", "to"],
    ["wrong", "service"], ["not", "that", "one"], ["i", "was", "asking", "about"],
    ["i", "was", "talking", "about"], ["i", "am", "talking", "about"], ["i", "only", "care"],
  ]
  private static let fillers = QuestionWords.words(
    "only just no nope for in of on from the service please region zone i meant mean and to about but with a no sorry"
  )

  /// What a correction makes the subject.
  func subject(_ sentence: Sentence, _ scope: ScopeReader) -> Statement.Meaning {
    let words = sentence.tokens.filter {
      ($0.isOpen || $0.role == .identifier || $0.role == .quoted)
        && !QuestionWords.all.contains($0.text)
    }
    // Of "not orders, payment" the second is meant.
    let isSwap = sentence.word(0) == "not" && scope.services.count == 2
    return .subject(
      services: isSwap ? Array(scope.services.suffix(1)) : scope.services, hosts: scope.scope.hosts,
      words: words.map(\.typed))
  }

  /// What a statement says.
  func meaning(_ sentence: Sentence, _ scope: ScopeReader, _ when: WhenReader) -> Statement.Meaning
  {
    let words = Set(sentence.tokens.map(\.text))
    let time = when.instant ?? when.windows.first?.lowerBound
    let isNegated =
      !words.isDisjoint(with: Self.negations)
      || sentence.contains("ruled out") || sentence.contains("rule out")
      || sentence.contains("nothing to do")
    let services = scope.services + scope.excludedServices
    let isFine = !words.isDisjoint(with: ["fine", "ok", "okay", "healthy", "innocent", "good"])
    let named = kinds(in: words)
    let names = !services.isEmpty || !named.isEmpty
    if isNegated || isFine, names, time == nil || !words.isDisjoint(with: ["not", "no"]) {
      if words.isDisjoint(with: Self.changing) || time == nil {
        return .excludes(services: services, kinds: named)
      }
    }
    if let time, !words.isDisjoint(with: Self.changing) { return .happened(time) }
    if let time, time != .earliest, !isNegated { return .onset(time) }
    let isDone =
      !words.isDisjoint(with: Self.changing)
      && !words.isDisjoint(with: [
        "we", "i", "they", "was", "were", "someone", "somebody", "ops", "has", "have", "just",
      ])
    return isDone && !isNegated ? .happened(time) : .remark
  }

  /// The fault kinds that some words name: "disk", "network"; a kind must own the word.
  private func kinds(in words: Set<String>) -> [String] {
    let content = words.subtracting(QuestionWords.stop)
    return kinds.filter { kind in
      kind.words.contains { content.contains($0) }
    }.map(\.id)
  }

  private static let negations = QuestionWords.words(
    "not isn't no never exclude excluded nothing forget rule ruled neither")
  private static let changing = QuestionWords.words(
    """
    redeployed redeploy reinstalled restarted restart rebooted reboot deployed deploy deployment release released rolled rollback changed \
    change scaled upgraded patched migrated migration switched failed-over drained cleared freed increased \
    bumped disabled enabled turned killed blocked fixed renewed cleaned maintenance failover version raised \
    updated reverted stopped replaced installed added removed
    """)
}

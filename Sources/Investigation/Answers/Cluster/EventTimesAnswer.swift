import Diagnosis
import Evidence

/// How often a cluster's events say that something was done: "how many times did it try to attach?".
///
/// An event is a row that counts itself: `FailedAttachVolume  97s (x15 over 33m)`.
struct EventTimesAnswer: ActAnswer {
  private let events: [ClusterView.Object]

  /// Nil where it is not asked how often, or no event has the words.
  init?(_ words: [String], _ choice: ObjectChoice) {
    let pairs = zip(words, words.dropFirst())
    guard
      pairs.contains(where: { $0 == "how" && $1 == "often" || $0 == "many" && $1 == "times" })
        || pairs.contains(where: { $0 == "how" && $1 == "many" })
          && words.contains(where: ["failures", "attempts", "evictions"].contains),
      Set(words).isDisjoint(with: ["restart", "restarts", "restarted", "restarting"])
    else { return nil }
    let names = Set(choice.named.flatMap { Stem.words($0.name) })
    let asked = Set(
      words.filter {
        !QuestionWords.stop.contains($0) && !names.contains($0) && !Self.talk.contains($0)
      }.map(Stem.of))
    guard !asked.isEmpty else { return nil }
    let pods =
      choice.named.flatMap { choice.view.pods(of: $0) }
      + (choice.generation?.chosen(of: choice.all.filter { $0.kind == "Pod" }) ?? [])
    let own = Set((choice.named + pods).map { "\($0.kind)/\($0.name)" })
    let meant = Set((choice.named + choice.focus).map { "\($0.kind)/\($0.name)" })
    let events = choice.view.events.filter { own.isEmpty || own.contains($0.value("about")) }
    let scored = events.map { event in
      let reason = Self.stems(event.value("reason"))
      let message = Self.stems(event.value("message"))
      // "the replicaset" is whom it is about.
      let about = Self.stems(event.value("about"))
      let told = asked.count {
        reason.contains($0) || message.contains($0) || about.contains($0)
      }
      let isMeant = meant.contains(event.value("about"))
      return (
        event,
        told == asked.count ? 1 + 4 * asked.count(where: reason.contains) + (isMeant ? 2 : 0) : -1
      )
    }
    guard let most = scored.map(\.1).max(), most > 0 else { return nil }
    let best = scored.filter { $0.1 == most }.map(\.0)
    // The same was printed by describe and by get events: it is counted once.
    var seen: Set<String> = []
    self.events = best.sorted { Self.times($0) > Self.times($1) }.filter {
      seen.insert($0.value("about") + $0.value("reason")).inserted
    }
  }

  /// The stems of a text, and those of words that say the same: "failures" of `Readiness probe failed`.
  private static func stems(_ text: String) -> Set<String> {
    Set(Stem.words(text).map(Stem.of).flatMap(Stem.related))
  }

  /// How often an event was seen: `97s (x15 over 33m)` is 15.
  private static func times(_ event: ClusterView.Object) -> Int {
    if let count = Int(event.value("count")) { return min(max(1, count), most) }
    let age = event.value("age")
    guard let mark = age.firstRange(of: "(x") else { return 1 }
    return min(max(1, Int(age[mark.upperBound...].prefix(while: \.isNumber)) ?? 1), most)
  }

  /// Words of such questions that no event has.
  private static let talk: Set = ["times", "often", "pods", "pod", "total", "new", "old", "count"]
  /// More times than anything is seen: a greater number was made up.
  private static let most = 1_000_000_000

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = events.prefix(ObjectWords.mostRows).map { event in
      let about = event.value("about").split(separator: "/").last.map(String.init) ?? ""
      let age = event.value("age")
      let begin = event.value("since")
      let when =
        age.isEmpty
        ? ""
        : begin.isEmpty || begin == age
          ? ", \(ObjectWords.value(age))"
          : ", from \(ObjectWords.value(begin)) to \(ObjectWords.value(age))"
      return ObjectWords.cited(
        "\(ObjectWords.value(event.value("reason"))) of \(MarkdownText.name(about)) "
          + "\(Counting.times(Self.times(event)))\(when)", [event.sample], &report)
    }
    let list = ObjectWords.list(claims)
    let sum = events.map(Self.times).reduce(0, +)
    let lead = events.count == 1 ? "" : "\(Counting.times(sum)) in all: "
    report.add(
      .answer, layout: .sentences, [.init("\(lead)\(list.text).", exhibits: list.exhibits)])
    report.addEvidence()
  }
}

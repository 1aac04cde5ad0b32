import Diagnosis
import Evidence

/// The values of an object's fields: "which node is it on?", "what is the failure policy of this
/// webhook?", "how often did they restart?".
struct ObjectFieldsAnswer: ActAnswer {
  private typealias Fact = (object: ClusterView.Object, field: ClusterView.Object.Field)

  private let view: ClusterView
  private let facts: [Fact]
  private let isOfRestarts: Bool

  /// Nil where no field of an object that is meant is asked for.
  init?(_ words: [String], _ choice: ObjectChoice, _ file: Case) {
    let known = Set(words)
    guard !known.isDisjoint(with: Self.asking), !known.contains("when"),
      known.isDisjoint(with: Self.others),
      file.diagnosis != nil || !choice.named.isEmpty || !choice.focus.isEmpty
    else { return nil }
    let asked = ObjectFieldWords(words, meant: words.filter { !Self.weak($0, known, choice) })
    guard !asked.isEmpty else { return nil }
    isOfRestarts = !known.isDisjoint(with: ["restart", "restarts", "restarted", "restarting"])
    view = choice.view
    var groups = Self.groups(words, choice)
    let isNamed = !ObjectNouns.all(in: words).isEmpty || !choice.named.isEmpty
    if !known.isDisjoint(with: ["label", "labels", "selector"]) {
      groups.append((choice.named + choice.focus).filter { $0.kind == "Service" })
    }
    let isOfLabels = !known.isDisjoint(with: ["label", "labels", "selector"])
    var found: [Fact] = []
    for group in groups {
      let own = group.flatMap { object in
        asked.fields(object.fields, ofNamed: isNamed).map { (object: object, field: $0) }
      }
      guard !own.isEmpty else { continue }
      found += own
      // What selects and what is selected belong together.
      if !isOfLabels { break }
    }
    if isOfLabels { found = Self.compared(found) }
    guard !found.isEmpty else { return nil }
    if isOfRestarts, choice.named.isEmpty, found.allSatisfy({ $0.field.value.hasPrefix("0") }) {
      // "but i see restarts?": of others, where those of the case have none.
      found = choice.all.filter { $0.kind == "Pod" }.flatMap { object in
        asked.fields(object.fields, ofNamed: isNamed).map { (object: object, field: $0) }
      }
    }
    // The same line may be printed by several commands.
    var seen: Set<[String]> = []
    found = found.filter { seen.insert([$0.object.id, $0.field.path, $0.field.value]).inserted }
    facts = Array(found.prefix(ObjectWords.mostRows))
  }

  /// Of labels those that are selected by, the ones that differ first.
  private static func compared(_ all: [Fact]) -> [Fact] {
    func key(_ fact: Fact, _ mark: String) -> String? {
      fact.field.path.firstRange(of: mark).map { String(fact.field.path[$0.upperBound...]) }
    }
    let selecting = all.filter { $0.object.kind == "Service" && key($0, "selector.") != nil }
    guard !selecting.isEmpty else { return all }
    let wanted = Dictionary(
      selecting.map { (key($0, "selector.") ?? "", $0.field.value) },
      uniquingKeysWith: { a, _ in a })
    let labels = all.filter { $0.object.kind == "Pod" && key($0, "labels.") != nil }
    let own = labels.filter { fact in key(fact, "labels.").map { wanted[$0] != nil } ?? false }
    // Where none carries what is selected by, all that they carry instead.
    let carried = own.isEmpty ? labels : own
    func differs(_ name: String?) -> Bool {
      guard let name else { return false }
      return carried.contains { key($0, "labels.") == name && $0.field.value != wanted[name] }
    }
    let pairs = selecting + carried
    return pairs.filter { differs(key($0, "selector.") ?? key($0, "labels.")) }
      + pairs.filter { !differs(key($0, "selector.") ?? key($0, "labels.")) }
  }

  private static let asking: Set<String> = ["what", "which", "where", "who", "whose", "how"]
  /// Words of questions for changes, for requests and for what was measured.
  private static let others: Set<String> = [
    "changed", "change", "changes", "deploy", "deployed", "before", "else", "next", "failed",
    "calls",
    "messages", "per", "second", "minute", "peak", "slow", "traffic", "users", "service",
    "services",
    "happened",
  ]

  /// Whether a word of the table says nothing alone: of requests and sizes there are others.
  private static func weak(_ word: String, _ known: Set<String>, _ choice: ObjectChoice) -> Bool {
    if ["request", "requests", "requested", "used", "limit", "limits"].contains(word) {
      return known.isDisjoint(with: [
        "memory", "mem", "cpu", "ram", "storage", "resources", "quota", "pod", "pods", "container",
      ])
    }
    if ["size", "big", "large", "capacity"].contains(word) {
      return known.isDisjoint(with: [
        "volume", "claim", "disk", "pvc", "pv", "quota", "node", "nodes",
      ])
    }
    if ["memory", "ram", "mem", "cpu"].contains(word) {
      return !known.contains("much")
        || known.isDisjoint(with: [
          "take", "takes", "may", "allowed", "want", "wants", "ask", "asks", "request", "requests",
          "limit", "limits", "get", "gets",
        ])
    }
    if ["version", "versions"].contains(word) {
      return choice.named.isEmpty
        && known.isDisjoint(with: [
          "pod", "pods", "image", "run", "runs", "running", "node", "nodes",
        ])
    }
    return false
  }

  /// The objects that may be meant, in groups, the likeliest first.
  private static func groups(
    _ words: [String], _ choice: ObjectChoice
  ) -> [[ClusterView.Object]] {
    let isOfAll = words.contains { $0 == "all" || $0 == "every" || $0 == "each" }
    // "which node is it on?" asks for a node of something else.
    let all = ObjectNouns.all(in: words)
    let nounCount = all.count
    let nouns = all.filter { noun in
      let before = noun.place > 0 ? words[noun.place - 1] : ""
      let isAsked = ["which", "what"].contains(before)
      return !(isAsked && (["Node", "Namespace"].contains(noun.kinds[0]) || nounCount > 1))
        && !["replica", "replicas"].contains(words[noun.place])
    }
    var groups = nouns.map { choice.objects(of: $0, isOfAll: isOfAll) }
    // "restarts in the namespace": of all its pods.
    if !nouns.isEmpty, nouns.allSatisfy({ $0.kinds == ["Namespace"] }) {
      let space = (choice.named + choice.core + choice.focus).lazy.map(\.namespace).first {
        !$0.isEmpty
      }
      groups.append(
        choice.all.filter { $0.kind == "Pod" && (space == nil || $0.namespace == space) })
    }
    // What pods are to be like their workloads say, too.
    let isOfPods = nouns.contains { $0.kinds == ["Pod"] }
    let rest = nouns.isEmpty || isOfPods ? [choice.named, choice.focus] : []
    for some in rest {
      var kinds: [String] = []
      for object in some where !kinds.contains(object.kind) { kinds.append(object.kind) }
      groups += kinds.map { kind in some.filter { $0.kind == kind } }
      groups.append(some.filter { $0.kind != "Node" }.flatMap { choice.view.pods(of: $0) })
    }
    return groups.filter { !$0.isEmpty }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    if isOfRestarts, let claim = restarts(&report) {
      report.add(.answer, layout: .sentences, [claim])
    } else {
      report.add(.answer, layout: .sentences, [sentence(&report)])
    }
    report.add(.counts, title: "What the objects say", rows(&report))
    report.addEvidence()
  }

  /// How often pods were started again, in all and each.
  private func restarts(_ report: inout ReportBuilder) -> Report.Claim? {
    var counts: [(object: ClusterView.Object, count: Int, field: ClusterView.Object.Field)] = []
    for (object, field) in facts where !counts.contains(where: { $0.object.id == object.id }) {
      guard let count = Int(field.value.prefix(while: \.isNumber)) else { continue }
      counts.append((object, count, field))
    }
    guard !counts.isEmpty else { return nil }
    let some = counts.filter { $0.count > 0 }.sorted {
      ($0.count, $1.object.id) > ($1.count, $0.object.id)
    }
    guard !some.isEmpty else {
      return ObjectWords.cited(
        "Not once: \(Counting.of(counts.count, "pod")) of which none was started again",
        [counts[0].field.sample], &report
      ).ending
    }
    let list = ObjectWords.list(
      some.map { one in
        let ended = Self.lastEnd(of: one.object, report.times)
        return ObjectWords.cited(
          "\(MarkdownText.name(one.object.name)) \(ObjectWords.value(one.field.value))"
            + (ended?.text ?? ""),
          [one.field.sample] + [ended?.sample].compactMap(\.self), &report)
      }, ", ")
    let sum = some.map(\.count).reduce(0, +)
    let lead =
      some.count == 1 ? "" : "\(Counting.times(sum)) in all, \(Counting.of(some.count, "pod")): "
    return .init("\(lead)\(list.text).", exhibits: list.exhibits)
  }

  /// When the run before of a pod's container ended, and how, where its status tells.
  private static func lastEnd(
    of object: ClusterView.Object, _ times: TimeText
  ) -> (text: String, sample: Sample)? {
    let ends = object.fields.compactMap { field in
      field.path.hasSuffix("lastState.finishedAt")
        ? ObjectWords.instant(field.value).map { (field: field, time: $0) } : nil
    }
    guard let last = ends.max(by: { $0.time < $1.time }) else { return nil }
    let stem = last.field.path.dropLast("finishedAt".count)
    func told(_ part: String) -> String? {
      object.fields.first { $0.path == stem + part }.map { Quote.clean($0.value) }
    }
    let how = [told("reason"), told("exitCode").map { "exit code \($0)" }].compactMap(\.self)
    let words = how.isEmpty ? "" : " (\(how.joined(separator: ", ")))"
    return (", the last run ended at \(times.full(last.time))\(words)", last.field.sample)
  }

  /// The values, those that are the same said once.
  private func sentence(_ report: inout ReportBuilder) -> Report.Claim {
    var groups: [(value: String, path: String, facts: [Fact])] = []
    for fact in facts {
      let place = groups.firstIndex { $0.value == fact.field.value && $0.path == fact.field.path }
      if let place {
        groups[place].facts.append(fact)
      } else {
        groups.append((fact.field.value, fact.field.path, [fact]))
      }
    }
    let claims = groups.map { group -> Report.Claim in
      var ids: Set<String> = []
      let objects = group.facts.map(\.object).filter { ids.insert($0.id).inserted }
      let names = Counting.list(objects.map { MarkdownText.name($0.name) }, most: 3)
      let path = MarkdownText.code(Quote.clean(group.path))
      var text = "\(path) of \(names) is \(ObjectWords.value(group.value))"
      var samples: [Sample?] = [group.facts[0].field.sample]
      if group.path == "spec.nodeName", let zone = view.object("Node", group.value)?.zone {
        text += ", in zone \(ObjectWords.value(zone.value))"
        samples.append(zone.sample)
      }
      return ObjectWords.cited(text, samples, &report)
    }
    return ObjectWords.list(claims).ending
  }

  private func rows(_ report: inout ReportBuilder) -> [Report.Claim] {
    guard facts.count > 1 else { return [] }
    return facts.map { object, field in
      ObjectWords.cited(
        "\(object.kind) \(MarkdownText.name(object.name)): \(MarkdownText.code(Quote.clean(field.path))) "
          + ObjectWords.value(field.value), [field.sample], &report)
    }
  }
}

extension Report.Claim {
  /// The claim as a sentence.
  var ending: Report.Claim { .init(text + ".", exhibits: exhibits) }
}

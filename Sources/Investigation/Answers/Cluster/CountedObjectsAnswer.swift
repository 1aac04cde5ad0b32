import Diagnosis
import Evidence

/// How many objects of a kind there are, and in which state: "how many pods of cart are running?", "is any
/// pod pending or crashing?".
///
/// Their own states tell it, not the entries that name some of them.
struct CountedObjectsAnswer: ActAnswer {
  private let view: ClusterView
  private let noun: String
  /// What a sentence calls one of them: "new pod".
  private let title: String
  /// What they are of, as the question names it.
  private let owners: [ClusterView.Object]
  private let objects: [ClusterView.Object]
  /// The words for states that are asked for, and whether for what is not so.
  private let states: [String]
  private let isNegated: Bool
  /// Whether it is asked if there are any.
  private let asksAny: Bool
  /// Whether those are left out that the case is about.
  private let isOfOthers: Bool

  /// Nil where no objects that stand now are counted.
  init?(_ words: [String], _ choice: ObjectChoice) {
    let known = Set(words)
    guard let noun = ObjectNouns.all(in: words).first, Self.kinds.contains(noun.kinds[0]),
      known.isDisjoint(with: Self.others)
    else { return nil }
    states = words.filter { Self.state($0) != nil }
    isNegated = !known.isDisjoint(with: ["not", "isn't", "aren't", "isnt", "arent"])
    asksAny = ObjectStateAnswer.beginsYesNo(words) && !known.isDisjoint(with: ["any", "there"])
    // What was done to them is told by events: "how many pods were evicted?".
    let isOfDeeds = words.contains { $0.hasSuffix("ed") && Self.state($0) == nil }
    guard !isOfDeeds, asksAny ? !states.isEmpty : known.contains("many") else { return nil }
    view = choice.view
    let view = choice.view
    self.noun = noun.kinds[0].lowercased()
    title =
      switch choice.generation {
      case .newest where self.noun == "pod": "new pod"
      case .older where self.noun == "pod": "old pod"
      default: self.noun
      }
    let isOfReplicas = !known.isDisjoint(with: ["replica", "replicas"])
    // How many replicas there are to be is what a workload says, whether it is named or spoken of.
    let holders = isOfReplicas && choice.named.isEmpty ? choice.core + choice.focus : choice.named
    owners = holders.filter { $0.kind != noun.kinds[0] && Self.workloads.contains($0.kind) }
    // "which image does carts run, and how many pods are ready?": of carts.
    let refers =
      choice.continues
      || !known.isDisjoint(with: ["it", "its", "they", "them", "their", "that", "this"])
    // "any others besides that one?": all but what the case is about.
    isOfOthers = asksAny && !known.isDisjoint(with: ["other", "others", "else", "besides"])
    let spoken = choice.named.isEmpty ? Array(choice.core.prefix(1)) : choice.named
    let own = Set(isOfOthers ? spoken.map(\.id) : [])
    objects = choice.objects(of: noun, isOfAll: isOfOthers || choice.named.isEmpty && !refers)
      .filter { noun.kinds[0] != "Pod" || view.state(of: $0) != nil }
      .filter { !own.contains($0.id) }
    guard !objects.isEmpty else { return nil }
  }

  private static let kinds: Set<String> = [
    "Pod", "Job", "Deployment", "StatefulSet", "DaemonSet", "PersistentVolumeClaim", "Namespace",
    "Certificate", "HorizontalPodAutoscaler",
  ]
  /// Lines that a number rests on in its sentence; the rows below have all.
  private static let mostCited = 3
  private static let workloads: Set<String> = [
    "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
  ]
  /// Words of what states do not tell.
  private static let others: Set<String> = [
    "restart", "restarts", "times", "often", "errors", "requests", "entries", "lines", "per",
    "before", "after", "were", "was", "had", "did", "need", "needs", "fit",
  ]

  /// Whether a word means a state of an object.
  static func isState(_ word: String) -> Bool { state(word) != nil }

  /// Whether an object is in the state that a word means; nil where it means none.
  private static func state(_ word: String) -> ((_ told: String, _ isWell: Bool?) -> Bool)? {
    func begins(_ told: String, _ words: [String]) -> Bool { words.contains(where: told.hasPrefix) }
    switch word {
    case "running", "up", "alive": return { told, _ in told.hasPrefix("running") }
    case "ready", "healthy", "available", "working":
      return { told, isWell in isWell == true && !begins(told, ["completed", "succeeded"]) }
    case "pending", "waiting", "starting", "unscheduled":
      return { told, _ in
        begins(told, ["pending", "containercreating", "podinitializing", "init:"])
      }
    case "crashing", "crashlooping", "crashloopbackoff", "looping":
      return { told, _ in told.holds("crashloop") || begins(told, ["error", "oomkilled"]) }
    case "trouble", "suffering", "sick":
      return { told, isWell in
        isWell == false || begins(told, ["terminating", "unknown", "evicted"])
      }
    case "failed", "failing", "broken", "unhealthy", "down", "stuck", "unready", "notready":
      return { _, isWell in isWell == false }
    case "completed", "finished", "succeeded":
      return { told, _ in begins(told, ["complete", "succeeded"]) }
    case "evicted", "terminating": return { told, _ in told.hasPrefix(word) }
    default: return nil
    }
  }

  /// What says in which state an object is.
  private static func summary(_ object: ClusterView.Object) -> ClusterView.Object.Field? {
    object.field("status.summary") ?? object.field("status.phase") ?? object.field("status.ready")
      ?? object.field("status.completions")
  }

  private func isMeant(_ object: ClusterView.Object) -> Bool {
    let told = Self.summary(object)?.value.lowercased() ?? ""
    let isWell = view.state(of: object)?.isWell
    return states.contains { Self.state($0)?(told, isWell) ?? false } != isNegated
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let meant = states.isEmpty ? objects : objects.filter(isMeant)
    let all = Counting.of(objects.count, isOfOthers ? "other \(title)" : title) + label
    let wish = (isNegated ? "not " : "") + states.joined(separator: " or ")
    let shown = meant.isEmpty ? Array(objects.prefix(1)) : meant
    let claims = shown.prefix(ObjectWords.mostRows).map { object in
      let field = Self.summary(object)
      return ObjectWords.cited(
        MarkdownText.name(object.name) + (field.map { " " + ObjectWords.value($0.value) } ?? ""),
        [field?.sample ?? object.sample], &report)
    }
    let list = ObjectWords.list(Array(claims), ", ")
    var text: String
    if states.isEmpty {
      text = "\(all): \(tally)"
    } else if asksAny {
      text =
        meant.isEmpty
        ? "No: none of \(all) is \(wish)" : "Yes: \(meant.count) of \(all): \(list.text)"
    } else {
      text = "\(meant.count) of \(all) \(meant.count == 1 ? "is" : "are") \(wish)"
    }
    let cited =
      asksAny && !meant.isEmpty ? list.exhibits : Array(list.exhibits.prefix(Self.mostCited))
    var answer = [Report.Claim(text + ".", exhibits: cited)]
    answer += owners.prefix(1).compactMap { workload($0, &report) }
    report.add(.answer, layout: .sentences, answer)
    report.add(.counts, title: "Objects", claims.count < 2 ? [] : Array(claims))
    report.addEvidence()
  }

  private var label: String {
    owners.first.map { " of \(MarkdownText.name($0.app))" } ?? ""
  }

  /// How many are in which state: `5 Running, 1 Pending`.
  private var tally: String {
    let told = objects.map { Self.summary($0)?.value ?? "listed" }
    return Dictionary(grouping: told, by: \.self).mapValues(\.count)
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
      .map { "\($0.value) \(ObjectWords.value($0.key))" }.joined(separator: ", ")
  }

  /// How many of its copies a workload says are ready.
  private func workload(
    _ object: ClusterView.Object, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    guard noun == "pod" else { return nil }
    let name = "\(object.kind) \(MarkdownText.name(object.name))"
    // `3/8` says both; else each stands by itself.
    if let both = object.field("status.ready"), both.value.contains("/") {
      return ObjectWords.sentence(
        "\(name) has \(ObjectWords.value(both.value)) ready", [both.sample], &report)
    }
    guard let wanted = object.field("spec.replicas") else { return nil }
    let ready = object.field("status.readyReplicas") ?? object.field("status.availableReplicas")
    let tail = ready.map { ", \(ObjectWords.value($0.value)) are ready" } ?? ""
    return ObjectWords.sentence(
      "\(name) is to have \(ObjectWords.value(wanted.value))\(tail)",
      [wanted.sample, ready?.sample], &report)
  }
}

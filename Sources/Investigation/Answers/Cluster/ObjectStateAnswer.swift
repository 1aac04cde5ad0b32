import Diagnosis
import Evidence
import Timeline

/// Whether objects work now: "is the node ok again?", "does the old version still serve?", "are the other
/// replicas ready, and where do they run?".
struct ObjectStateAnswer: ActAnswer {
  private let view: ClusterView
  private let objects: [ClusterView.Object]
  /// Whether the pods of the version before are asked for.
  private let isOfOld: Bool
  private let asksPlace: Bool
  /// Whether it is asked if something does not work: "is any node not ready?".
  private let asksForTrouble: Bool
  /// Whether it is asked if nodes take nothing more: "is any node drained?".
  private let asksForCordon: Bool

  /// Whether a question wants a yes or a no.
  static func beginsYesNo(_ words: [String]) -> Bool {
    let first = words.first {
      !["and", "so", "ok", "okay", "but", "then", "now", "well"].contains($0)
    }
    return first.map(["is", "are", "does", "do", "has", "have"].contains) ?? false
  }

  /// Nil where no object's state is asked for.
  init?(_ words: [String], _ choice: ObjectChoice, _ file: Case) {
    let known = Set(words)
    guard Self.beginsYesNo(words), !known.isDisjoint(with: Self.well),
      known.isDisjoint(with: Self.others), file.diagnosis != nil || !choice.named.isEmpty
    else { return nil }
    let view = choice.view
    self.view = view
    asksPlace = known.contains("where")
    asksForTrouble = !known.isDisjoint(with: Self.badly)
    asksForCordon = !known.isDisjoint(with: ["cordoned", "drained", "unschedulable"])
    isOfOld =
      !known.isDisjoint(with: ["old", "previous", "former"])
      && !known.isDisjoint(with: ["version", "release", "pods", "pod", "replicas", "one", "ones"])
    if isOfOld {
      objects = Self.old(choice)
    } else {
      let isOfOthers = known.contains("other") || known.contains("others")
      let isOfAll = !known.isDisjoint(with: ["all", "every", "any"]) || isOfOthers
      let nouns = ObjectNouns.all(in: words)
      var some = nouns.flatMap { choice.objects(of: $0, isOfAll: isOfAll) }
      if nouns.isEmpty { some = choice.named }
      if isOfOthers {
        // The others are those that the trouble is not of, as far as it is known of whom it is.
        let own = Set(choice.named.map(\.id))
        let blamed = file.diagnosis?.leading?.service
        let isKnown = some.contains { $0.name == blamed }
        some = some.filter { object in
          !own.contains(object.id) && object.name != blamed
            && (isKnown || view.state(of: object)?.isWell != false)
        }
      }
      objects = some
    }
    guard objects.contains(where: { view.state(of: $0) != nil }) else { return nil }
  }

  private static let well: Set<String> = [
    "ok", "okay", "healthy", "ready", "fine", "well", "good", "running", "run", "up", "alive",
    "serving", "serve", "serves", "working", "work", "works", "bound", "available", "back",
    "schedulable", "recovered", "drained", "cordoned", "unschedulable",
  ]
  private static let badly: Set<String> = [
    "not", "isn't", "aren't", "cordoned", "unschedulable", "unhealthy", "down", "broken", "drained",
    "notready", "bad",
  ]
  private static let others: Set<String> = [
    "same", "cluster", "memory", "out", "slow", "else", "everything",
    "errors", "catch", "keep", "keeping",
    "enough", "more", "traffic", "because",
  ]

  /// The pods of the set before the newest, of the app that the case is of.
  private static func old(_ choice: ObjectChoice) -> [ClusterView.Object] {
    let view = choice.view
    for app in choice.apps {
      let pods = choice.all.filter { $0.kind == "Pod" && $0.app == app }
      let sets = Dictionary(grouping: pods, by: set)
      let newest = newestSet(of: app, choice, sets)
      let old = pods.filter { set($0) != newest }
      if !old.isEmpty { return old.filter { view.state(of: $0) != nil } }
    }
    return []
  }

  /// The set of a pod: its name without the part that is drawn for it alone.
  private static func set(_ pod: ClusterView.Object) -> String {
    let owner = pod.value("metadata.owner")
    if owner.hasPrefix("ReplicaSet/") { return String(owner.dropFirst("ReplicaSet/".count)) }
    return pod.name.lastIndex(of: "-").map { String(pod.name[..<$0]) } ?? pod.name
  }

  /// The set that was made last: of sets, else of the pods that are the youngest.
  private static func newestSet(
    of app: String, _ choice: ObjectChoice, _ sets: [String: [ClusterView.Object]]
  ) -> String? {
    let listed = choice.all.filter { $0.kind == "ReplicaSet" && $0.name.hasPrefix(app + "-") }
    let ages =
      listed.compactMap { set in youth(set).map { (set.name, $0) } }
      + sets.compactMap { name, pods in pods.compactMap(youth).max().map { (name, $0) } }
    return ages.max { $0.1 < $1.1 }?.0
  }

  /// How young an object is: the greater, the younger.
  static func youth(_ object: ClusterView.Object) -> Int64? {
    if let age = ClusterView.age(object.value("metadata.age")) { return -age }
    return ObjectWords.instant(object.value("metadata.creationTimestamp"))?.milliseconds
  }

  /// Whether an object is as it should be in the respect that is asked for, and what says so.
  private func state(
    of object: ClusterView.Object
  ) -> (isWell: Bool, field: ClusterView.Object.Field?)? {
    guard asksForCordon, object.kind == "Node" else { return view.state(of: object) }
    if let field = view.cordon(of: object) { return (false, field) }
    return view.state(of: object).map { (true, $0.field) }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let states = objects.compactMap { object in
      state(of: object).map { (object: object, isWell: $0.isWell, field: $0.field) }
    }
    let good = states.filter(\.isWell)
    let bad = states.filter { !$0.isWell }
    let noun =
      Set(states.map(\.object.kind)).count == 1 ? states[0].object.noun : "object"
    let shown = isOfOld ? good : bad.isEmpty ? good : bad
    let claims = shown.map { state in claim(state.object, state.field, &report) }
    let list = ObjectWords.list(claims)
    var text: String
    if isOfOld {
      text =
        good.isEmpty
        ? "No: none of \(Counting.of(states.count, "pod")) of the version before works"
        : "Yes: \(Counting.of(good.count, "pod")) of the version before \(good.count == 1 ? "works" : "work")"
      if let image = (good.first ?? states[0]).object.image {
        text += " (\(ObjectWords.value(image.value)))"
      }
    } else if states.count == 1 {
      text = bad.isEmpty == asksForTrouble ? "No" : "Yes"
    } else {
      let count = "\(good.count) of \(Counting.of(states.count, noun))"
      text =
        "\(bad.isEmpty == asksForTrouble ? "No" : "Yes"): \(count) \(good.count == 1 ? "is" : "are") as they should be"
    }
    text += list.text.isEmpty ? "." : ": \(list.text)."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: list.exhibits)])
    report.add(
      .counts, title: "States",
      states.count < 2
        ? []
        : states.prefix(ObjectWords.mostRows).map { claim($0.object, $0.field, &report) })
    report.addEvidence()
  }

  private func claim(
    _ object: ClusterView.Object, _ field: ClusterView.Object.Field?,
    _ report: inout ReportBuilder
  ) -> Report.Claim {
    var text = MarkdownText.name(object.name)
    var samples: [Sample?] = [field?.sample ?? object.sample]
    if let field {
      text +=
        " " + (field.path.hasSuffix("Ready].status") ? "Ready " : "")
        + ObjectWords.value(field.value)
    }
    if let change = transition(of: object) {
      text += ", \(change.text)"
      samples += change.samples
    }
    if asksPlace, let place = object.place(view) {
      text += " \(place.text)"
      samples += place.samples
    }
    return ObjectWords.cited(text, samples, &report)
  }

  /// The condition of a node that changed last: `DiskPressure is False since 05:52:31`.
  private func transition(of object: ClusterView.Object) -> (text: String, samples: [Sample?])? {
    guard object.kind == "Node" else { return nil }
    let ending = "].lastTransitionTime"
    let latest = object.fields.filter { $0.path.hasSuffix(ending) }
      .compactMap { field in ObjectWords.instant(field.value).map { (field, $0) } }
      .max { $0.1 < $1.1 }?.0
    guard let latest else { return nil }
    let name = latest.path.dropFirst("status.conditions[".count).dropLast(ending.count)
    let status = object.value("status.conditions[\(name)].status")
    return (
      "with \(name) \(ObjectWords.value(status)) since \(ObjectWords.value(latest.value))",
      [latest.sample]
    )
  }
}

import Diagnosis
import Evidence

/// The objects of a cluster that a question means: those that it names, else those that the case is
/// about.
struct ObjectChoice {
  let view: ClusterView
  let all: [ClusterView.Object]
  /// What the question itself names.
  let named: [ClusterView.Object]
  /// What was cited last and the cause rests on, what it names, then the apps that the case is of.
  let focus: [ClusterView.Object]
  /// What the last answer spoke of first, then what the cause itself rests on.
  let core: [ClusterView.Object]
  /// The apps that the case is of.
  let apps: [String]
  /// Whether it is a later question of the same message, which goes on about what the one before is of.
  let continues: Bool
  /// Which pods of a rollout are meant; nil where the question does not say.
  let generation: PodGeneration?

  init(_ view: ClusterView, _ question: Question, _ file: Case) {
    self.view = view
    let all = view.objects
    self.all = all
    continues = question.continues ?? false
    generation = PodGeneration(Stem.words(question.beginning))
    let tokens = Self.tokens(question.beginning)
    let own = question.inherited.contains(.subject) ? [] : question.scope.services
    let whole = all.filter { object in
      object.names.contains { tokens.contains($0.lowercased()) && Self.isChosen($0) }
        || own.contains(object.name)
    }
    named = whole.isEmpty ? Self.named(inPart: Stem.words(question.beginning), all) : whole
    let diagnosis = file.diagnosis
    let cause = diagnosis?.leading
    var samples = file.focus.exhibits.compactMap { number in
      file.exhibits.first { $0.number == number }?.sample
    }
    samples += cause?.samples ?? []
    var apps: [String] = []
    for app in own + [cause?.service].compactMap({ $0 }) + (cause?.names ?? [])
      + (question.inherited.contains(.subject) ? question.scope.services : [])
      + (file.incident?.services ?? [])
    where !apps.contains(app) { apps.append(app) }
    self.apps = apps
    let references = Set(samples.map(\.reference))
    let told = Set(samples.flatMap { Self.tokens($0.text) })
    let cited = all.filter { object in
      object.fields.contains { references.contains($0.sample.reference) }
    }
    let mentioned = all.filter { object in
      Self.isChosen(object.name) && told.contains(object.name.lowercased())
        || object.kind.hasSuffix("WebhookConfiguration")
          && object.fields.contains { told.contains($0.value.lowercased()) }
    }
    let ofApps = apps.flatMap { app in
      all.filter { $0.name == app && $0.kind != "Pod" }
        + all.filter { $0.kind == "Pod" && $0.app == app }
    }
    let first = file.focus.exhibits.first.flatMap { number in
      file.exhibits.first { $0.number == number }?.sample
    }
    let causes = (cause?.samples ?? []).map(\.reference)
    let bad = all.filter { object in
      object.kind == "Pod"
        && (cause.map { $0.service == object.app || $0.names.contains(object.app) } ?? false)
        && view.state(of: object)?.isWell == false
    }
    var known: Set<String> = []
    let rested = all.filter { object in
      object.fields.contains { causes.contains($0.sample.reference) }
    }
    let spoken = first.map { sample in all.filter { $0.rests(on: sample) } } ?? []
    core = ((spoken.count < Self.few ? spoken : []) + rested + bad).filter {
      known.insert($0.id).inserted
    }
    var seen: Set<String> = []
    focus = (cited + mentioned + ofApps).filter { seen.insert($0.id).inserted }
  }

  /// The node that a question means: one that it names, else the one that was spoken of last or that the
  /// case is of; nil where there is none, or the question means another kind of thing.
  ///
  /// `words` are the question's, in lower case.
  func node(in words: [String], _ question: Question) -> String? {
    let names = view.nodeNames
    let tokens = Self.tokens(question.beginning)
    if let name = names.sorted().first(where: { tokens.contains($0.lowercased()) }) { return name }
    let isMeant =
      !Set(words).isDisjoint(with: ["it", "that", "this", "there", "node", "machine", "host"])
    guard isMeant else { return nil }
    let spoken = core.first { $0.kind == "Node" }?.name
    return spoken ?? apps.first(where: names.contains)
      ?? focus.first { $0.kind == "Node" }?.name
  }

  /// More objects on one line are a list of them in one document.
  private static let few = 4

  /// Whether somebody chose a name, so that it is no word of every sentence.
  private static func isChosen(_ name: String) -> Bool {
    name.contains { "-.0123456789".contains($0) }
  }

  /// What a part of a name means that no other app's has: of inventory-api and price-feed "the api" is the
  /// first.
  private static func named(
    inPart words: [String], _ all: [ClusterView.Object]
  ) -> [ClusterView.Object] {
    let behind = zip(words, words.dropFirst()).filter { ["the", "of"].contains($0.0) }.map(\.1)
    let telling = Set(behind).filter { token in
      token.count > 2 && !QuestionWords.stop.contains(token) && token.allSatisfy(\.isLetter)
        && ObjectNouns.all(in: [token]).isEmpty && !ObjectFieldWords.isTopic(token)
    }
    guard !telling.isEmpty else { return [] }
    let apps = Set(all.filter { workloads.contains($0.kind) }.map(\.app)).filter { app in
      app.lowercased().split(separator: "-").contains { telling.contains(String($0)) }
    }
    guard let app = apps.first, apps.count == 1 else { return [] }
    return all.filter { $0.app == app && workloads.contains($0.kind) }
  }

  private static let workloads: Set = ["Pod", "Deployment", "StatefulSet", "DaemonSet"]

  /// The words of a text with what joins the parts of names: `pods "cart-1" is` → `pods`, `cart-1`, `is`.
  static func tokens(_ text: String) -> Set<String> {
    Set(
      text.lowercased().split { !($0.isLetter || $0.isNumber || "-._".contains($0)) }
        .map { String($0.trimming { "._-".contains($0) }) })
  }

  /// The objects of some kinds that are meant: of what is named, of the focus, of what belongs to it;
  /// else the only one there is; of pods those of the generation that is asked for.
  func objects(of noun: ObjectNouns.Noun, isOfAll: Bool) -> [ClusterView.Object] {
    let objects = chosen(of: noun, isOfAll: isOfAll)
    guard let generation, noun.kinds.contains("Pod") else { return objects }
    let own = objects.filter { apps.contains($0.app) }
    return generation.chosen(of: own) ?? generation.chosen(of: objects) ?? objects
  }

  private func chosen(of noun: ObjectNouns.Noun, isOfAll: Bool) -> [ClusterView.Object] {
    for kind in noun.kinds {
      let every = all.filter { $0.kind == kind }
      guard !every.isEmpty else { continue }
      if isOfAll { return every }
      for some in noun.isPlural ? [named, focus] : [named, core, focus] {
        let own = some.filter { $0.kind == kind }
        if !own.isEmpty { return noun.isPlural && kind == "Pod" ? siblings(own) : own }
        let related = related(kind, to: some, among: every)
        if !related.isEmpty { return related }
      }
      if every.count == 1 || noun.isPlural { return every }
    }
    return []
  }

  /// All pods of the apps that some pods are of.
  private func siblings(_ pods: [ClusterView.Object]) -> [ClusterView.Object] {
    let apps = Set(pods.map(\.app))
    return all.filter { $0.kind == "Pod" && apps.contains($0.app) }
  }

  /// The objects of a kind that some objects lie on, in, or refer to, or that refer to them.
  private func related(
    _ kind: String, to some: [ClusterView.Object], among every: [ClusterView.Object]
  ) -> [ClusterView.Object] {
    guard !some.isEmpty else { return [] }
    switch kind {
    case "Pod":
      let bases = some.filter { $0.kind != "Node" && $0.kind != "Namespace" }
      let pods = bases.flatMap { view.pods(of: $0) }
      let apps = Set(bases.map(\.app))
      return pods.isEmpty ? every.filter { apps.contains($0.app) } : pods
    case "Node":
      let names = some.flatMap { $0.kind == "Pod" ? [$0] : view.pods(of: $0) }
        .map { $0.value("spec.nodeName") }
      var seen: Set<String> = []
      return names.filter { seen.insert($0).inserted }.compactMap { name in
        every.first { $0.name == name }
      }
    case "Namespace":
      let names = Set(some.map(\.namespace))
      return every.filter { names.contains($0.name) }
    case "ResourceQuota":
      let names = Set(some.map(\.namespace)).subtracting([""])
      return every.filter { names.contains($0.namespace) }
    case "PersistentVolume":
      // A pod names its claim, and the volume whose claim it is.
      let values = Set(some.flatMap { $0.fields.map(\.value) } + some.map(\.name))
      return every.filter { volume in
        values.contains(volume.name)
          || volume.fields.contains {
            $0.path.hasPrefix("spec.claimRef")
              && values.contains($0.value.split(separator: "/").last.map(String.init) ?? "")
          }
      }
    default:
      let values = Set(some.flatMap { $0.fields.map(\.value) })
      let names = Set(some.map(\.name) + some.map(\.app))
      return every.filter { object in
        values.contains(object.name) || names.contains(object.name)
          || object.fields.contains {
            names.contains($0.value)
              || names.contains($0.value.split(separator: "/").last.map(String.init) ?? "")
          }
      }
    }
  }
}

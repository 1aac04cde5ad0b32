import Diagnosis
import Evidence

/// Which objects the trouble touches: "which pods are affected?", "which namespaces are hit?", "which
/// others were evicted?".
struct AffectedObjectsAnswer: ActAnswer {
  private let view: ClusterView
  private let kind: String
  /// What the objects that fail like the cause's are called, with what says so.
  private let objects: [ClusterView.Object]
  /// The finding whose entries tell of others.
  private let cause: Finding?
  /// What was done to them, where a verb says so: `evict`.
  private let verb: String?
  private let leavesOutOwn: Bool

  /// Nil where a question asks for no such objects.
  init?(_ words: [String], _ choice: ObjectChoice, _ file: Case) {
    let known = Set(words)
    guard let diagnosis = file.diagnosis,
      !known.isDisjoint(with: ["which", "what", "who"]) || known.isSuperset(of: ["any", "other"]),
      known.isDisjoint(with: ["service", "services", "users", "customers", "many", "when"])
    else { return nil }
    let noun = ObjectNouns.all(in: words).first
    let others = known.contains("others") || known.contains("other") || known.contains("else")
    verb = words.lazy.compactMap(Self.done).first
    // "which pods?" asks for those that the cause touches.
    let isBare = words.count <= 4 && words.allSatisfy(Self.bare.contains)
    let isTouched = isBare || !known.isDisjoint(with: Self.touched)
    guard noun != nil && (isTouched || verb != nil) || others && verb != nil else { return nil }
    let kinds = noun?.kinds ?? ["Pod"]
    guard kinds.contains(where: Self.kinds.contains) else { return nil }
    kind = kinds[0]
    view = choice.view
    leavesOutOwn = others
    cause = Subject.incidentFinding(diagnosis)
    let view = choice.view
    // What fails as the cause's pods do suffers from the same.
    let pods = choice.all.filter { $0.kind == "Pod" }
    let bad = pods.filter { view.state(of: $0)?.isWell == false }
    // Whom the question was about says more than whom the cause lies in.
    let asked = bad.filter { file.symptom?.services.contains($0.app) ?? false }
    let own = asked.isEmpty ? bad.filter { choice.apps.contains($0.app) } : asked
    let summaries = Set(own.map { $0.value("status.summary") })
    var touched = own.isEmpty ? [] : bad.filter { summaries.contains($0.value("status.summary")) }
    if let verb {
      touched = bad.filter { Stem.words($0.value("status.summary")).map(Stem.of).contains(verb) }
    } else if own.isEmpty, kind == "Pod", choice.apps.isEmpty {
      touched = bad
    }
    if others { touched = touched.filter { !choice.apps.contains($0.app) } }
    objects = touched
    guard !touched.isEmpty || cause?.template != nil || verb != nil else { return nil }
  }

  private static let bare: Set<String> = [
    "which", "what", "pod", "pods", "exactly", "and", "so", "are", "they", "those", "these", "the",
  ]
  /// Words that say that the trouble reaches something.
  private static let touched: Set<String> = [
    "affected", "hit", "impacted", "concerned", "hurt", "involved", "broken", "suffer", "suffering",
    "touched",
  ]
  private static let kinds: Set<String> = [
    "Pod", "Namespace", "Deployment", "StatefulSet", "DaemonSet", "Node", "Job",
  ]

  /// The stem of a verb that events have for what is done to objects; nil for all else.
  private static func done(_ word: String) -> String? {
    ["evicted", "killed", "preempted", "drained", "cordoned", "rescheduled", "oomkilled"]
      .contains(word) ? Stem.of(word) : nil
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var claims = named(&report)
    if claims.isEmpty || kind != "Pod" || verb != nil {
      claims += try await told(besides: Set(claims.map(\.text)), desk, &report)
    }
    guard !claims.isEmpty else {
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    let noun = kind == "Pod" && objects.isEmpty ? "workload" : kind.lowercased()
    let list = ObjectWords.list(claims, ", ")
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.of(claims.count, leavesOutOwn ? "other" : noun)): \(list.text).",
          exhibits: list.exhibits)
      ])
    report.add(
      .counts, title: "Affected", Array(claims.prefix(ObjectWords.mostRows)))
    report.addEvidence()
  }

  /// The objects that fail alike, by the kind that is asked for.
  private func named(_ report: inout ReportBuilder) -> [Report.Claim] {
    var seen: Set<String> = []
    return objects.compactMap { object in
      let name: String
      switch kind {
      case "Pod": name = object.name
      case "Namespace": name = object.namespace
      case "Node": name = object.value("spec.nodeName")
      default: name = object.app
      }
      guard !name.isEmpty, seen.insert(name).inserted else { return nil }
      let sample = object.field("status.summary")?.sample ?? object.sample
      return ObjectWords.cited(MarkdownText.name(name), [sample], &report)
    }
  }

  /// What the entries of the cause, or of events of that verb, are of.
  private func told(
    besides known: Set<String>, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> [Report.Claim] {
    var scope = Scope()
    if let verb {
      let reasons = try await AggregateTool.call(
        Aggregate(scope: Scope(), by: .field("reason")), desk
      ).groups.map(\.key)
      guard let reason = reasons.first(where: { Stem.words($0).map(Stem.of).contains(verb) }) else {
        return []
      }
      scope.fields = [.init(name: "reason", value: reason)]
    } else if let cause, cause.template != nil {
      scope.terms = IncidentFindings.scope(of: cause).terms
    } else {
      return []
    }
    let grouping: Aggregate.Grouping = kind == "Namespace" ? .field("namespace") : .service
    let groups = try await AggregateTool.call(Aggregate(scope: scope, by: grouping), desk).groups
    return groups.filter { !(leavesOutOwn && $0.key == cause?.service) }.compactMap { group in
      let name = MarkdownText.name(group.key)
      guard !known.contains(where: { $0.hasPrefix(name) }) else { return nil }
      return ObjectWords.cited(name, [group.first], &report)
    }
  }
}

import Diagnosis
import Evidence

/// Answers what is asked of a cluster's objects: is it well, which pods restart, what does an app need.
///
/// Why something fails is asked of the diagnosis like anything else.
struct ClusterAnswer: ActAnswer {
  private let view: ClusterView
  private let wish: Wish

  /// What is asked.
  private enum Wish {
    case health
    /// Of pods of some apps, or of all where none is named.
    case restarts(of: [String])
    case needs(String)
  }

  /// Nil where a question is no such, or nothing tells of a cluster.
  init?(_ question: Question, _ desk: Desk) {
    let words = Stem.words(question.beginning)
    guard words.count <= Self.longest,
      desk.evidence.observations.contains(where: { $0.isOfObject })
    else { return nil }
    let known = Set(words)
    func has(_ some: Set<String>) -> Bool { !known.isDisjoint(with: some) }
    let asksWhy = has(["why", "cause", "warum"])
    let isOfCluster = has(["cluster", "nodes", "kubernetes", "k8s"])
    let isOfPods = has(["pod", "pods", "container", "containers"])
    var wish: Wish?
    if !asksWhy, isOfCluster, has(Self.well) { wish = .health }
    // "something killed 40 pods, what crashed?" asks for a cause.
    // "is any pod crashing?" asks for a state, "did any pod restart?" for what was.
    let isOfNow = has(["any"]) && ObjectStateAnswer.beginsYesNo(words)
    if !asksWhy, isOfPods, !has(["something", "killed"]), has(Self.restarting), !isOfNow,
      has(["which", "what", "list", "show", "any"])
    {
      let typed = question.beginning.lowercased()
      wish = .restarts(of: question.scope.services.filter { typed.contains($0.lowercased()) })
    }
    // "do we need more pods?" is no question for what an app depends on.
    let isOfUs = has(["we", "i", "you"])
    guard wish != nil || has(Self.needing) && !isOfUs && !has(["who", "else"]),
      let view = ClusterView(desk.evidence.observations)
    else {
      return nil
    }
    if wish == nil, !asksWhy, let app = question.scope.services.first(where: view.apps.contains) {
      wish = .needs(app)
    }
    guard let wish else { return nil }
    self.view = view
    self.wish = wish
  }

  /// Words of such a question: longer ones are told otherwise.
  private static let longest = 14
  private static let well: Set<String> = [
    "ok", "okay", "healthy", "health", "fine", "well", "up", "ready", "good", "alright", "state",
    "status",
  ]
  private static let restarting: Set<String> = [
    "restart", "restarts", "restarted", "restarting", "crash", "crashes", "crashed", "crashing",
    "crashloop", "crashloopbackoff",
  ]
  private static let needing: Set<String> = [
    "need", "needs", "require", "requires", "depend", "depends", "dependencies", "dependency",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    switch wish {
    case .health: health(desk, &report)
    case .restarts(let apps): restarts(of: apps, &report)
    case .needs(let app): needs(app, &report)
    }
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
  }

  private func health(_ desk: Desk, _ report: inout ReportBuilder) {
    let symptom = Symptom()
    let diagnosis = desk.diagnosis(of: symptom)
    let census = view.census.map { claim($0, &report) }
    if view.isWell {
      let first = census.first?.text ?? "nothing that fails was found"
      report.add(
        .answer, layout: .sentences,
        [.init("Yes, as far as was read: \(first).", exhibits: census.first?.exhibits ?? [])])
    } else {
      let troubles = view.troubles.prefix(Self.mostNamed).map { claim($0, &report) }
      let names = troubles.map(\.text).joined(separator: "; ")
      var claims = [
        Report.Claim(
          names.isEmpty ? "No." : "No: \(names).", exhibits: troubles.flatMap(\.exhibits))
      ]
      if case .cause = diagnosis.decision {
        CaseDiagnosis.keep(diagnosis, of: symptom, in: &report.file)
        let words = CauseWords(
          diagnosis: diagnosis, symptom: symptom, catalog: desk.catalog, isPartial: desk.isPartial)
        if let cause = words.answer(&report).first {
          claims.append(.init("The cause: \(cause.text)", exhibits: cause.exhibits))
        }
      }
      report.add(.answer, layout: .sentences, claims)
    }
    report.add(.counts, title: "What works", census)
  }

  /// Pods that the sentence on crashes names; the rows name all.
  private static let mostCrashed = 4
  /// Troubles that the first sentence names.
  private static let mostNamed = 5

  private func restarts(of apps: [String], _ report: inout ReportBuilder) {
    let every = view.restarts
    let all = every.filter { line in
      apps.isEmpty
        || apps.contains { line.text.hasPrefix($0 + "-") || line.text.hasPrefix($0 + ":") }
    }
    guard !all.isEmpty else {
      let whose = Counting.list(apps.map { MarkdownText.name($0) })
      let others =
        every.isEmpty
        ? "" : "; \(Counting.of(every.count, "pod")) of others \(every.count == 1 ? "was" : "were")"
      report.add(
        .answer, layout: .sentences,
        [.init("None: no pod\(apps.isEmpty ? "" : " of \(whose)") was started again\(others).")])
      return
    }
    let shown = all.prefix(Self.mostCrashed).map { claim($0, &report) }
    let list = shown.map(\.text).joined(separator: "; ")
    let left = all.count - shown.count
    let rest = left == 0 ? "" : "; and \(Counting.of(left, "other"))"
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.of(all.count, "pod")): \(list)\(rest).", exhibits: shown.flatMap(\.exhibits))
      ])
    report.add(.counts, title: "Restarts", all.prefix(Self.mostRows).map { claim($0, &report) })
  }

  private func needs(_ app: String, _ report: inout ReportBuilder) {
    let all = view.needs(of: app)
    let name = MarkdownText.name(app)
    guard !all.isEmpty else {
      report.add(
        .answer, layout: .sentences, [.init("Nothing here says what \(name) needs.")])
      return
    }
    let bad = all.filter { Self.lacking.contains(where: $0.text.hasSuffix) }
    let claims = bad.prefix(Self.mostNamed).map { claim($0, &report) }
    let text =
      bad.isEmpty
      ? "\(name) needs \(Counting.of(all.count, "thing")), and nothing says that one is missing."
      : "\(name) needs \(claims.map(\.text).joined(separator: "; "))."
    report.add(
      .answer, layout: .sentences, [.init(text, exhibits: claims.flatMap(\.exhibits))])
    report.add(
      .counts, title: "What \(MarkdownText.oneLine(app)) needs",
      all.prefix(Self.mostRows).map { claim($0, &report) })
  }

  /// How a need ends that is not met.
  private static let lacking = ["which is missing", "which does not work", "which is pending"]
  /// As many rows as an answer prints whole.
  private static let mostRows = 200

  private func claim(_ line: ClusterView.Line, _ report: inout ReportBuilder) -> Report.Claim {
    let numbers = line.samples.map { report.cite($0) }
    let marks = numbers.map { "[\($0)]" }.joined()
    let text = Quote.clean(line.text)
    return .init(marks.isEmpty ? text : "\(text) \(marks)", exhibits: numbers)
  }
}

extension Observation {
  /// Whether it tells of an object of a cluster.
  fileprivate var isOfObject: Bool {
    if case .state = measure { return true }
    return false
  }
}

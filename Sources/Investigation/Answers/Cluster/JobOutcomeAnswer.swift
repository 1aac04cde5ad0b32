import Diagnosis
import Evidence

/// Whether a job ran, or a rollout came through, by the objects themselves: "did last night's backup
/// finish?", "did the rollout finish?".
struct JobOutcomeAnswer: ActAnswer {
  private let view: ClusterView
  /// The run that is meant: a job, a pod of one, or a workload that was rolled out.
  private let object: ClusterView.Object
  private let outcome: Outcome
  private let asksForFailure: Bool

  private enum Outcome {
    case done, failed, underWay
  }

  /// Nil where no outcome is asked for, or no object tells one.
  init?(_ words: [String], _ choice: ObjectChoice) {
    guard let first = words.first(where: { !["and", "so", "but", "ok"].contains($0) }),
      ["did", "has", "have", "was", "is"].contains(first),
      let verb = words.last(where: { Self.verbs.contains(Stem.of($0)) || Self.isFailure($0) })
    else { return nil }
    asksForFailure = Self.isFailure(verb)
    view = choice.view
    let isOfRollout = words.contains { Self.rollouts.contains($0) }
    let found =
      isOfRollout
      ? Self.rolledOut(words, choice) : Self.run(words, choice).map { ($0, Self.outcome(of: $0)) }
    guard let found, let outcome = found.1 else { return nil }
    (object, self.outcome) = (found.0, outcome)
  }

  /// Stems of verbs that ask how something ended.
  private static let verbs = Set(
    [
      "run", "ran", "finish", "finished", "complete", "completed", "succeed", "succeeded",
      "through",
      "done", "work", "worked", "successful",
    ].map(Stem.of))
  private static let rollouts: Set<String> = [
    "rollout", "rolled", "deployment", "deploy", "upgrade",
  ]

  private static func isFailure(_ word: String) -> Bool { word.hasPrefix("fail") }

  /// The newest run whose name has most of the question's words: `grades-import-29635380` of "did the
  /// grades import run?".
  private static func run(_ words: [String], _ choice: ObjectChoice) -> ClusterView.Object? {
    let asked = words.filter { $0.count >= fewestLetters }
    func share(_ object: ClusterView.Object) -> Int {
      let name = object.name.lowercased().split(separator: "-").map(String.init)
        .filter { part in part.count >= fewestLetters && !part.contains(where: \.isNumber) }
      return name.count { part in
        // "rotation" and `rotate`, "backup" and `backups`.
        asked.contains { word in
          let common = zip(word, part).prefix { $0 == $1 }.count
          return common >= max(fewestLetters, min(word.count, part.count) - 1)
        }
      }
    }
    let runs = choice.all.filter { ["Job", "Pod"].contains($0.kind) && outcome(of: $0) != nil }
    guard let most = runs.map(share).max(), most > 0 else { return nil }
    let best = runs.filter { share($0) == most }
    // A job tells more than its pod.
    let jobs = best.filter { $0.kind == "Job" }
    return (jobs.isEmpty ? best : jobs).max {
      (ObjectStateAnswer.youth($0) ?? .min) < (ObjectStateAnswer.youth($1) ?? .min)
    }
  }

  private static let fewestLetters = 4

  /// How a job or its pod ended; nil where it is neither, or that is not told.
  private static func outcome(of object: ClusterView.Object) -> Outcome? {
    if object.value("status.conditions[Complete].status") == "True" { return .done }
    if object.value("status.conditions[Failed].status") == "True" { return .failed }
    let told = (object.field("status.summary") ?? object.field("status.phase"))?.value ?? ""
    switch told {
    case "Complete", "Completed", "Succeeded": return .done
    case "Failed": return .failed
    default: break
    }
    guard object.kind == "Job" else { return nil }
    let completions = object.value("status.completions").split(separator: "/")
    guard completions.count == 2 else { return nil }
    return completions[0] == completions[1] ? .done : .underWay
  }

  /// The workload that is meant, and whether all of its copies are of its newest version and ready.
  private static func rolledOut(
    _ words: [String], _ choice: ObjectChoice
  ) -> (ClusterView.Object, Outcome?)? {
    let kinds = ["Deployment", "StatefulSet", "DaemonSet"]
    let object =
      [choice.named, choice.focus].lazy.compactMap { some in
        some.first { kinds.contains($0.kind) }
          ?? some.lazy.compactMap { one in
            choice.all.first { kinds.contains($0.kind) && $0.name == one.app }
          }.first
      }.first
    guard let object else { return nil }
    let ready = object.value("status.ready").split(separator: "/")
    guard ready.count == 2 else { return nil }
    let updated = object.value("status.updatedReplicas")
    let isThrough = ready[0] == ready[1] && (updated.isEmpty || updated == ready[1])
    return (object, isThrough ? .done : .underWay)
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let paths = [
      "status.summary", "status.phase", "status.ready", "status.completions",
      "status.conditions[Complete].status", "status.conditions[Failed].reason",
      "status.updatedReplicas", "metadata.age", "status.completionTime", "status.startTime",
    ]
    let fields = paths.compactMap(object.field)
    let told = fields.map { field in
      let name = field.path.split(separator: ".").last.map(String.init) ?? field.path
      return ["summary", "phase", "ready", "completions"].contains(name)
        ? ObjectWords.value(field.value) + (name == "ready" ? " ready" : "")
        : "\(name) \(ObjectWords.value(field.value))"
    }
    let isYes = asksForFailure ? outcome == .failed : outcome == .done
    let lead = isYes ? "Yes" : outcome == .underWay ? "Not yet" : "No"
    let state =
      switch outcome {
      case .done: "came through"
      case .failed: "failed"
      case .underWay: "is not through"
      }
    report.add(
      .answer, layout: .sentences,
      [
        ObjectWords.sentence(
          "\(lead): \(object.kind) \(MarkdownText.name(object.name)) \(state) "
            + "(\(told.joined(separator: ", ")))", fields.map(\.sample), &report)
      ])
    report.addEvidence()
  }
}

import Diagnosis
import Evidence

/// Why a pod that runs by now had to wait for a node: "why did carts-1 wait before it was scheduled?".
///
/// What is overcome is no finding, so the diagnosis does not know of it; the pod's events do.
struct SchedulingWaitAnswer: ActAnswer {
  private let pod: ClusterView.Object
  /// The events that say why no node took it, each message once.
  private let refusals: [ClusterView.Object]
  /// The event that says where it went in the end.
  private let placed: ClusterView.Object?

  private static let waiting: Set<String> = [
    "wait", "waited", "waiting", "pending", "scheduled", "schedule", "unscheduled", "unschedulable",
  ]
  /// Messages that are told.
  private static let most = 3

  /// Whether it may be asked why something waited: told by words alone.
  static func mayBeAsked(_ words: [String]) -> Bool {
    words.contains("why") && words.contains(where: waiting.contains)
  }

  /// Nil where no pod is named, or it is still in trouble, or no event tells why it waited.
  init?(_ choice: ObjectChoice) {
    guard let pod = choice.named.first(where: { $0.kind == "Pod" }),
      choice.view.state(of: pod)?.isWell != false
    else { return nil }
    let own = choice.view.events.filter { $0.value("about") == "Pod/\(pod.name)" }
    var seen: Set<String> = []
    refusals = own.filter {
      $0.value("reason") == "FailedScheduling" && seen.insert($0.value("message")).inserted
    }
    guard !refusals.isEmpty else { return nil }
    self.pod = pod
    placed = own.first { $0.value("reason") == "Scheduled" }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    func told(_ event: ClusterView.Object, _ report: inout ReportBuilder) -> Report.Claim {
      let age = event.value("age")
      let when = age.isEmpty ? "" : ", \(ObjectWords.value(age))"
      return ObjectWords.cited(
        ObjectWords.value(event.value("message")) + when, [event.sample], &report)
    }
    let list = ObjectWords.list(refusals.prefix(Self.most).map { told($0, &report) })
    var claims = [
      Report.Claim(
        "No node took \(MarkdownText.name(pod.name)) at first: \(list.text).",
        exhibits: list.exhibits)
    ]
    if let placed {
      let end = told(placed, &report)
      claims.append(.init("Then it was scheduled: \(end.text).", exhibits: end.exhibits))
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    report.readByName()
  }
}

import Diagnosis
import Evidence

/// Why pods come up on no other node, in the scheduler's words: "why don't they come up on another node?".
///
/// Why they wait at all is asked of the diagnosis.
struct PlacementAnswer: ActAnswer {
  private let waiting: [ClusterView.Unscheduled]

  /// Nil where that is not asked, no case has been told yet, or no pod waits.
  init?(_ words: [String], _ file: Case, _ desk: Desk) {
    let text = words.joined(separator: " ")
    guard file.diagnosis != nil, Self.why.contains(where: text.contains),
      Self.elsewhere.contains(where: text.contains), desk.tellsOfObjects,
      let view = ClusterView(desk.evidence.observations)
    else { return nil }
    let all = view.unscheduled
    let own = all.filter { !Set($0.apps).isDisjoint(with: file.incident?.services ?? []) }
    waiting = own.isEmpty ? all : own
    guard !waiting.isEmpty else { return nil }
  }

  private static let why = ["why", "how come", "what keeps", "what stops", "what prevents"]
  private static let elsewhere = [
    "another node", "other node", "different node", "another machine", "other machine",
    "another host", "other host", "elsewhere", "somewhere else", "rescheduled", "reschedule",
    "any node", "a new node",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = waiting.map { one -> Report.Claim in
      let pods = Counting.list(one.pods.map(MarkdownText.name), most: 3)
      let reasons = one.reasons.map(MarkdownText.sentence)
      let told = reasons.isEmpty ? "" : ": \(Counting.list(reasons))"
      let quote = MarkdownText.code(Quote.cut(Quote.clean(one.message), to: Self.longest))
      return ObjectWords.cited(
        "The scheduler finds no node for \(pods)\(told): \(quote)", [one.sample], &report
      ).ending
    }
    report.add(.answer, layout: .sentences, Array(claims.prefix(Self.most)))
    report.add(
      .counts, title: "More that wait",
      Array(claims.dropFirst(Self.most).prefix(ObjectWords.mostRows)))
    report.addEvidence()
  }

  /// Different words of the scheduler that the answer tells, and bytes of each.
  private static let (most, longest) = (2, 300)
}

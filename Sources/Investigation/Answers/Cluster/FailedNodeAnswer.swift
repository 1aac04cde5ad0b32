import Diagnosis
import Evidence

/// The node that a cause is of: "which node?", "which machine is it?".
struct FailedNodeAnswer: ActAnswer {
  private let finding: Finding

  /// Nil where more is asked, or the cause that was told is of no node.
  init?(_ words: [String], _ view: ClusterView, _ file: Case) {
    guard ["which", "what"].contains(words.first { !Self.openings.contains($0) } ?? ""),
      words.allSatisfy(Self.bare.contains), words.contains(where: Self.nouns.contains),
      [.cause, .state, .judge].contains(file.focus.act ?? .count),
      let diagnosis = file.diagnosis,
      let cause = diagnosis.leading,
      view.nodeNames.contains(cause.service)
    else { return nil }
    finding = cause
  }

  private static let openings: Set = ["and", "so", "but", "ok"]
  private static let nouns: Set = ["node", "host", "machine", "server"]
  private static let bare = nouns.union(openings).union([
    "which", "what", "one", "is", "was", "it", "that", "this", "the", "exactly", "then",
  ])

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let number = report.cite(finding)
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(MarkdownText.name(finding.service)): \(finding.told(report, number)) [\(number)].",
          exhibits: [number])
      ])
    report.addEvidence()
  }
}

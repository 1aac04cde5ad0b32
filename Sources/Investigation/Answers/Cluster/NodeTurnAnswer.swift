import Diagnosis
import Evidence
import Timeline

/// When a node ceased to be ready, or was so again: "when did it go NotReady?", "since when is w-3 down?".
struct NodeTurnAnswer: ActAnswer {
  private let node: String
  private let turn: ClusterView.Turn

  /// Nil where no such time is asked for, or nothing tells it.
  init?(_ words: [String], _ question: Question, _ choice: ObjectChoice) {
    let text = words.joined(separator: " ")
    guard words.contains("when") || text.contains("how long") else { return nil }
    let isNot = Self.notReady.contains(where: text.contains)
    let isBack = !isNot && words.contains("ready")
    // "when did it go down?" is asked of a node only where it is called one.
    let isNode = ObjectNouns.all(in: words).contains { $0.kinds == ["Node"] }
    guard isNot || isBack || !Set(words).isDisjoint(with: Self.down),
      let node = choice.node(in: words, question)
    else { return nil }
    let isNamed = ObjectChoice.tokens(question.beginning).contains(node.lowercased())
    guard isNot || isNode || isNamed else { return nil }
    guard let turn = choice.view.turns(of: node).last(where: { $0.isReady == isBack }) else {
      return nil
    }
    self.node = node
    self.turn = turn
  }

  private static let notReady = ["notready", "not ready", "unready", "nodenotready"]
  private static let down: Set<String> = [
    "down", "lost", "unreachable", "died", "die", "fail", "failed", "vanish", "vanished",
    "disappear", "disappeared", "offline", "leave", "left", "gone",
    "dead", "away", "missing",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let state = turn.isReady ? "Ready" : "NotReady"
    let name = MarkdownText.name(node)
    let text: String
    if let instant = ObjectWords.instant(turn.time) {
      text = "\(name) became \(state) at \(report.times.full(instant))"
      report.file.focus.instant = instant
    } else {
      text = "\(name) had been \(state) for \(ObjectWords.value(turn.time)) when that was printed"
    }
    report.add(
      .answer, layout: .sentences, [ObjectWords.cited(text, [turn.sample], &report).ending])
    report.addEvidence()
  }
}

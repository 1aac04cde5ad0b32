import Diagnosis
import Evidence

/// Which pods a node runs or ran, and how many: "which pods were running on it?", "what ran on w-3?".
struct HostedPodsAnswer: ActAnswer {
  private let node: String
  private let pods: [ClusterView.Hosted]

  /// Nil where a question asks for no pods of a node, or nothing tells of any.
  init?(_ words: [String], _ question: Question, _ choice: ObjectChoice) {
    // "how many are there?" asks for no place.
    let isOfNumber = zip(words, words.dropFirst()).contains {
      ["is", "are", "was", "were"].contains($0) && $1 == "there"
    }
    let known = Set(words).subtracting(isOfNumber ? ["there"] : [])
    guard !known.isDisjoint(with: Self.asking), !known.isDisjoint(with: Self.running),
      !known.isDisjoint(with: Self.placing), known.isDisjoint(with: Self.others)
    else { return nil }
    // "which nodes do the pods run on?" asks for nodes.
    let nouns = ObjectNouns.all(in: words).map(\.kinds[0])
    guard nouns.first != "Node" || nouns.count == 1 && known.contains("what"),
      nouns.allSatisfy({ ["Pod", "Node", "Deployment"].contains($0) }),
      let node = choice.node(in: words, question)
    else { return nil }
    self.node = node
    pods = choice.view.hosted(on: node)
    guard !pods.isEmpty else { return nil }
  }

  private static let asking: Set<String> = ["which", "what", "list", "show", "name", "how"]
  private static let running: Set<String> = [
    "run", "runs", "running", "ran", "hosted", "hosts", "host", "scheduled", "placed", "were",
    "was", "are", "is", "live", "lived", "sat", "had", "has",
  ]
  private static let placing: Set<String> = ["on", "there", "onto", "hosted"]
  /// Words of questions for what a node uses, says or is.
  private static let others: Set<String> = [
    "version", "memory", "cpu", "disk", "kernel", "much", "error", "errors", "log", "logs",
    "wrong", "happened", "changed", "change", "most", "deployed", "uses", "eats", "takes", "time",
    "zone", "image", "label", "labels", "taint", "taints", "depend", "depends", "effect", "impact",
    "going", "state", "status",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = pods.map { pod in
      let status = pod.status.isEmpty ? "" : " \(ObjectWords.value(pod.status))"
      return ObjectWords.cited(MarkdownText.name(pod.name) + status, [pod.sample], &report)
    }
    let list = ObjectWords.list(claims)
    let noun = pods.allSatisfy(\.isTask) ? "task" : "pod"
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.of(pods.count, noun)) on \(MarkdownText.name(node)): \(list.text).",
          exhibits: list.exhibits)
      ])
    if claims.count > ObjectWords.most {
      report.add(
        .counts, title: "Pods of \(MarkdownText.oneLine(node))",
        Array(claims.prefix(ObjectWords.mostRows)))
    }
    report.addEvidence()
  }
}

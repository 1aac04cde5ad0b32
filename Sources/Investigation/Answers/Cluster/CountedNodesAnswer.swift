import Diagnosis
import Evidence

/// How many nodes something was done to, by the events that tell of each: "how many nodes were replaced?".
struct CountedNodesAnswer: ActAnswer {
  /// What the events are of: a node each, with its entries.
  private let nodes: [(name: String, sample: Sample)]
  private let verb: String

  /// Nil where nothing of nodes is counted, or no event tells of it.
  init?(_ words: [String], _ desk: Desk) {
    guard words.contains("many"), let noun = ObjectNouns.all(in: words).first,
      noun.kinds == ["Node"], let verb = words.first(where: { Self.done[$0] != nil }),
      let stems = Self.done[verb]
    else { return nil }
    var found: [String: Sample] = [:]
    for stem in stems where found.isEmpty {
      for observation in desk.evidence.observations {
        guard case .entries(let template, _) = observation.measure else { continue }
        let own = Stem.words(template).map(Stem.of)
        guard own.contains("nod"), own.contains(where: { $0.hasPrefix(stem) }),
          observation.samples[0].text.contains(observation.service)
        else { continue }
        found[observation.service] = found[observation.service] ?? observation.samples[0]
      }
    }
    guard !found.isEmpty else { return nil }
    self.verb = verb
    nodes = found.map { (name: $0.key, sample: $0.value) }.sorted {
      Sample.isEarlier($0.sample, $1.sample)
    }
  }

  /// How events say what a question's verb means, the surest first.
  private static let done: [String: [String]] = [
    "replaced": ["remov", "delet", "terminat"], "removed": ["remov", "delet", "terminat"],
    "deleted": ["delet", "remov"], "drained": ["drain"], "cordoned": ["cordon"],
    "added": ["regist"], "upgraded": ["upgrad", "remov"], "terminated": ["terminat", "remov"],
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = nodes.map {
      ObjectWords.cited(MarkdownText.name($0.name), [$0.sample], &report)
    }
    let list = ObjectWords.list(claims, ", ")
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.of(nodes.count, "node")) \(nodes.count == 1 ? "was" : "were") \(verb), by events "
            + "that tell of each: \(list.text).", exhibits: list.exhibits)
      ])
    report.add(.counts, title: "Nodes", Array(claims.prefix(ObjectWords.mostRows)))
    report.addEvidence()
  }
}

import Timeline

/// Ranks the services by how well each explains the trouble.
///
/// Begins at the symptom and follows who names whom to the deepest service with trouble of its own.
/// A state of a service (a change, a resource, a fault) explains; what it reports of others does not.
struct Ranker {
  let index: LogIndex
  let detections: Detections
  let question: Question

  /// The time around the moment asked about in which a cause is sought, in milliseconds.
  static let lead: Int64 = 45 * 60_000

  /// Ranks all that was detected within the time of the question.
  func rank() -> Verdict {
    let anomalies = detections.anomalies.filter { isInFocus($0.onset, $0.end) }
    let changes = detections.changes.filter { isInFocus($0.time, $0.time) }
    let graph = CallGraph(index, anomalies)
    let finder = SymptomFinder(index: index, question: question, graph: graph)
    let symptom = finder.symptom(anomalies)
    let mentions = NameMentions(index.services)
    let suspects = SuspectList(
      anomalies,
      changes: changes.map { change in
        let text = MessageText.core(of: change.excerpt.quote)
        return (change, mentions.names(in: String(text)).union([change.service]))
      }, graph: graph, symptom: symptom
    ).suspects()
    var verdict = Verdict(
      suspects: suspects, isProven: false, doubt: nil,
      confidence: Confidence(level: .low, reason: ""), symptom: symptom, path: [], affected: [],
      anomalies: anomalies, changes: changes)
    Judge(index: index, question: question, graph: graph).judge(&verdict)
    if let first = suspects.first {
      let way = symptom.flatMap { graph.path(from: $0, to: first.service) } ?? [first.service]
      verdict.path = way.reversed()
      verdict.affected = graph.blaming(first.service).union(way)
    }
    return verdict
  }

  /// Returns whether something reaches into the time asked about, or near the moment asked about.
  private func isInFocus(_ onset: Instant, _ end: Instant) -> Bool {
    guard let time = question.time else { return true }
    let lead = time.moment == nil ? 0 : Self.lead
    return end >= time.window.lowerBound.advanced(by: -lead)
      && onset <= time.window.upperBound.advanced(by: lead)
  }
}

/// Finds the service in which the trouble is felt.
struct SymptomFinder {
  let index: LogIndex
  let question: Question
  let graph: CallGraph

  /// The service asked about, else the one farthest from the cause that users see.
  func symptom(_ anomalies: [Anomaly]) -> Int? {
    let failing = anomalies.filter(\.isFailure)
    let asked = question.services.compactMap { index.services.firstIndex(of: $0) }
    if let first = asked.first(where: { service in failing.contains { $0.service == service } }) {
      return first
    }
    if let first = asked.first { return first }
    let services = Set(failing.filter(\.isConvincing).map(\.service))
    let blamed = Set(services.flatMap { graph.blamed[$0].map { Array($0.keys) } ?? [] })
    let tops = services.subtracting(blamed)
    return (tops.isEmpty ? services : tops).max {
      (weight($0, failing), -$0) < (weight($1, failing), -$1)
    }
  }

  /// A service that reports failures of others sees more of the trouble than a lone one.
  private func weight(_ service: Int, _ failing: [Anomaly]) -> Int {
    failing.filter { $0.service == service }.map(\.count).reduce(0, +)
      + (graph.blamed[service] == nil ? 0 : 1_000_000)
  }
}

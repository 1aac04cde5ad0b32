import Evidence
import Timeline

/// Finds operations whose requests break off, or run into an error, where they used to go on.
struct BrokenFlows: Detector {
  let name = "broken-flows"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let requests = evidence.requests else { return [] }
    let breaks = FlowBreak.all(in: requests) { isHearsay($0, requests.now, evidence) }
    var ofService: [String: Int] = [:]
    for found in breaks { ofService[found.operation.service, default: 0] += found.spans.count }
    return breaks.compactMap { found in
      // Fewer are what fails in any system now and then.
      let all = ofService[found.operation.service] ?? 0
      guard all >= RankingModel.fewestBroken else { return nil }
      return finding(found, all, requests, evidence)
    }
  }

  /// Whether an error tells only that another service was not reached or did not answer.
  private func isHearsay(
    _ entry: TracedRequests.Entry, _ tree: RequestTree, _ evidence: ObservedEvidence
  ) -> Bool {
    guard !entry.text.isEmpty else { return false }
    let message = tree.requests.messages[entry.message]
    let sample = Sample(
      reference: tree.requests.reference(entry.path, entry.line), level: message.level,
      service: message.service, text: entry.text)
    let reading = EntryReader.shared.reading(
      of: Observation(
        service: message.service,
        measure: .entries(template: message.template, level: message.level), count: 1,
        values: Series(), samples: [sample]), at: 0)
    // "Request failed" is told by callers too, and says of nobody that he was not reached.
    guard let kind = reading?.kind, kind.isToldByCallers else { return false }
    return kind.weight >= RankingModel.leastTellingWeight
  }

  private func finding(
    _ found: FlowBreak, _ all: Int, _ requests: RequestComparison, _ evidence: ObservedEvidence
  ) -> Finding? {
    let now = requests.now.requests
    guard let step = found.steps.first else { return nil }
    let after = step.after.map { now.entries[$0] }
    let next = step.next.map { now.entries[$0] }
    let cited = [next, after].compactMap { $0 }.compactMap { sample(of: $0, now, evidence) }
    var words = "\(found.spans.count) of \(found.count) requests \(quoted(found.operation.name)) "
    let before = after.map { "behind \(Self.message(now.messages[$0.message].template))" }
    if let next {
      words +=
        "run into \(Self.message(next.text.isEmpty ? now.messages[next.message].template : next.text))"
      if let before { words += " \(before)" }
    } else if let before {
      words += "end \(before)"
    } else {
      words += "say nothing at all"
    }
    words += "; in \(step.seen) of a quiet time it always went on"
    return Finding(
      detector: name, service: found.operation.service, kind: "broken-flow",
      strength: Finding.strength(ofRequests: all), detail: words, spans: found.spans,
      of: requests.now, cited: cited)
  }

  private func quoted(_ name: String) -> String { name.isEmpty ? "to it" : "`\(name)`" }

  /// The most characters of a message within a sentence.
  private static let longest = 90

  private static func message(_ text: String) -> String {
    let line = own(text.prefix { !$0.isNewline })
    let cut = line.count > longest ? line.prefix(longest) + "…" : line
    return "`\(cut.replacing("`", with: "'"))`"
  }

  /// A message without the identifiers at its beginning: places in code, and requests by a name each.
  private static func own(_ text: Substring) -> Substring {
    var rest = text
    while let word = rest.split(separator: " ", maxSplits: 1).first, word.endIndex < rest.endIndex {
      let isLabel = word.lowercased().hasSuffix("id:") || word.lowercased().hasSuffix("id")
      guard isLabel || word.contains(where: { $0.isNumber || $0 == "#" }) || word == "<*>" else {
        break
      }
      rest = rest[word.endIndex...].drop { $0 == " " }
    }
    return rest.isEmpty ? text : rest
  }

  /// The line of an entry as it was kept, or another that says the same, the nearest in time.
  private func sample(
    of entry: TracedRequests.Entry, _ requests: TracedRequests, _ evidence: ObservedEvidence
  ) -> Sample? {
    let message = requests.messages[entry.message]
    let reference = requests.reference(entry.path, entry.line)
    let known =
      evidence.observations.first {
        $0.service == message.service
          && $0.measure == .entries(template: message.template, level: message.level)
      }?.samples ?? []
    func distance(_ sample: Sample) -> UInt64 {
      guard let a = sample.time?.instant, let b = entry.time else { return .max }
      return a.distance(from: b).magnitude
    }
    return known.first { $0.reference == reference } ?? known.min { distance($0) < distance($1) }
  }
}

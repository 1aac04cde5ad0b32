import Evidence
import Timeline

/// Words why a hypothesis stands where it does, in one sentence.
struct Reasons {
  let ranker: HypothesisRanker
  let first: Hypothesis

  private var findings: [Finding] { ranker.failures.findings }

  /// The reason of a hypothesis, by its place.
  func reason(of hypothesis: Hypothesis, isFirst: Bool) -> String {
    isFirst ? reasonOfFirst(hypothesis) : reasonOfRival(hypothesis)
  }

  private func reasonOfFirst(_ hypothesis: Hypothesis) -> String {
    let finding = findings[hypothesis.finding]
    if ranker.isExcluded(finding) { return "you ruled it out, and nothing else stands out" }
    var parts = [
      finding.role == .state
        ? "\(finding.count == 1 ? "one entry tells" : "\(finding.count) entries tell") of "
          + (FaultKind.named(finding.kind ?? "")?.name ?? "a state that explains failures")
        : "it is the first failure of \(finding.service) that says anything of a reason"
    ]
    // A change that names it is no failure.
    let blamers = hypothesis.supporting.filter { findings[$0].role != .change }
      .map { findings[$0].service }.filter { $0 != finding.service }
    let onMachine = ranker.graph.machines.filter { $0.value.contains(finding.service) }.keys
      .sorted()
    if !onMachine.isEmpty {
      parts.append("\(onMachine.prefix(3).joined(separator: ", ")) fail on its machine")
    }
    if let blamer = blamers.first { parts.append("failures of \(blamer) name \(finding.service)") }
    if hypothesis.supporting.contains(where: { findings[$0].role == .change }) {
      parts.append("a change came before it")
    }
    let last = parts.removeLast()
    return parts.isEmpty ? last : parts.joined(separator: ", ") + ", and " + last
  }

  private func reasonOfRival(_ hypothesis: Hypothesis) -> String {
    let finding = findings[hypothesis.finding]
    let best = findings[first.finding]
    if ranker.isExcluded(finding) { return "you ruled it out" }
    if finding.isFailingAllAlong {
      return "it fails all along, before the trouble began as well"
    }
    if finding.role == .symptom, finding.kind.flatMap(FaultKind.named)?.id != FaultKind.general,
      finding.kind != nil
    {
      return "it says that something fails, and not why"
    }
    if !ranker.reach.holds(finding) {
      return "nothing ties \(finding.service) to \(ranker.failures.felt ?? "the symptom")"
    }
    if ranker.isRepeated(finding) {
      return "it is what was asked about, and gives no reason for it"
    }
    if finding.role == .consequence { return "it follows from another failure" }
    if finding.service != best.service, finding.names.contains(best.service) {
      return "its failures name \(best.service)"
    }
    if let a = finding.firstSample, let b = best.firstSample, Sample.isEarlier(b, a) {
      return finding.service == best.service
        ? "it came after the first telling error"
        : "it came after \(best.service) failed"
    }
    if finding.role == .symptom { return "it says that something fails, and not why" }
    return "it explains less: \(finding.count == 1 ? "one entry" : "\(finding.count) entries"), "
      + "and none of the others name it"
  }
}

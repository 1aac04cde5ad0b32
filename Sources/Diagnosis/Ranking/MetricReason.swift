import Evidence

/// Words why a suspect of metrics stands where it does.
struct MetricReason {
  let share: Double
  let excess: FeltExcess?
  let isExplained: Bool
  let hasResource: Bool
  let isReached: Bool
  let best: String?

  func text(of service: String) -> String {
    if isExplained { return "it is used more as there is more traffic, and no more than that" }
    var parts: [String] = []
    if let excess, share > 0 {
      let what = excess.kind == .latency ? "of the time lost" : "of the failures"
      let percent = Int(min(999, share * 100).rounded())
      if let callee = excess.fresh[service] {
        parts.append("it began to call \(callee), which nobody called before and which fails")
      } else {
        parts.append(
          "it adds \(percent) % \(what) in \(excess.felt) itself, beyond what its callees pass on")
      }
    }
    if !isReached, let excess {
      parts.append("no calls lead to it from \(excess.felt)")
    }
    if hasResource, best == nil {
      parts.append(
        parts.isEmpty
          ? "no other service changed as clearly" : "a resource of its own changed with it")
    }
    if parts.isEmpty, let best {
      parts.append("it changed less clearly than \(best)")
    }
    return parts.isEmpty ? "it changed when the trouble began" : parts.joined(separator: ", and ")
  }
}

import Timeline

extension ReportWriter {
  /// From the cause to the symptom, service by service, with onsets.
  mutating func path(_ verdict: Verdict) -> [String] {
    guard verdict.isProven, verdict.path.count > 1 else { return [] }
    return verdict.path.enumerated().map { step, service in
      let name = "\(step + 1). \(draft.name(service))"
      guard let felt = verdict.felt(in: service) else { return "\(name): no anomaly of its own" }
      let mark = draft.cite(felt)
      return "\(name) from \(times.short(felt.onset)) \(mark)"
    }
  }
}

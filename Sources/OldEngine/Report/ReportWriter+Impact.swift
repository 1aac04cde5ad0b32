import Timeline

extension ReportWriter {
  private static let mostServices = 10

  /// Words who was affected.
  mutating func impact(_ verdict: Verdict) -> [String] {
    let lines = impactLines(verdict)
    guard !lines.isEmpty else { return ["No service shows failures\(scopeText())."] }
    let noun = lines.count == 1 ? "1 service shows" : "\(lines.count) services show"
    return ["\(noun) failures\(scopeText()):", ""] + lines
  }

  /// The services with failures, how many, and for how long.
  mutating func impactLines(_ verdict: Verdict) -> [String] {
    let failures = Dictionary(
      grouping: verdict.anomalies.filter { anomaly in
        anomaly.isConvincing && (!verdict.isProven || verdict.affected.contains(anomaly.service))
      }, by: \.service)
    let order = failures.sorted { a, b in
      (a.value.map(\.count).reduce(0, +), b.key) > (b.value.map(\.count).reduce(0, +), a.key)
    }
    return order.prefix(Self.mostServices).compactMap { service, own in
      guard let first = own.map(\.onset).min(), let last = own.map(\.end).max(),
        let most = own.max(by: { $0.count < $1.count })
      else { return nil }
      let length = TimeText.length(last.distance(from: first))
      let mark = draft.cite(most)
      return "- \(draft.name(service)): \(own.map(\.count).reduce(0, +)) failing lines over "
        + "\(length), most of them \(draft.short(mark, limit: 80)) \(mark)"
    }
  }
}

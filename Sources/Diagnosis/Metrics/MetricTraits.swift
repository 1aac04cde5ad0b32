import Evidence

/// What the name of a metric tells of it: read once for all services that have one of that name.
struct MetricTraits: Sendable {
  let kind: MetricKind
  /// Whether it tells how much there may be, not how much there is.
  let isLimit: Bool
  /// Whether it tells how much is left of something.
  let isRemainder: Bool
  /// Whether it tells what waits to be done.
  let isBacklog: Bool
  /// Whether what it tells of is gone at 0.
  let runsOut: Bool
  /// The words of the name without those for limits and use.
  let core: Set<String>

  /// The percentile that it tells, 0 where it tells the mean.
  let percentile: Int

  init(_ name: String) {
    let tokens = MetricKind.tokens(name)
    kind = MetricKind(name: name)
    isLimit = MetricKind.isLimit(name)
    isRemainder = MetricKind.isRemainder(name)
    isBacklog = MetricKind.isBacklog(name)
    runsOut = MetricKind.runsOut(name)
    core = MetricKind.core(name)
    percentile = Self.percentile(tokens)
  }

  private static func percentile(_ tokens: [String]) -> Int {
    if tokens.contains(where: ["average", "avg", "mean"].contains) { return 0 }
    let told = tokens.lazy.compactMap { token -> Int? in
      let digits = token.hasPrefix("p") ? String(token.dropFirst()) : token
      return Int(digits)
    }.first
    return told ?? 1
  }
}

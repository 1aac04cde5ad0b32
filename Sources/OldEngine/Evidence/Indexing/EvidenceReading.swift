import Timeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is to be read of one look at the evidence: the plans of the files, and their parts in an order that
/// depends on what the files hold and not on what their folders are called.
final class EvidenceReading: Sendable {
  /// The plans, in the order of their display paths.
  let plans: [FilePlan]
  let unread: [UnreadFile]
  let parts: [Part]

  /// A part of a file.
  struct Part: Sendable {
    var plan: Int
    var range: Range<Int>
    /// Whether it is the file's first, and whether its last.
    var isFirst: Bool
    var isLast: Bool
  }

  /// Logs are rarely in strict order: a file is outside a window only where this far off, in ms.
  private static let slack: Int64 = 600_000

  /// Looks into all files that were found.
  static func begin(
    _ found: EvidenceLocations, window: TimeWindow?, meter: ReadingMeter?
  ) async -> EvidenceReading {
    await ThreadStart.result { EvidenceReading(found, window: window, meter: meter) }
  }

  init(_ found: EvidenceLocations, window: TimeWindow?, meter: ReadingMeter?) {
    var unread = found.unread
    var plans: [FilePlan] = []
    for file in found.files {
      switch FilePlanner.plan(file, meter: meter) {
      case .plan(var plan):
        if let window, !Self.overlaps(plan, window) { plan.isOutside = true }
        plans.append(plan)
      case .unread(let reason): unread.append(reason)
      }
    }
    self.plans = plans
    self.unread = unread.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
    let order = plans.indices.filter { !plans[$0].isOutside }.sorted {
      let (a, b) = (plans[$0], plans[$1])
      return (a.file.name, a.fingerprint, a.file.size, a.file.display)
        < (b.file.name, b.fingerprint, b.file.size, b.file.display)
    }
    parts = order.flatMap { plan in
      let ranges = plans[plan].ranges
      return ranges.enumerated().map {
        Part(
          plan: plan, range: $0.element, isFirst: $0.offset == 0,
          isLast: $0.offset == ranges.count - 1)
      }
    }
  }

  /// Whether a file may hold entries of a window, by its first and its last lines.
  private static func overlaps(_ plan: FilePlan, _ window: TimeWindow) -> Bool {
    guard plan.encoding == .text, plan.header == nil, plan.layout != nil,
      let span = EdgeTimes.span(of: plan)
    else { return true }
    return span.lowerBound - slack <= window.upperBound.milliseconds
      && span.upperBound + slack >= window.lowerBound.milliseconds
  }
}

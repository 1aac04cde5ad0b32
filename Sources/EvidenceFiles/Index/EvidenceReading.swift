import Evidence

/// What is to be read of one look at the evidence: the plans of the files, and their parts in an order
/// that depends on what the files hold and not on what their folders are called.
final class EvidenceReading: Sendable {
  /// The name of the source in references.
  let source: String
  /// The plans, in the order of their display paths.
  let plans: [FilePlan]
  let unread: [Catalog.Unread]
  let parts: [Part]

  /// A part of a file.
  struct Part: Sendable {
    var plan: Int
    var range: Range<Int>
    /// Whether it is the file's first, and whether its last.
    var isFirst: Bool
    var isLast: Bool
  }

  /// Looks into all files that were found.
  init(_ found: EvidenceLocations, source: String, meter: ReadingMeter?) {
    self.source = source
    var unread = found.unread
    var plans: [FilePlan] = []
    for file in found.files {
      switch FilePlanner.plan(file, meter: meter) {
      case .plan(let plan): plans.append(plan)
      case .unread(let reason): unread.append(reason)
      }
    }
    self.plans = plans
    self.unread = unread.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
    let order = plans.indices.sorted {
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
}

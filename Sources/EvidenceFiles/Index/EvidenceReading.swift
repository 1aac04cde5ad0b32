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
  /// What one thread reads at a time: a part of a file, or an archive with all its members.
  let pieces: [[Int]]

  /// A part of a file.
  struct Part: Sendable {
    var plan: Int
    var range: Range<Int>
    /// Whether it is the file's first, and whether its last.
    var isFirst: Bool
    var isLast: Bool
  }

  /// Looks into all files that were found.
  ///
  /// Of a limit, each file gets an equal share: its end. What small files leave over goes to others.
  /// What was found out before is taken from a cache, and what was planned before, of all files, as it is.
  init(
    _ found: EvidenceLocations, source: String, limit: Int? = nil, meter: ReadingMeter?,
    cache: IndexCache? = nil, planned: FilePlanner? = nil
  ) {
    self.source = source
    let planner = planned ?? FilePlanner(found.files, meter: meter)
    let times = TimeDecision(planner.plans.map(\.signs))
    var plans = planner.plans.map { entry in
      var plan = entry.plan
      plan.times = times.plan(entry.signs)
      plan.addTimeNotes(entry.signs)
      return plan
    }
    if let limit {
      Self.share(limit, among: &plans)
      for index in plans.indices { plans[index].countLinesPassedOver(cache) }
    }
    plans.sort { $0.file.display < $1.file.display }
    self.plans = plans
    unread = (found.unread + planner.unread).sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
    let order = plans.indices.sorted {
      let (a, b) = (plans[$0], plans[$1])
      return (a.file.name, a.fingerprint, a.file.size, a.file.display)
        < (b.file.name, b.fingerprint, b.file.size, b.file.display)
    }
    var parts: [Part] = []
    var pieces: [[Int]] = []
    var archives: [String: Int] = [:]
    for plan in order {
      let ranges = plans[plan].ranges
      for (index, range) in ranges.enumerated() {
        let isMember = if case .member = plans[plan].file.origin { true } else { false }
        if isMember, let piece = archives[plans[plan].file.path] {
          pieces[piece].append(parts.count)
        } else {
          if isMember { archives[plans[plan].file.path] = pieces.count }
          pieces.append([parts.count])
        }
        parts.append(
          Part(
            plan: plan, range: range, isFirst: index == 0, isLast: index == ranges.count - 1))
      }
    }
    self.parts = parts
    self.pieces = pieces
  }

  /// The plan of the first file that a piece has a part of.
  func plan(ofPiece piece: Int) -> Int { parts[pieces[piece][0]].plan }

  private static func share(_ limit: Int, among plans: inout [FilePlan]) {
    // The smallest first: what one leaves over is shared by those that are larger.
    var rest = max(0, limit)
    let order = plans.indices.sorted {
      (plans[$0].weight, plans[$0].file.display) < (plans[$1].weight, plans[$1].file.display)
    }
    for (done, index) in order.enumerated() {
      let share = rest / (order.count - done)
      let size = plans[index].weight
      if size > share {
        plans[index].limit(to: share)
        rest -= share
      } else {
        rest -= size
      }
    }
  }
}

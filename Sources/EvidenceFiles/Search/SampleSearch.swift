import Evidence
import Timeline

/// Keeps the entries from one end of those that a scope leaves.
// Unchecked: one thread fills it, then one other merges it under a lock; it is never shared.
final class SampleSearch: MatchConsumer, MergeableResult, @unchecked Sendable {
  /// An entry that was found.
  private struct Match {
    var draft: SampleDraft
    var service: String
    /// How far it is from the end that is wanted, the least first.
    var rank: (Int64, Int32, Int)
  }

  private let order: SampleOrder
  private let limit: Int
  private var matches: [Match] = []
  private(set) var total = 0
  /// The worst rank that may still be wanted.
  private var bar = Int64.max

  init(order: SampleOrder, limit: Int) {
    self.order = order
    self.limit = max(0, limit)
  }

  func prepare(_ entry: LogEntry, service: String) -> Bool { true }

  func accept(_ draft: SampleDraft, service: String) {
    total += 1
    let rank = rank(draft)
    guard limit > 0, rank.0 <= bar else { return }
    matches.append(Match(draft: draft, service: service, rank: rank))
    // Twice the limit, so that sorting is seldom.
    if matches.count > 2 * max(limit, 64) { trim() }
  }

  private func rank(_ draft: SampleDraft) -> (Int64, Int32, Int) {
    let time = draft.time ?? .min
    switch order {
    case .earliest: return (time, draft.file, draft.line)
    case .latest:
      // The complement turns the order round and cannot overflow.
      return (~time, ~draft.file, ~draft.line)
    case .around(let instant):
      let distance = time.subtractingClamped(instant.milliseconds)
      // What comes before and what comes behind at the same distance: the earlier first.
      let magnitude = distance < 0 ? ~distance : distance
      return (magnitude, draft.file, draft.line)
    }
  }

  private func trim() {
    matches.sort { $0.rank < $1.rank }
    guard matches.count > limit else { return }
    matches.removeLast(matches.count - limit)
    bar = matches.last?.rank.0 ?? bar
  }

  func moveLines(by lines: Int) {
    for index in matches.indices {
      matches[index].draft.moveLines(by: lines)
      matches[index].rank = rank(matches[index].draft)
    }
  }

  func absorb(_ other: SampleSearch) {
    total += other.total
    matches += other.matches
    trim()
  }

  /// The entries that were found, in the order of time.
  func list(in reading: EvidenceReading) -> SampleList {
    trim()
    let samples = matches.compactMap { $0.draft.sample(service: $0.service, in: reading) }
    return SampleList(samples: samples.sorted(by: Sample.isEarlier), total: total)
  }
}

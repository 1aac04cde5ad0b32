import Evidence
import Synchronization

/// Files of the same bytes in readings that go on at once, such as a day's metrics that are named both
/// as the incident's and as its baseline: what the one holds is not read again of the other.
///
/// Only of files that are no logs and lie on disk. That the bytes are the same is looked up, byte by
/// byte; each file keeps its own path in what is cited.
final class TwinFiles: Sendable {
  /// What two files have in common that may be twins, and all that their meaning hangs on besides their
  /// bytes.
  private struct Key: Hashable {
    var name: String
    var service: String
    var observer: Int?
    var size: Int
    var fingerprint: UInt64
  }

  /// What was read of the first of some twins; the others wait while that is read.
  private final class First: Sendable {
    let known = Mutex<(plan: FilePlan, summary: PartSummary)?>(nil)
  }

  private let firsts = Mutex<[Key: First]>([:])

  /// Bytes of a file on disk beyond which looking through two of them is no gain.
  private static let largest = 8 << 20

  /// What a file holds: as `read` tells, or as it did of a twin.
  func summary(
    of plan: FilePlan, isCancelled: () -> Bool, read: () -> PartSummary
  ) -> PartSummary {
    guard plan.form == .observed, plan.file.origin == .disk, !plan.isCut,
      plan.file.size <= Self.largest
    else { return read() }
    let key = Key(
      name: plan.file.name, service: plan.service, observer: plan.observer, size: plan.file.size,
      fingerprint: plan.fingerprint)
    let first = firsts.withLock { firsts in
      let first = firsts[key] ?? First()
      firsts[key] = first
      return first
    }
    var own: PartSummary?
    let known = first.known.withLock { known in
      if let known { return Optional(known) }
      let summary = read()
      own = summary
      if summary.failure == nil, !isCancelled() { known = (plan, summary) }
      return nil
    }
    if let own { return own }
    if let known, Self.holdSame(known.plan, plan),
      let observed = known.summary.observed.moved(to: plan.file.display)
    {
      var summary = known.summary
      summary.observed = observed
      return summary
    }
    return read()
  }

  /// Whether two files hold the same bytes, those that each was found with.
  private static func holdSame(_ one: FilePlan, _ other: FilePlan) -> Bool {
    guard let a = try? FileSource(one.file), let b = try? FileSource(other.file, meter: other.meter)
    else { return false }
    func bytes(_ room: UnsafeMutableRawBufferPointer, _ count: Int) -> Bytes {
      Bytes(rebasing: UnsafeBufferPointer(room.bindMemory(to: UInt8.self))[..<count])
    }
    let block = 64 << 10
    let same = withUnsafeTemporaryAllocation(byteCount: 2 * block, alignment: 16) { room in
      let (left, right) = (
        UnsafeMutableRawBufferPointer(rebasing: room[..<block]),
        UnsafeMutableRawBufferPointer(rebasing: room[block...])
      )
      while true {
        let count = a.read(into: left)
        guard count == b.read(into: right) else { return false }
        guard count > 0 else { return a.position == one.file.size }
        guard bytes(left, count).equals(bytes(right, count)) else { return false }
      }
    }
    return same && a.holds(one.seal) && b.holds(other.seal)
  }
}

extension Observed {
  /// The same, of a file at another path; nil where something of it is not made of rows.
  fileprivate func moved(to path: String) -> Observed? {
    var moved = self
    var rows: (old: QuotedRows, new: QuotedRows)?
    for index in observations.indices {
      guard var maker = observations[index].samples.maker as? RowSamples,
        observations[index].traits.isEmpty
      else { return nil }
      if rows?.old !== maker.rows { rows = (maker.rows, maker.rows.moved(to: path)) }
      if let rows { maker.rows = rows.new }
      moved.observations[index].samples = Samples(madeBy: maker)
    }
    return moved
  }
}

import Evidence
import Synchronization

/// Reads the lines around a line of a file.
struct ContextReader: Sendable {
  let reading: EvidenceReading
  let index: EvidenceIndex
  let plan: Int
  let number: Int
  let before: Int
  let after: Int

  /// Lines that one call gives at most: more is a file, not a surrounding.
  private static let most = 10_000
  /// Bytes of a line, as ``ContextLine`` says.
  private static let longest = 500

  /// The lines; nil where the file no longer holds what it held, or never had that line.
  ///
  /// - Throws: `CancellationError`.
  func lines() async throws -> [ContextLine]? {
    let box = Box()
    try await WorkerThreads<[ContextLine]?>(
      pieces: 1, threads: 1, work: { _, isCancelled in read(isCancelled) },
      merge: { _, lines in box.lines.withLock { $0 = lines } }
    ).run()
    return box.lines.withLock { $0 }
  }

  private final class Box: Sendable {
    let lines = Mutex<[ContextLine]?>(nil)
  }

  private func read(_ isCancelled: @escaping () -> Bool) -> [ContextLine]? {
    guard number >= 1 else { return nil }
    let first = max(1, number - min(max(before, 0), Self.most))
    let last = min(number, .max - Self.most) + min(max(after, 0), Self.most)
    // The part in which the first line stands, and the lines before it.
    var start = 0
    var line = 0
    for part in reading.parts.indices where reading.parts[part].plan == plan {
      let lines = index.parts[part].lines
      if line + lines >= first { break }
      line += lines
      start = reading.parts[part].range.upperBound
      if reading.parts[part].isLast { return nil }
    }
    let plan = reading.plans[plan]
    let begin = max(start - 1, 0)
    guard let file = try? plan.open(from: begin) else { return nil }
    let reader = LineReader(
      source: FilePlan.text(of: file, plan.encoding), isCancelled: isCancelled)
    // One byte earlier tells whether the part begins at the beginning of a line.
    if start > 0 { _ = reader.next() }
    var found: [ContextLine] = []
    while line < last, let raw = reader.next() {
      line += 1
      guard line >= first else { continue }
      found.append(ContextLine(number: line, text: raw.text(limit: Self.longest)))
    }
    guard file.holds(plan.seal), found.contains(where: { $0.number == number }) else { return nil }
    return found
  }
}

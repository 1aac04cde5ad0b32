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
    var start = reading.plans[plan].passedOver
    var line = reading.plans[plan].linesPassedOver
    for part in reading.parts.indices where reading.parts[part].plan == plan {
      let lines = index.parts[part].lines
      // Records of a document on one line are counted, not lines.
      if line + lines >= first || reading.parts[part].isFirst && reading.parts[part].isLast {
        break
      }
      line += lines
      start = reading.parts[part].range.upperBound
      if reading.parts[part].isLast { return nil }
    }
    let plan = reading.plans[plan]
    if case .member(let member) = plan.file.origin {
      return read(plan, member: member, first, last, isCancelled)
    }
    let begin = max(start - 1, 0)
    guard let file = try? plan.open(from: begin) else { return nil }
    let found = read(
      file.text, plan, from: start, linesBefore: line, first, last, isCancelled)
    return file.holds(plan.seal) ? checked(found) : nil
  }

  /// Reads the lines of a member of an archive.
  private func read(
    _ plan: FilePlan, member: Int, _ first: Int, _ last: Int, _ isCancelled: @escaping () -> Bool
  ) -> [ContextLine]? {
    guard let file = try? FileSource(plan.file, meter: plan.meter) else { return nil }
    let archive = ArchiveReader(file, form: .archive)
    for _ in 0...member where archive.next() == nil { return nil }
    let text = plan.limited(FilePlan.text(of: MemberSource(memberOf: archive), plan.encoding))
    let found = read(text, plan, from: 0, linesBefore: 0, first, last, isCancelled)
    return file.holds(plan.seal) ? checked(found) : nil
  }

  private func checked(_ found: [ContextLine]) -> [ContextLine]? {
    found.contains { $0.number == number } ? found : nil
  }

  private func read(
    _ text: any ByteSource, _ plan: FilePlan, from start: Int, linesBefore: Int, _ first: Int,
    _ last: Int, _ isCancelled: @escaping () -> Bool
  ) -> [ContextLine] {
    var found: [ContextLine] = []
    if plan.form == .document(isOneLine: true) {
      // Its records stand for lines, as they do in citations.
      DocumentReader(source: text, isOneLine: true, isCancelled: isCancelled).read { entry, line in
        guard line >= first, line <= last else { return }
        found.append(
          ContextLine(number: line, text: entry.line.text(limit: Self.longest)))
      }
      return found
    }
    let reader = LineReader(source: text, isCancelled: isCancelled)
    // One byte earlier tells whether the part begins at the beginning of a line.
    if start > 0 { _ = reader.next() }
    var line = linesBefore
    while line < last, let raw = reader.next() {
      line += 1
      guard line >= first else { continue }
      found.append(ContextLine(number: line, text: raw.text(limit: Self.longest)))
    }
    return found
  }
}

/// Reads a piece of the evidence: a part of a file, or the members of an archive in one pass.
struct PieceReader: Sendable {
  let reading: EvidenceReading
  /// Whether what is no log is read too: at the first look.
  var observes = false
  /// Files that other readings may have read already; nil where nobody else reads.
  var twins: TwinFiles?

  /// Calls `done` for each part of the piece that is wanted, as soon as it was read.
  ///
  /// - Returns: Why nothing of the piece counts; nil where it does.
  func read<Sink: EntrySink>(
    _ piece: [Int], isWanted: (Int) -> Bool, isCancelled: @escaping () -> Bool,
    sink: (Int) -> Sink, done: (_ part: Int, _ sink: Sink, _ summary: PartSummary) -> Void
  ) -> String? {
    guard let first = piece.first else { return nil }
    let plan = reading.plans[reading.parts[first].plan]
    guard case .member = plan.file.origin else {
      let sink = sink(first)
      let reader = reader(of: first, sink)
      let summary =
        twins?.summary(of: plan, isCancelled: isCancelled) { reader.run(isCancelled: isCancelled) }
        ?? reader.run(isCancelled: isCancelled)
      if summary.failure == nil { done(first, sink, summary) }
      return summary.failure
    }
    return eachText(of: piece, isWanted: isWanted, isCancelled: isCancelled) { part, text in
      let sink = sink(part)
      let summary = reader(of: part, sink).run(text: text, from: 0, isCancelled: isCancelled)
      done(part, sink, summary)
    }
  }

  /// Calls `take` with the whole text of each file of the piece that is wanted, an archive in one pass.
  ///
  /// - Returns: Why nothing of the piece counts; nil where it does.
  func eachText(
    of piece: [Int], isWanted: (Int) -> Bool, isCancelled: @escaping () -> Bool,
    take: (_ part: Int, _ text: any ByteSource) -> Void
  ) -> String? {
    guard let first = piece.first else { return nil }
    let plan = reading.plans[reading.parts[first].plan]
    do throws(Unreadable) {
      guard case .member = plan.file.origin else {
        let file = try plan.open(from: 0)
        take(first, file.text)
        return file.holds(plan.seal) ? nil : Self.changed
      }
      let file = try FileSource(plan.file, meter: plan.meter)
      let archive = ArchiveReader(file, form: .archive)
      var wanted: [Int: Int] = [:]
      for part in piece where isWanted(part) {
        if case .member(let number) = reading.plans[reading.parts[part].plan].file.origin {
          wanted[number] = part
        }
      }
      var number = 0
      while !wanted.isEmpty, !isCancelled(), archive.next() != nil {
        defer { number += 1 }
        guard let part = wanted.removeValue(forKey: number) else { continue }
        let plan = reading.plans[reading.parts[part].plan]
        take(part, plan.limited(FilePlan.text(of: MemberSource(memberOf: archive), plan.encoding)))
      }
      return file.holds(plan.seal) ? nil : Self.changed
    } catch {
      return error.reason
    }
  }

  private static let changed = "other bytes have taken the place of its own"

  private func reader<Sink: EntrySink>(of part: Int, _ sink: Sink) -> PartReader<Sink> {
    PartReader(
      plan: reading.plans[reading.parts[part].plan], range: reading.parts[part].range, sink: sink,
      source: observes ? reading.source : nil)
  }
}

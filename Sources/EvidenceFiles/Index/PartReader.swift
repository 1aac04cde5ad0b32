/// Takes the entries of a part of a file, in the order of their lines.
protocol EntrySink: AnyObject {
  /// Takes the first line of an entry.
  func entry(_ entry: LogEntry, line: Int, raw: Bytes)
  /// Takes a further line of the entry before.
  func further(line: Int, raw: Bytes)
}

/// What a part of a file turned out to hold.
struct PartSummary {
  /// Lines that begin in the part.
  var lines = 0
  var cutLines = 0
  var repairedLines = 0
  var shortfall: String?
  /// Why nothing of the part counts: it could not be read, or was changed meanwhile.
  var failure: String?
}

/// Reads one part of a file and hands its entries to a sink.
///
/// A part owns the entries whose first line begins in it: it passes over the further lines of the
/// entry that the part before owns, and reads on behind its end to the end of its own last entry.
struct PartReader<Sink: EntrySink> {
  let plan: FilePlan
  let range: Range<Int>
  let sink: Sink

  /// Further lines that belong to one entry; what comes after is passed over.
  private static var mostFurther: Int { 2000 }

  /// Reads the part; ends early where nobody waits any more.
  func run(isCancelled: @escaping () -> Bool) -> PartSummary {
    // One byte earlier tells whether the part begins at the beginning of a line.
    let begin = max(range.lowerBound - 1, 0)
    let file: FileSource
    do throws(Unreadable) {
      file = try plan.open(from: begin)
    } catch {
      return PartSummary(failure: error.reason)
    }
    let reader = LineReader(
      source: FilePlan.text(of: file, plan.encoding), isCancelled: isCancelled)
    var summary = PartSummary()
    if plan.header != nil {
      rows(reader, &summary)
    } else {
      lines(reader, begin, &summary)
    }
    summary.cutLines = reader.cutLines
    summary.shortfall = reader.shortfall
    if !file.holds(plan.seal) { summary.failure = "other bytes have taken the place of its own" }
    return summary
  }

  private func lines(_ reader: LineReader, _ begin: Int, _ summary: inout PartSummary) {
    let parser = LineParser(layout: plan.layout, context: plan.context)
    var entry = LogEntry(message: Bytes(start: nil, count: 0))
    var skipped = 0
    if range.lowerBound > 0 {
      guard reader.next() != nil else { return }
      skipped = 1
    }
    var inEntry = range.lowerBound == 0
    var further = 0
    while let raw = reader.next() {
      let isPast = begin + reader.offset >= range.upperBound
      if !isPast { summary.lines = reader.line - skipped }
      let line = reader.line - skipped
      switch parser.parse(clean(raw, isFirst: range.lowerBound == 0 && line == 1), into: &entry) {
      case .head:
        if isPast { return }
        inEntry = true
        further = 0
        sink.entry(entry, line: line, raw: raw)
      case .continuation:
        further += 1
        if inEntry, further <= Self.mostFurther { sink.further(line: line, raw: raw) }
        if isPast, !inEntry { return }
      case .blank: if isPast, !inEntry { return }
      }
    }
  }

  private func rows(_ reader: LineReader, _ summary: inout PartSummary) {
    guard let header = plan.header, reader.nextRow() != nil else { return }
    let parser = LineParser(layout: nil, context: plan.context)
    var entry = LogEntry(message: Bytes(start: nil, count: 0))
    while let row = reader.nextRow() {
      guard parser.parse(TableRow.values(row, header), into: &entry) == .head else { continue }
      let raw = row.first(0x0A).map { row.part(0, $0) } ?? row
      sink.entry(entry, line: reader.line, raw: raw)
    }
    summary.lines = reader.lineCount
  }

  /// A line without the mark that some programs put before the first.
  @inline(__always)
  private func clean(_ line: Bytes, isFirst: Bool) -> Bytes {
    isFirst && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.part(3, line.count) : line
  }
}

/// Takes the entries of a part of a file, in the order of their lines.
protocol EntrySink: AnyObject {
  /// Takes an entry, cited by a line.
  func entry(_ entry: LogEntry, isBorrowed: Bool, line: Int)
  /// Takes a further line of the entry before.
  func further(line: Int, raw: Bytes)
  /// What takes the spans of a file of traces; nil where none are wanted.
  var traces: TraceDraft? { get }
}

extension EntrySink {
  var traces: TraceDraft? { nil }
}

/// What a part of a file turned out to hold.
struct PartSummary: Sendable {
  /// Lines that begin in the part.
  var lines = 0
  var cutLines = 0
  var shortfall: String?
  /// What the file holds that is no log.
  var observed = Observed()
  /// Why nothing of the part counts: it could not be read, or was changed meanwhile.
  var failure: String?
}

/// Reads one part of a file and hands its entries to a sink.
///
/// A part owns the entries whose cited line begins in it. It reads the lines before it too, for the
/// time that an entry without one borrows and for records that straddle the border, and reads on
/// behind its end to the end of its own last entry.
struct PartReader<Sink: EntrySink> {
  let plan: FilePlan
  let range: Range<Int>
  let sink: Sink
  /// The name of the source where what is no log is wanted too; nil in second looks.
  var source: String?

  /// Further lines that belong to one entry; what comes after is passed over.
  private static var mostFurther: Int { 2000 }
  /// Bytes before a part that are read for what they tell of it.
  static var prelude: Int { 64 << 10 }

  /// Opens the file and reads the part; ends early where nobody waits any more.
  func run(isCancelled: @escaping () -> Bool) -> PartSummary {
    // One byte earlier tells whether the part begins at the beginning of a line.
    let begin = max(range.lowerBound - 1 - Self.prelude, 0)
    let file: OpenFile
    do throws(Unreadable) {
      file = try plan.open(from: begin)
    } catch {
      return PartSummary(failure: error.reason)
    }
    var summary = run(text: file.text, from: begin, isCancelled: isCancelled)
    if !file.holds(plan.seal) { summary.failure = "other bytes have taken the place of its own" }
    return summary
  }

  /// Reads the part from text that begins at an offset of the file.
  func run(
    text: any ByteSource, from begin: Int, isCancelled: @escaping () -> Bool
  ) -> PartSummary {
    var summary = PartSummary()
    var text = text
    if plan.form != .observed, plan.observer != nil, source != nil {
      let whole = WholeText(text, most: Self.mostKept)
      let reader = LineReader(source: TextSource(whole.kept), isCancelled: isCancelled)
      if let observed = observed(in: reader) { summary.observed = observed }
      text = whole
    }
    var times = TimeKeeper(plan.times)
    switch plan.form {
    case .lines:
      let reader = LineReader(source: text, isCancelled: isCancelled)
      lines(reader, begin, &times, &summary)
      summary.cutLines = reader.cutLines
      summary.shortfall = reader.shortfall
    case .document(let isOneLine):
      let reader = DocumentReader(
        source: text, isOneLine: isOneLine, isCancelled: isCancelled)
      reader.read { entry, line in
        let isBorrowed = times.settle(&entry)
        sink.entry(entry, isBorrowed: isBorrowed, line: line)
      }
      summary.lines = reader.lines
      summary.cutLines = reader.cutRecords
      summary.shortfall = text.shortfall
    case .observed:
      let reader = LineReader(source: text, isCancelled: isCancelled)
      if let observed = observed(in: reader) { summary.observed = observed }
      // Whatever a reader leaves counts as lines of the file.
      while source != nil, reader.next() != nil {}
      summary.lines = summary.observed.lines ?? reader.lineCount
      summary.cutLines = reader.cutLines
      summary.shortfall = summary.observed.shortfall ?? reader.shortfall
    case .traces(let number):
      guard let draft = sink.traces else { break }
      let reading = TraceReaders.all[number].read(text, into: draft, isCancelled: isCancelled)
      summary.lines = reading.lines
      summary.cutLines = reading.cut
      summary.shortfall = reading.shortfall
    case .table, .events, .export, .labelled:
      let reader = LineReader(source: text, isCancelled: isCancelled)
      let records = RecordReader(form: plan.form, context: plan.context)
      records.read(reader, further: { sink.further(line: $0, raw: $1) }) { entry, line in
        let isBorrowed = times.settle(&entry)
        sink.entry(entry, isBorrowed: isBorrowed, line: line)
      }
      summary.lines = reader.lineCount
      summary.cutLines = reader.cutLines
      summary.shortfall = reader.shortfall
    }
    return summary
  }

  /// Bytes of a log in which something else is sought: what commands print of a cluster is smaller.
  private static var mostKept: Int { 32 << 20 }

  /// What else than a log the file holds; nil where that is not wanted.
  private func observed(in reader: LineReader) -> Observed? {
    guard let source, let observer = plan.observer else { return nil }
    return ObservationReaders.all[observer].observed(
      in: reader,
      of: ObservedFile(source: source, path: plan.file.display, service: plan.service))
  }

  private func lines(
    _ reader: LineReader, _ begin: Int, _ times: inout TimeKeeper, _ summary: inout PartSummary
  ) {
    let parser = LogLineParser(context: plan.context)
    var entry = LogEntry(line: Bytes(start: nil, count: 0))
    // The rest of a line that was begun before the part's prelude is no line.
    if begin > 0, reader.next() == nil { return }
    // Lines that begin before the part; its own are counted from 1.
    var before = begin > 0 ? 1 : 0
    var isOwner = range.lowerBound == 0
    var further = 0
    while let raw = reader.next() {
      let offset = begin + reader.offset
      let isPast = offset >= range.upperBound
      if offset < range.lowerBound { before = reader.line }
      let line = reader.line - before
      if !isPast { summary.lines = line }
      switch parser.parse(clean(raw, isFirst: begin == 0 && reader.line == 1), into: &entry) {
      case .head:
        let cited = line - entry.linesBefore
        if isPast, cited > summary.lines { return }
        let isBorrowed = times.settle(&entry)
        isOwner = cited > 0
        further = 0
        if isOwner { sink.entry(entry, isBorrowed: isBorrowed, line: cited) }
      case .continuation:
        further += 1
        if isOwner, further <= Self.mostFurther, line > 0 { sink.further(line: line, raw: raw) }
        if isPast, !isOwner { return }
      case .opening, .blank, .remark: if isPast, !isOwner { return }
      }
    }
    if parser.finish(into: &entry) {
      let cited = reader.line - before - entry.linesBefore
      let isBorrowed = times.settle(&entry)
      if cited > 0, cited <= summary.lines {
        sink.entry(entry, isBorrowed: isBorrowed, line: cited)
      }
    }
  }

  /// A line without the mark that some programs put before the first.
  @inline(__always)
  private func clean(_ line: Bytes, isFirst: Bool) -> Bytes {
    isFirst && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.part(3, line.count) : line
  }
}

import Timeline

/// How a file is to be read: found out from its first bytes.
struct FilePlan: Sendable {
  var file: EvidenceFile
  var encoding: FileSniff
  /// How its records lie in its lines.
  var form = RecordForm.lines
  /// What else than a log the file holds, by the number of the reader in ``ObservationReaders/all``.
  var observer: Int?
  /// What the whole file tells of its lines.
  var context = LogContext()
  /// What the whole evidence tells of its times.
  var times = TimePlan()
  /// The format in words.
  var format = "plain text"
  /// The service of entries that name none.
  var service: String
  var notes: [String] = []
  /// What tells whether the bytes that were found are still there.
  var seal: FileSeal?
  /// Counts what is read of the file.
  var meter: ReadingMeter?
  /// A hash of the first bytes, for an order that no name of a folder changes.
  var fingerprint: UInt64 = 0
  /// Bytes at the beginning that are passed over, for a limit.
  var passedOver = 0
  /// The lines that begin among those.
  var linesPassedOver = 0
  /// The most bytes of text that are read, for a limit; nil for all.
  var mostBytes: Int?
  /// Whether a limit leaves a part of it unread.
  var isCut: Bool { passedOver > 0 || mostBytes != nil }

  /// Packed bytes count so often: logs unpack to about eight times their size.
  private static let packedWeight = 8

  /// About how many bytes of text there are to be read.
  var weight: Int {
    encoding == .text && file.origin == .disk
      ? file.size : file.size.multipliedReportingOverflow(by: Self.packedWeight).partialValue
  }

  /// Bytes of a file that one thread reads at a time.
  static let chunk = 16 << 20

  /// The parts of the file, in bytes; one alone where it cannot be read from the middle.
  var ranges: [Range<Int>] {
    let size = file.size - passedOver
    guard encoding == .text, form == .lines, file.origin == .disk, !times.isSequential,
      observer == nil, size > Self.chunk
    else { return [passedOver..<Int.max] }
    let count = (size + Self.chunk - 1) / Self.chunk
    return (0..<count).map { index in
      let from = passedOver + index * Self.chunk
      return from..<(index == count - 1 ? Int.max : from + Self.chunk)
    }
  }

  /// Opens the file from an offset; a member of an archive is opened by its archive.
  ///
  /// - Throws: ``Unreadable`` with the reason.
  func open(from offset: Int) throws(Unreadable) -> OpenFile {
    if case .text(let bytes) = file.origin {
      return OpenFile(text: TextSource(bytes, from: offset))
    }
    let source = try FileSource(file, from: offset, meter: meter)
    return OpenFile(text: limited(Self.text(of: source, encoding)), file: source)
  }

  /// The text, as far as a limit lets it be read.
  func limited(_ text: any ByteSource) -> any ByteSource {
    mostBytes.map { LimitedSource(text, most: $0) } ?? text
  }

  /// The bytes of an open file as text.
  static func text(of source: any ByteSource, _ encoding: FileSniff) -> any ByteSource {
    switch encoding {
    case .gzip: return GzipSource(file: source)
    case .utf16(let bigEndian): return UTF16Source(source: source, bigEndian: bigEndian)
    case .compressed:
      guard let file = source as? FileSource else { return source }
      return MemberSource(stream: file)
    default: return source
    }
  }
}

/// How the records of a file lie in its lines.
enum RecordForm: Hashable, Sendable {
  /// Each line says by itself what it is.
  case lines
  /// Values between separators, below a header or under names that were found out.
  case table(TableForm)
  /// Documents of JSON that hold entries, whatever their lines.
  case document(isOneLine: Bool)
  /// Windows events in XML.
  case events
  /// Nothing that is an entry of a log.
  case observed
  /// Traces, by the number of their format in ``TraceReaders/all``.
  case traces(Int)
  /// Records of `NAME=value` lines with an empty line between: journald's export format.
  case export
  /// Records of several lines with a name before each value.
  case labelled(LabelledRecords.Border)
}

/// A file that is open, as text.
struct OpenFile {
  let text: any ByteSource
  /// The file itself; nil where its bytes lie in memory.
  var file: FileSource?

  /// Returns whether the bytes that were there when the file was found are there still.
  func holds(_ seal: FileSeal?) -> Bool { file?.holds(seal) ?? true }
}

extension FilePlan {
  /// Leaves only so many bytes to be read: the end of a plain file, else the beginning.
  mutating func limit(to share: Int) {
    let mebibytes = max(1, share >> 20)
    guard encoding == .text, form == .lines, file.origin == .disk else {
      mostBytes = max(share, 1)
      notes.append("only the first \(mebibytes) MiB were read")
      return
    }
    passedOver = file.size - share
    notes.append("only the last \(mebibytes) MiB of \(file.size >> 20) were read")
  }

  /// Counts the lines that are passed over, so that those behind go by their numbers.
  mutating func countLinesPassedOver(_ cache: IndexCache?) {
    guard passedOver > 0 else { return }
    let count = passedOver
    let counted =
      cache.map { cache in
        cache.known("lines passed over", count, of: file, seal) { lines(inFirst: count) }
      } ?? lines(inFirst: count)
    linesPassedOver = counted?.count ?? 0
  }

  /// How many lines begin in the first bytes; nil where these cannot be read.
  private func lines(inFirst bytes: Int) -> LineCount? {
    guard let source = try? FileSource(file, meter: meter) else { return nil }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { room.deallocate() }
    // The line that begins at the first byte, and one behind each end but the last byte's.
    var lines = 1
    var rest = bytes - 1
    while rest > 0 {
      let count = source.read(
        into: UnsafeMutableRawBufferPointer(rebasing: room[0..<min(rest, room.count)]))
      guard count > 0 else { break }
      for byte in room[0..<count] where byte == 0x0A { lines += 1 }
      rest -= count
    }
    return LineCount(count: lines)
  }

  /// Notes what of the times is not known.
  mutating func addTimeNotes(_ signs: TimeSigns) {
    if signs.yearless != nil, times.year == nil { notes.append("its times have no year") }
    if times.zone != nil {
      notes.append("its times state no zone, and were read in that of the other files")
    }
    if signs.hasClockOnly, times.day == nil { notes.append("its times have no date") }
    if let date = signs.openDate {
      let other = CivilDate(year: date.year, month: date.day, day: date.month)
      notes.append(
        "nothing tells whether day or month comes first in its dates: the first is "
          + "\(Self.text(date)) or \(Self.text(other)), and was read as \(Self.text(date))")
    }
  }

  private static func text(_ date: CivilDate) -> String {
    CivilTime(year: date.year, month: date.month, day: date.day).dateText
  }
}

/// How many lines there are.
private struct LineCount: Storable {
  var count: Int

  func write(to store: inout StoreWriter) { store.put(count) }

  init(count: Int) { self.count = count }

  init(from store: inout StoreReader) throws(DamagedIndex) { count = try store.counted() }
}

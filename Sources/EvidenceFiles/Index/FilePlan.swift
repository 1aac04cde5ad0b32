/// How a file is to be read: found out from its first bytes.
struct FilePlan: Sendable {
  var file: EvidenceFile
  var encoding: FileSniff
  /// How its records lie in its lines.
  var form = RecordForm.lines
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

  /// Bytes of a file that one thread reads at a time.
  static let chunk = 16 << 20

  /// The parts of the file, in bytes; one alone where it cannot be read from the middle.
  var ranges: [Range<Int>] {
    let size = file.size - passedOver
    guard encoding == .text, form == .lines, file.origin == .disk, !times.isSequential,
      size > Self.chunk
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
    return OpenFile(text: Self.text(of: source, encoding), file: source)
  }

  /// The bytes of an open file as text.
  static func text(of source: any ByteSource, _ encoding: FileSniff) -> any ByteSource {
    switch encoding {
    case .gzip: GzipSource(file: source)
    case .utf16(let bigEndian): UTF16Source(source: source, bigEndian: bigEndian)
    case .compressed: (source as? FileSource).map { MemberSource(stream: $0) } ?? source
    default: source
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
  case document
  /// Windows events in XML.
  case events
  /// Records of `NAME=value` lines with an empty line between: journald's export format.
  case export
}

/// A file that is open, as text.
struct OpenFile {
  let text: any ByteSource
  /// The file itself; nil where its bytes lie in memory.
  var file: FileSource?

  /// Returns whether the bytes that were there when the file was found are there still.
  func holds(_ seal: FileSeal?) -> Bool { file?.holds(seal) ?? true }
}

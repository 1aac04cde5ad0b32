/// How a file is to be read: found out from its first bytes.
struct FilePlan {
  var file: EvidenceFile
  var encoding: FileSniff
  var header: TableHeader?
  var layout: StampLayout?
  var context: StampContext
  /// The format in words.
  var format: String
  /// The service of entries that name none.
  var service: String
  var notes: [String] = []
  /// What tells whether the bytes that were found are still there.
  var seal: FileSeal?
  /// Counts what is read of the file.
  var meter: ReadingMeter?
  /// A hash of the first bytes, for an order that no name of a folder changes.
  var fingerprint: UInt64

  /// Bytes of a file that one thread reads at a time.
  static let chunk = 16 << 20

  /// The parts of the file, in bytes; one alone where it cannot be read from the middle.
  var ranges: [Range<Int>] {
    guard encoding == .text, header == nil, file.size > Self.chunk else { return [0..<Int.max] }
    let count = (file.size + Self.chunk - 1) / Self.chunk
    return (0..<count).map { index in
      index * Self.chunk..<(index == count - 1 ? Int.max : (index + 1) * Self.chunk)
    }
  }

  /// Opens the file from an offset.
  ///
  /// - Throws: ``Unreadable`` with the reason.
  func open(from offset: Int) throws(Unreadable) -> FileSource {
    try FileSource(file, from: offset, meter: meter)
  }

  /// The bytes of the open file as text.
  static func text(of source: FileSource, _ encoding: FileSniff) -> any ByteSource {
    switch encoding {
    case .gzip: GzipSource(file: source)
    case .utf16(let bigEndian): UTF16Source(source: source, bigEndian: bigEndian)
    default: source
    }
  }
}

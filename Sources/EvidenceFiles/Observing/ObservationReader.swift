import Evidence
import Timeline

/// Reads one kind of file that is no log into observations: a table of metrics, an export of spans,
/// what a command printed of a cluster.
///
/// One more kind is one more value in ``ObservationReaders/all``. Files are told by what they hold,
/// never by their names, and before any of them is looked at as a log.
protocol ObservationReader: Sendable {
  /// The format in words, as the catalog lists it: `metrics, one column each`.
  var format: String { get }

  /// Whether a file that begins so is of this kind: asked of each file, so strict and quick.
  func takes(_ head: FileHead) -> Taking

  /// What a file holds, in a fixed order; what cannot be read is left out, and said in the notes.
  ///
  /// Memory must not grow with the file beyond what the observations keep.
  func observed(in lines: LineReader, of file: ObservedFile) -> Observed
}

/// Whether a reader takes a file.
enum Taking: Hashable, Sendable {
  case no
  /// The whole file is of its kind: no log is sought in it.
  case whole
  /// It holds something of its kind, and its lines may be a log all the same.
  case besideLog
}

/// The beginning of a file, by which it is recognised.
struct FileHead {
  /// Its first bytes, without a byte order mark.
  var text: Bytes
  /// The lines among those that are not blank, at most 400, the last only where it is whole.
  var lines: [Bytes]
  /// Whether that is all there is.
  var isWhole: Bool
  /// What it is where it is a table with separators, which several readers ask for.
  let table: TextTable?
  /// The path of the file; empty where it has none.
  let path: String

  init(text: Bytes, lines: [Bytes], isWhole: Bool, path: String = "") {
    (self.text, self.lines, self.isWhole, self.path) = (text, lines, isWhole, path)
    table = TextTable(lines)
  }

  /// Whether a document of JSON begins here.
  var isJSON: Bool {
    let first = text.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// Whether a name of JSON stands in its first so many bytes, whatever its case: `resourcemetrics`.
  func names(_ name: String, within bytes: Int) -> Bool {
    Bytes(rebasing: text.prefix(bytes)).find(lowercased: Array("\"\(name)\"".utf8)) != nil
  }
}

/// What a reader is told of the file it reads.
struct ObservedFile: Sendable {
  /// The name of the source in references.
  var source: String
  /// The path as citations show it.
  var path: String
  /// The service that the file's name tells, for what names none itself.
  var service: String

  /// The most bytes of a line that are quoted, as ``Sample/text`` says.
  private static let longestQuote = 2000

  /// A line of the file as something that can be cited.
  ///
  /// `line` is its number, from 1 in decompressed text; `raw` how it stands there.
  func sample(line: Int, _ raw: Bytes, time: Timestamp? = nil, service: String? = nil) -> Sample {
    Sample(
      reference: Reference(source: source, locator: .line(path: path, number: line)), time: time,
      service: service ?? self.service, text: raw.text(limit: Self.longestQuote))
  }
}

/// What a reader made of a file.
struct Observed: Sendable {
  var observations: [Observation] = []
  /// What a reader of the report has to know: rows left out, a limit that was met.
  var notes: [String] = []
  /// The lines there are, where a reader did not read lines.
  var lines: Int?
  /// Why the text ended early, where a reader can tell.
  var shortfall: String?
}

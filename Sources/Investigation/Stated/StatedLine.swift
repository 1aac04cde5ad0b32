/// A line of evidence that gives values names, whatever printed it.
///
///     Sync Revision:      9f3c1ab7d02e        → Sync Revision = 9f3c1ab7d02e
///     ~ write_capacity = 400 -> 40            → write_capacity = 400 -> 40
///     NAME   VERSION                          a table: of its row
///     web    2.31.1                           → NAME = web, VERSION = 2.31.1
struct StatedLine: Hashable, Sendable {
  /// From 1, in decompressed text.
  var number: Int
  var text: String
  var pairs: [Pair]
  /// What the values are of: the first cell of a row, the labels above by their indents.
  var owner = ""
  /// The command that printed it, and the first lines of its paragraph.
  var setting = ""
  /// The command that printed it alone; empty where none is shown.
  var command = ""
  var form = Form.labels
  /// What it states as a whole; nil of a row, and of a sentence that names values in passing.
  var statement: Pair?

  /// How values are named.
  enum Form: Hashable, Sendable {
    case labels
    /// By the columns of a table, whose header is on a line.
    case row(header: Int)
    /// By the place: a size before a path, as `du` prints it.
    case size
  }

  /// Whether lines beside it say the same of others.
  var isRow: Bool { form != .labels }

  /// A value with its name.
  struct Pair: Hashable, Sendable {
    var label: String
    var value: String
  }
}

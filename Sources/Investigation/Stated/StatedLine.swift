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
  var owner: String = ""
  /// The command that printed it, and the first line of its paragraph.
  var setting: String = ""
  /// Whether it is a row of a table, so that lines beside it say the same of others.
  var isRow = false

  /// A value with its name.
  struct Pair: Hashable, Sendable {
    var label: String
    var value: String
  }
}

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
  /// The command that printed it, and the first lines of its paragraph.
  var setting: String = ""
  /// The command that printed it alone; empty where none is shown.
  var command: String = ""
  /// The line of the header of the table that it is a row of; nil where it is none.
  var table: Int?

  var isRow: Bool { table != nil }

  /// A value with its name.
  struct Pair: Hashable, Sendable {
    var label: String
    var value: String

    /// The value as a number, in the base unit where it has a size's; nil where it is none.
    ///
    /// `62G` → 62 · 2³⁰, `92%` → 92, `7,170` → 7170.
    var amount: Double? {
      let text = value.filter { $0 != "," }
      let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
      guard let number = Double(digits) else { return nil }
      let unit = text.dropFirst(digits.count).trimming(\.isWhitespace).lowercased()
      if let factor = Self.sizes[String(unit.prefix(1))], unit.count < 4, unit != "ms", unit != "m"
        || text.hasSuffix("M")
      {
        return number * factor
      }
      return unit.isEmpty || unit == "%" || unit == "ms" || unit == "s" || unit == "m" ? number : nil
    }

    private static let sizes: [String: Double] = [
      "k": 1024, "m": 1_048_576, "g": 1_073_741_824, "t": 1_099_511_627_776,
    ]
  }
}

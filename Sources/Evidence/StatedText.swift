/// What a small text states by labels and tables, whatever printed it: the output of commands, settings, documents.
package struct StatedText: Hashable, Sendable {
  /// The name of the source in references.
  package var source: String
  /// The path as citations show it.
  package var path: String
  /// The lines that name values, in their order.
  package var lines: [StatedLine]

  package init(source: String, path: String, lines: [StatedLine]) {
    self.source = source
    self.path = path
    self.lines = lines
  }
}

/// A line of evidence that gives values names.
///
///     Sync Revision:      9f3c1ab7d02e        → Sync Revision = 9f3c1ab7d02e
///     ~ write_capacity = 400 -> 40            → write_capacity = 400 -> 40
///     NAME   VERSION                          a table: of its row
///     web    2.31.1                           → NAME = web, VERSION = 2.31.1
package struct StatedLine: Hashable, Sendable {
  /// From 1, in decompressed text.
  package var number: Int
  /// At most 500 bytes of valid UTF-8.
  package var text: String
  package var pairs: [Pair]
  /// What the values are of: the first cell of a row, the labels above by their indents.
  package var owner: String
  /// The command that printed it, and the first lines of its paragraph.
  package var setting: String
  /// The command that printed it alone; empty where none is shown.
  package var command: String
  /// The machine or other part of the output that a loop, a remote shell or a prompt names; empty where none is.
  package var part: String
  package var form: Form
  /// What it states as a whole; nil of a row, and of a sentence that names values in passing.
  package var statement: Pair?

  /// How values are named.
  package enum Form: Hashable, Sendable {
    case labels
    /// By the columns of a table, whose header is on a line.
    case row(header: Int)
    /// By the place: a size before a path, as `du` prints it.
    case size
  }

  /// Whether lines beside it say the same of others.
  package var isRow: Bool { form != .labels }

  /// A value with its name.
  package struct Pair: Hashable, Sendable {
    package var label: String
    package var value: String

    package init(label: String, value: String) {
      self.label = label
      self.value = value
    }
  }

  package init(
    number: Int, text: String, pairs: [Pair], owner: String = "", setting: String = "",
    command: String = "", part: String = "", form: Form = .labels, statement: Pair? = nil
  ) {
    self.number = number
    self.text = text
    self.pairs = pairs
    self.owner = owner
    self.setting = setting
    self.command = command
    self.part = part
    self.form = form
    self.statement = statement
  }

  /// The line as what is cited.
  package func sample(in text: StatedText) -> Sample {
    Sample(
      reference: Reference(source: text.source, locator: .line(path: text.path, number: number)),
      service: text.path.split(separator: "/").last.map(String.init) ?? text.path,
      text: String(self.text[...].trimming(\.isWhitespace)))
  }
}

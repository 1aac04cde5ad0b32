/// A Markdown document as a tree, with entities decoded and HTML as text.
struct MarkdownDocument: Hashable, Sendable {
  var blocks: [Block] = []

  /// A block of a document.
  indirect enum Block: Hashable, Sendable {
    case heading(level: Int, [Run])
    case paragraph([Run])
    case code([String])
    case quote([Block])
    case list(start: Int?, items: [Item])
    case table(header: [[Run]], alignments: [DisplayWidth.Alignment], rows: [[[Run]]])
    case rule
  }

  /// An item of a list.
  struct Item: Hashable, Sendable {
    /// Whether a task is done, nil where the item is no task.
    var isDone: Bool?
    var blocks: [Block]
  }

  /// Text of one look.
  struct Run: Hashable, Sendable {
    var text: String
    var roles: Set<Role>
    /// Whether a line ends behind the text, as two blanks at a line's end ask for.
    var endsLine = false
  }
}

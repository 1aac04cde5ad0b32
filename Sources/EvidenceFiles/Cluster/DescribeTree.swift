/// The lines of `kubectl describe` as a tree of names, values and rows, by their indents.
///
///     Containers:
///       server:
///         Port:   7070/TCP
///     Conditions:
///       Type    Status
///       Ready   True        → Containers ▸ server ▸ Port 7070/TCP; Conditions with two rows
struct DescribeNode {
  var key: String
  var value: String
  var line: TextLine
  var children: [DescribeNode] = []
  /// Lines below it that name nothing: rows of a table, further labels.
  var rows: [TextLine] = []

  /// The first child of a name.
  func child(_ key: String) -> DescribeNode? { children.first { $0.key == key } }

  /// The value and the rows, each with its line: what a list holds.
  var items: [TextLine] {
    (value.isEmpty ? [] : [TextLine(number: line.number, text: value)]) + rows
  }

  /// Reads lines into the nodes that stand at their left.
  static func read(_ lines: [TextLine]) -> [DescribeNode] {
    var done: [DescribeNode] = []
    var open: [(indent: Int, node: DescribeNode)] = []
    func close(to indent: Int) {
      while let last = open.last, last.indent >= indent {
        open.removeLast()
        if open.isEmpty {
          done.append(last.node)
        } else {
          open[open.count - 1].node.children.append(last.node)
        }
      }
    }
    for line in lines where !line.isBlank {
      let indent = line.indent
      if let (key, value) = named(line) {
        close(to: indent)
        open.append((indent, DescribeNode(key: key, value: value, line: line)))
      } else {
        // Rows of a table stand at the left of some objects: they belong to what was named last.
        close(to: max(indent, 1))
        if !open.isEmpty { open[open.count - 1].node.rows.append(line) }
      }
    }
    close(to: -1)
    return done
  }

  /// The name before the first colon that ends a word, and what stands behind it.
  private static func named(_ line: TextLine) -> (String, String)? {
    let bytes = Array(line.text.utf8)
    var start = 0
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    var at = start
    while at < bytes.count {
      // Two blanks end a cell of a row.
      if bytes[at] == 0x20, at + 1 < bytes.count, bytes[at + 1] == 0x20 { return nil }
      if bytes[at] == 0x3A, at > start, at + 1 == bytes.count || bytes[at + 1] == 0x20 {
        let key = String(decoding: bytes[start..<at], as: UTF8.self)
        return (key, String(decoding: bytes[(at + 1)...], as: UTF8.self).trimmed)
      }
      at += 1
    }
    return nil
  }
}

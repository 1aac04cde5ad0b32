/// Markdown as HTML for a page that is handed on: nothing in it loads, runs or leads away.
///
/// Made of the parsed tree, so that raw HTML is text, a link is its text with the address behind it, and
/// a picture is what stands for it. Only `[3]`, where the page has a third exhibit, leads there.
package struct MarkdownPage: Sendable {
  /// The level below which headings stand: with 2, `# A` becomes `<h3>`.
  private let below: Int
  /// Where the exhibit of a number is on the page; nil where it has none.
  private let anchor: @Sendable (Int) -> String?

  /// The deepest heading of HTML.
  private static let deepest = 6

  /// Makes a writer for a place on a page.
  package init(below: Int, anchor: @escaping @Sendable (Int) -> String?) {
    self.below = below
    self.anchor = anchor
  }

  /// Writes a document: `**a** <b>` → `<p><strong>a</strong> &lt;b&gt;</p>`.
  package func html(_ markdown: String) -> String {
    MarkdownParser.parse(markdown).blocks.map(html).joined(separator: "\n")
  }

  /// Writes a text that stands in a line, without a paragraph around it.
  package func line(_ markdown: String) -> String {
    let blocks = MarkdownParser.parse(markdown).blocks
    guard blocks.count == 1, case .paragraph(let runs) = blocks[0] else {
      return HTMLText.escaped(markdown.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    return html(runs)
  }

  private func html(_ block: MarkdownDocument.Block) -> String {
    switch block {
    case .heading(let level, let runs):
      let level = min(Self.deepest, below + level)
      return "<h\(level)>\(html(runs))</h\(level)>"
    case .paragraph(let runs): return "<p>\(html(runs))</p>"
    case .code(let lines):
      return "<pre><code>\(HTMLText.escaped(lines.joined(separator: "\n")))</code></pre>"
    case .quote(let blocks):
      return "<blockquote>\(blocks.map(html).joined(separator: "\n"))</blockquote>"
    case .list(let start, let items):
      let body = items.map { "<li>\(item($0))</li>" }.joined(separator: "\n")
      guard let start else { return "<ul>\n\(body)\n</ul>" }
      return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(body)\n</ol>"
    case .table(let header, let alignments, let rows):
      return table(header, alignments, rows)
    case .rule: return "<hr>"
    }
  }

  /// The body of an item; one that is a single paragraph stands without a paragraph's room.
  private func item(_ item: MarkdownDocument.Item) -> String {
    let mark = item.isDone.map { $0 ? "☑ " : "☐ " } ?? ""
    if item.blocks.count == 1, case .paragraph(let runs) = item.blocks[0] {
      return mark + html(runs)
    }
    return mark + item.blocks.map(html).joined(separator: "\n")
  }

  private func table(
    _ header: [[MarkdownDocument.Run]], _ alignments: [DisplayWidth.Alignment],
    _ rows: [[[MarkdownDocument.Run]]]
  ) -> String {
    func row(_ cells: [[MarkdownDocument.Run]], _ tag: String) -> String {
      let cells = cells.enumerated().map { place, runs in
        let isRight = alignments.indices.contains(place) && alignments[place] == .right
        return "<\(tag)\(isRight ? " class=\"number\"" : "")>\(html(runs))</\(tag)>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    let body = rows.map { row($0, "td") }.joined(separator: "\n")
    // A page scrolls a table that is wider than it, not itself.
    return """
      <div class="wide"><table>
      <thead>\(row(header, "th"))</thead>
      <tbody>
      \(body)
      </tbody>
      </table></div>
      """
  }

  private func html(_ runs: [MarkdownDocument.Run]) -> String {
    runs.map { run in
      var text = run.roles.contains(.code) ? HTMLText.escaped(run.text) : citing(run.text)
      // In an order of its own: that of a set is not stable.
      for (role, tag) in Self.tags where run.roles.contains(role) {
        text = "<\(tag)>\(text)</\(tag)>"
      }
      return text + (run.endsLine ? "<br>\n" : "")
    }.joined()
  }

  private static let tags: [(Role, String)] = [
    (.code, "code"), (.emphasis, "em"), (.strong, "strong"), (.struck, "del"),
  ]

  /// A text in which `[3]` leads to the third exhibit.
  private func citing(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      result += HTMLText.escaped(String(rest[..<open]))
      let behind = rest[rest.index(after: open)...]
      // No case has a billion exhibits; more digits are no number of one.
      let digits = behind.prefix(9).prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits), behind.dropFirst(digits.count).first == "]",
        let place = anchor(number)
      {
        result += "<a class=\"mark\" href=\"#\(HTMLText.escaped(place))\">[\(digits)]</a>"
        rest = behind.dropFirst(digits.count + 1)
      } else {
        result += "["
        rest = behind
      }
    }
    return result + HTMLText.escaped(String(rest))
  }
}

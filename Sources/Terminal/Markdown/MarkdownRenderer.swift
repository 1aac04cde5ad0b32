/// Renders Markdown for a terminal: styled lines, prose wrapped at words, nothing else broken.
///
/// Code is never wrapped, and code in a sentence never broken: what people copy has no newlines that
/// were not there; the terminal itself wraps what is too long.
package struct MarkdownRenderer: Sendable {
  let width: Int
  let capabilities: TerminalCapabilities
  let theme: Theme
  private let places: (any CodePlaces)?

  /// The widest that prose is set, in columns: longer lines are hard to read.
  private static let widestProse = 100

  /// Makes a renderer for a window of some columns; `places` is what code stands for here.
  package init(
    width: Int, capabilities: TerminalCapabilities, theme: Theme = Theme(.dark),
    places: (any CodePlaces)? = nil
  ) {
    self.places = places
    self.width = min(max(8, width), Self.widestProse)
    self.capabilities = capabilities
    self.theme = theme
  }

  /// Renders a text of unknown origin as lines without newlines.
  package func lines(_ markdown: String) -> [String] {
    render(MarkdownParser.parse(markdown).blocks, width: width)
  }

  private func render(_ blocks: [MarkdownDocument.Block], width: Int) -> [String] {
    var lines: [String] = []
    for block in blocks {
      if !lines.isEmpty { lines.append("") }
      lines += render(block, width: width)
    }
    return lines
  }

  private func render(_ block: MarkdownDocument.Block, width: Int) -> [String] {
    switch block {
    case .heading(_, let runs):
      return wrap(runs.map { adding(.heading, to: $0) }, width: width)
    case .paragraph(let runs): return wrap(runs.map(working), width: width)
    case .code(let code):
      return code.map { "  " + styled(UntrustedText.clean($0), [.code]) }
    case .quote(let blocks):
      // Set in, without a border: what is copied has nothing in front.
      return render(blocks, width: max(8, width - 2)).map { $0.isEmpty ? "" : "  " + $0 }
    case .list(let start, let items): return list(items, start: start, width: width)
    case .table(let header, let alignments, let rows):
      return MarkdownTable(
        header: header, alignments: alignments, rows: rows, width: width, renderer: self
      ).lines()
    case .rule:
      let mark = capabilities.supportsUnicode ? "─" : "-"
      return [styled(String(repeating: mark, count: min(width, 24)), [.dim])]
    }
  }

  private func list(
    _ items: [MarkdownDocument.Item], start: Int?, width: Int
  ) -> [String] {
    let bullet = capabilities.supportsUnicode ? "•" : "-"
    let isLoose = items.contains { $0.blocks.count { isParagraph($0) } > 1 }
    var lines: [String] = []
    for (index, item) in items.enumerated() {
      var mark = start.map { "\($0 + index)." } ?? bullet
      if let isDone = item.isDone { mark += isDone ? " [x]" : " [ ]" }
      let indent = String(repeating: " ", count: DisplayWidth.columns(of: mark) + 1)
      let inner = itemLines(item.blocks, width: max(8, width - indent.count))
      if isLoose, index > 0 { lines.append("") }
      lines.append(styled(mark, [.dim]) + " " + (inner.first ?? ""))
      lines += inner.dropFirst().map { $0.isEmpty ? "" : indent + $0 }
    }
    return lines
  }

  /// The lines of an item: a list right below its text stands without a blank line.
  private func itemLines(_ blocks: [MarkdownDocument.Block], width: Int) -> [String] {
    var lines: [String] = []
    for block in blocks {
      if !lines.isEmpty, isParagraph(block) { lines.append("") }
      lines += render(block, width: width)
    }
    return lines
  }

  private func isParagraph(_ block: MarkdownDocument.Block) -> Bool {
    if case .paragraph = block { true } else { false }
  }

  /// Wraps runs to a width.
  func wrap(_ runs: [MarkdownDocument.Run], width: Int) -> [String] {
    LineWrapper(width: width) { styled($0, $1) }.lines(of: runs)
  }

  /// Gives a text the looks of roles; the name of a file leads to it.
  func styled(_ text: String, _ roles: some Collection<Role>) -> String {
    let styled = theme.styled(text, roles, colored: capabilities.supportsColor)
    guard capabilities.supportsLinks, roles.contains(.code), let uri = places?.address(of: text)
    else { return styled }
    return Hyperlink.text(styled, to: uri)
  }

  /// Code with paths that work here.
  private func working(_ run: MarkdownDocument.Run) -> MarkdownDocument.Run {
    guard let places, run.roles.contains(.code) else { return run }
    var run = run
    run.text = places.working(run.text)
    return run
  }

  private func adding(_ role: Role, to run: MarkdownDocument.Run) -> MarkdownDocument.Run {
    var run = run
    run.roles.insert(role)
    return run
  }
}

/// Markdown written anew from its parsed tree, to be pasted into a wiki or an issue: what looks like
/// markup in a text, a link, raw HTML or somebody's name behind an `@` is text and nothing else.
///
///     <img src=x> [a](javascript:b) @ann   →   \<img src=x\> a (javascript:b) `@ann`
package struct InertMarkdown: Sendable {
  /// The level below which headings stand: with 2, `# A` becomes `### A`.
  private let below: Int

  /// The deepest heading of Markdown.
  private static let deepest = 6

  /// Makes a writer for a place in a document.
  package init(below: Int) {
    self.below = below
  }

  /// Writes a document anew; no newline stands at its end.
  package func text(_ markdown: String) -> String {
    text(MarkdownParser.parse(markdown).blocks, isTight: false)
  }

  /// Writes a text that stands in a line anew.
  package func line(_ markdown: String) -> String {
    let blocks = MarkdownParser.parse(markdown).blocks
    guard blocks.count == 1, case .paragraph(let runs) = blocks[0] else {
      return Self.escaped(markdown.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    return text(runs)
  }

  /// Plain lines as a block of code.
  package static func fenced(_ lines: [String]) -> String {
    MarkdownCode.block(lines.map { UntrustedText.clean($0) })
  }

  /// A plain text as Markdown that says the same.
  package static func escaped(_ text: String) -> String {
    MarkdownInline.escaped(UntrustedText.clean(text, keepingNewlines: false))
  }

  /// A plain text as code in a sentence.
  package static func code(_ text: String) -> String {
    MarkdownCode.span(UntrustedText.clean(text, keepingNewlines: false))
  }

  private func text(_ blocks: [MarkdownDocument.Block], isTight: Bool) -> String {
    var parts: [String] = []
    for (place, block) in blocks.enumerated() {
      // Two lists one behind the other would be one: a comment between them ends the first.
      if case .list = block, place > 0, case .list = blocks[place - 1] { parts.append("<!-- -->") }
      parts.append(text(block))
    }
    return parts.joined(separator: isTight ? "\n" : "\n\n")
  }

  private func text(_ block: MarkdownDocument.Block) -> String {
    switch block {
    case .heading(let level, let runs):
      let title = text(
        runs.map { $0.endsLine ? .init(text: $0.text + " ", roles: $0.roles) : $0 })
      // A `#` at the end of a heading would be dropped.
      return String(repeating: "#", count: min(Self.deepest, below + level)) + " "
        + (title.hasSuffix("#") ? title.dropLast() + "\\#" : title)
    case .paragraph(let runs): return text(runs)
    case .code(let lines): return Self.fenced(lines)
    case .quote(let blocks): return Self.indented(text(blocks, isTight: false), "> ", "> ")
    case .list(let start, let items): return list(start, items)
    case .table(let header, let alignments, let rows): return table(header, alignments, rows)
    case .rule: return "---"
    }
  }

  private func list(_ start: Int?, _ items: [MarkdownDocument.Item]) -> String {
    let isTight = items.allSatisfy { item in
      item.blocks.dropFirst().allSatisfy { if case .list = $0 { true } else { false } }
    }
    return items.enumerated().map { place, item in
      let mark = start.map { "\(min($0, 999_999) + place). " } ?? "- "
      let box = item.isDone.map { $0 ? "[x] " : "[ ] " } ?? ""
      let body = text(item.blocks, isTight: isTight)
      return Self.indented(box + body, mark, String(repeating: " ", count: mark.count))
    }.joined(separator: isTight ? "\n" : "\n\n")
  }

  private func table(
    _ header: [[MarkdownDocument.Run]], _ alignments: [DisplayWidth.Alignment],
    _ rows: [[[MarkdownDocument.Run]]]
  ) -> String {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    func cells(_ runs: [[MarkdownDocument.Run]]) -> String {
      // A pipe ends a cell, in code too (GFM 4.10); a line end would end the table.
      row(
        runs.map { runs in
          text(runs.map { .init(text: $0.text, roles: $0.roles) }, escapesPipesInCode: true)
        })
    }
    let marks = alignments.prefix(header.count).map { alignment in
      switch alignment {
      case .left: "---"
      case .right: "---:"
      case .center: ":---:"
      }
    }
    return ([cells(header), row(Array(marks))] + rows.map(cells)).joined(separator: "\n")
  }

  private func text(_ runs: [MarkdownDocument.Run], escapesPipesInCode: Bool = false) -> String {
    var result = ""
    for run in Self.joined(runs) {
      let clean = UntrustedText.clean(run.text, keepingNewlines: false)
      let isLineStart = result.isEmpty || result.hasSuffix("\n")
      if run.roles.contains(.code) {
        let code = MarkdownCode.span(clean)
        result += escapesPipesInCode ? code.replacing("|", with: "\\|") : code
      } else {
        result += marked(clean, run.roles, isLineStart: isLineStart)
      }
      if run.endsLine { result += "\\\n" }
    }
    return result
  }

  /// Runs that look the same as one: what stands before a place decides what is markup there.
  private static func joined(_ runs: [MarkdownDocument.Run]) -> [MarkdownDocument.Run] {
    let drawn: Set<Role> = [.strong, .emphasis, .struck, .code]
    return runs.reduce(into: []) { joined, run in
      let roles = run.roles.intersection(drawn)
      if let last = joined.last, last.roles == roles, !last.endsLine, !roles.contains(.code) {
        joined[joined.count - 1].text += run.text
        joined[joined.count - 1].endsLine = run.endsLine
      } else {
        joined.append(.init(text: run.text, roles: roles, endsLine: run.endsLine))
      }
    }
  }

  /// A text with the marks of its looks, which stand at its words: `** a**` would be none.
  private func marked(_ text: String, _ roles: Set<Role>, isLineStart: Bool) -> String {
    let body = MarkdownInline.trimmed(text)
    guard !body.isEmpty else { return text.isEmpty ? "" : " " }
    let marks = Self.marks.filter { roles.contains($0.0) }.map(\.1)
    let escaped = MarkdownInline.escaped(body, isLineStart: isLineStart && marks.isEmpty)
    let front = text.first?.isWhitespace == true && !isLineStart ? " " : ""
    let back = text.last?.isWhitespace == true ? " " : ""
    return front + marks.joined() + escaped + marks.reversed().joined() + back
  }

  private static let marks: [(Role, String)] = [(.strong, "**"), (.emphasis, "*"), (.struck, "~~")]

  /// Lines behind a mark, the further ones behind another.
  private static func indented(_ text: String, _ first: String, _ others: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { place, line in
      let mark = place == 0 ? first : others
      return line.isEmpty ? MarkdownInline.trimmed(mark) : mark + line
    }.joined(separator: "\n")
  }
}

import Terminal
import Testing

@Suite struct MarkdownRendererTests {
  private func lines(_ markdown: String, width: Int, color: Bool = false) -> [String] {
    MarkdownRenderer(
      width: width, capabilities: .init(supportsColor: color, supportsUnicode: true)
    ).lines(markdown)
  }

  @Test func `prose is wrapped at words, lists hang`() {
    let markdown = """
      ## Answer

      The payment service ran out of connections at 10:04 [1].

      1. first thing that matters here
         - nested
      2. second
      """
    #expect(
      lines(markdown, width: 24) == [
        "Answer", "", "The payment service ran", "out of connections at", "10:04 [1].", "",
        "1. first thing that", "   matters here", "   • nested", "2. second",
      ])
  }

  @Test func `code is never broken`() {
    let log = "2026-01-01T10:00:00Z ERROR pool exhausted after 30000 ms waiting"
    #expect(
      lines("See `\(log)` there.\n\n```\n\(log)\n\(log)\n```", width: 20)
        == ["See", log, "there.", "", "  \(log)", "  \(log)"])
  }

  @Test func `a table is fitted, and becomes records where it can't be`() {
    let markdown = "| service | errors |\n|:--|--:|\n| payment | 12 |\n| checkout and more | 3 |"
    #expect(
      lines(markdown, width: 40) == [
        "service            errors", "payment                12", "checkout and more       3",
      ])
    #expect(
      lines(markdown, width: 20) == [
        "service       errors", "payment           12", "checkout and       3", "more",
      ])
    #expect(
      lines(markdown, width: 12) == [
        "service:", "payment", "errors: 12", "", "service:", "checkout and", "more", "errors: 3",
      ])
  }

  @Test func `a pipe in a cell is one, in code too`() {
    #expect(
      lines("| a | b |\n|---|---|\n| `x \\| y` | p \\| q |\n| `r\\\\|s` | `\\d` |", width: 40)
        == ["a      b", "x | y  p | q", "r\\|s   \\d"])
    // Outside of tables a backslash in code is one.
    #expect(lines("`x \\| y`", width: 40) == ["x \\| y"])
  }

  @Test func `at 40 columns a table of many columns reads row by row, no cell cut`() {
    let markdown =
      "| service | version | errors | first seen | owner |\n|---|---|---|---|---|\n"
      + "| payment-gateway | 2026.11.3-rc1 | 1207 | 10:05:12 | platform team |"
    #expect(
      lines(markdown, width: 40) == [
        "service: payment-gateway", "version: 2026.11.3-rc1", "errors: 1207",
        "first seen: 10:05:12", "owner: platform team",
      ])
  }

  @Test func `what is quoted is set in, and nothing that is copied stands in front`() {
    #expect(
      lines("> a b\n>\n> ```\n> code\n> ```\n\nc", width: 40) == [
        "  a b", "", "    code", "", "c",
      ])
  }

  @Test func `a link shows its address where its text does not`() {
    #expect(
      lines("[docs](https://a.example/x) <https://b.example>", width: 80)
        == ["docs (https://a.example/x) https://b.example"])
  }

  @Test func `looks are SGR codes, and only where colours are wanted`() {
    #expect(
      lines("**a** `b`", width: 40, color: true) == ["\u{1b}[1ma\u{1b}[0m \u{1b}[36mb\u{1b}[0m"])
    #expect(lines("**a** `b`", width: 40) == ["a b"])
  }

  @Test(arguments: Theme.Name.allCases)
  func `no theme says by its looks alone what the text does not say`(name: Theme.Name) {
    let markdown = "# A\n\n**b** *c* `d` ~~e~~\n\n> f\n\n- [x] g\n- [ ] h"
    func text(color: Bool) -> [String] {
      MarkdownRenderer(
        width: 40, capabilities: .init(supportsColor: color, supportsUnicode: true),
        theme: Theme(name)
      ).lines(markdown)
    }
    let styled = text(color: true).map { $0.replacing(/\u{1b}\[[0-9;]*m/, with: "") }
    #expect(styled == text(color: false))
  }

  @Test(arguments: [
    "a\u{1b}[2Jb", "&#27;[2J", "&#x9b;2J", "`x\u{1b}]0;t\u{7}`", "```\n\u{1b}c\n```",
    "[a\u{1b}](http://x/\u{1b})", "| \u{1b} |\n|-|\n| &#8238; |", "> \u{202e}x", "# \u{1b}x",
    "<script>\u{1b}</script>",
  ])
  func `no Markdown lets a control through`(markdown: String) {
    for line in lines(markdown, width: 40) {
      #expect(!line.unicodeScalars.contains { UnsafeCharacters.contains($0) }, "\(line)")
    }
  }

  @Test(arguments: [20, 40, 80, 200])
  func `no line of prose is wider than the window`(width: Int) {
    let words = (1...400).map { "w\($0 % 13)日" }.joined(separator: " ")
    let markdown = "\(words)\n\n> - \(words)\n>   1. **\(words)**"
    for line in lines(markdown, width: width) { #expect(DisplayWidth.columns(of: line) <= width) }
  }

  @Test func `deep nesting and long lines come to an end`() {
    let deep = String(repeating: "> ", count: 20_000) + "x"
    #expect(!lines(deep, width: 40).isEmpty)
    let list = (0..<200).map { String(repeating: "  ", count: $0) + "- x" }.joined(separator: "\n")
    #expect(!lines(list, width: 40).isEmpty)
    #expect(lines(String(repeating: "x", count: 1_000_000), width: 40).count == 1)
  }

  @Test func `HTML is text`() {
    #expect(lines("a <b>c</b>", width: 40) == ["a <b>c</b>"])
  }
}

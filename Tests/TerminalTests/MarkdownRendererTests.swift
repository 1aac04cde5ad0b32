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

import Shell
import Testing

@Suite struct ScriptParserTests {
  private func items(_ script: String) throws -> [ScriptParser.Item] {
    var parser = ScriptParser()
    var items: [ScriptParser.Item] = []
    for line in script.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if let item = try parser.take(String(Substring(line))) { items.append(item) }
    }
    try parser.finish()
    return items
  }

  @Test func `a line is a turn, blank lines and comments are none`() throws {
    #expect(
      try items("why?\r\n\n  \n# a comment\n\\# not one\n/status\nlast")
        == [.line("why?"), .message("# not one"), .line("/status"), .line("last")])
  }

  @Test func `a byte-order mark in front of a script is none of its text`() throws {
    #expect(try items("\u{FEFF}why?\n\u{FEFF}x") == [.line("why?"), .line("\u{FEFF}x")])
    #expect(try items("\u{FEFF}# a comment\n/status") == [.line("/status")])
    #expect(try items("\u{FEFF}\nwhy?") == [.line("why?")])
  }

  @Test func `an enclosed turn keeps its lines, whatever they look like`() throws {
    #expect(
      try items("<<END\r\nfirst\r\n\r\n# second\n/quit\nEND\nafter")
        == [.message("first\n\n# second\n/quit"), .line("after")])
    #expect(try items("\\<<END\nx") == [.message("<<END"), .line("x")])
  }

  @Test func `an enclosure that is not closed names its word and line`() {
    let error = #expect(throws: ScriptError.self) { try items("a\n<<END\ntext") }
    #expect(
      error?.description
        == "The turn opened by '<<END' in line 2 is not closed. Add a line 'END'.")
  }

  @Test(arguments: ["<<", "<< a b", "<<<<<<< HEAD"])
  func `a line that opens no enclosure is refused`(line: String) {
    #expect(throws: ScriptError.badEnclosure(line: 1, text: line)) { try items(line) }
  }
}

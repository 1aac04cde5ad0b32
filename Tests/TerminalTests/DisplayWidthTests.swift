import Terminal
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("👩‍👩‍👧", 2), ("❤️", 2), ("…", 1),
    ("⠹", 1), ("▸", 1), ("🇩🇪", 2), ("ｶﾅ", 2), ("", 0),
  ])
  func `columns are counted as terminals show them`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test(arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("abc", 3, "abc"), ("abc", 0, "")])
  func `a text is cut with a mark`(text: String, limit: Int, expected: String) {
    #expect(DisplayWidth.truncate(text, to: limit) == expected)
  }

  @Test(arguments: [(7.9, "0:07"), (723, "12:03"), (3723, "1:02:03"), (-1, "0:00")])
  func `elapsed time reads like a clock`(seconds: Double, expected: String) {
    #expect(ElapsedTime.text(seconds: seconds) == expected)
  }

  @Test(arguments: [
    (5, "just now"), (300, "5 min ago"), (7_300, "2 h ago"), (90_000, "1 day ago"),
    (300_000, "3 days ago"),
  ])
  func `an age is told in its largest unit`(seconds: Double, expected: String) {
    #expect(RelativeAge.text(seconds: seconds) == expected)
  }

  @Test func `a table gives way in its flexible column`() {
    let table = Table(
      columns: [.init("#", alignment: .right), .init("title", isFlexible: true), .init("age")],
      rows: [["1", "checkout start failing at ten", "2 h"], ["12", "日本\u{1b}x", "1 h"]])
    #expect(
      table.lines(width: nil) == [
        " #  title                          age", " 1  checkout start failing at ten  2 h",
        "12  日本\\x1bx                      1 h",
      ])
    #expect(table.lines(width: 24)[1] == " 1  checkout start…  2 h")
    #expect(table.lines(width: 24).allSatisfy { DisplayWidth.columns(of: $0) <= 24 })
  }

  @Test func `a table leaves out what it can do without, the last column first`() {
    let table = Table(
      columns: [
        .init("#"), .init("title", isFlexible: true), .init("age", isDispensable: true),
        .init("id", isDispensable: true),
      ],
      rows: [["1", "checkout start failing", "2 h", "0b6f3c1e"]])
    #expect(table.lines(width: 39)[1] == "1  checkout start faili…  2 h  0b6f3c1e")
    #expect(table.lines(width: 29)[1] == "1  checkout start faili…  2 h")
    #expect(table.lines(width: 24)[1] == "1  checkout start faili…")
    #expect(table.lines(width: 14)[1] == "1  checkout s…")
    #expect(table.lines(width: 5)[1] == "1  checkou…")
  }
}

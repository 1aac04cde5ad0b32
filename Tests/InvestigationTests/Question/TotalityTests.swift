import DemoIncident
import Evidence
import Investigation
import Testing
import Timeline

/// Any text, any evidence, any conversation: a question comes out, and the same each time.
@Suite struct TotalityTests {
  /// Pieces of questions, of times at the ends of what can be counted, and of no language.
  private static let pieces = [
    "why", "show", "errors", "between", "and", "from", "to", "since", "before", "after", "around",
    "last", "first", "9999999999999999999", "minutes", "hours", "weeks", "ago", "10:05", "25:99",
    "24:00", "0:60:60", "2026-02-30", "99/99/9999", "292277026596-12-04", "yesterday", "5", "pm",
    "+99:99", "UTC+14", "-0000", "the", "onset", "that", "it", "[3]", "[999999999]", "[", "]", "#1",
    "a=", "=b", "a>=\"", "\"", "'", "`", "\u{201C}", "p99", "p0", "top", "by", "per", "user", "not",
    "without", "except", "503s", "5xx", "/", "-", "–", "orders", "ordres", "payment", "kafka",
    "\u{0}", "\u{FEFF}", "日本", "🙂", "e\u{301}", "1,000", "12k", "99999999999k", "half", "an",
    "next", "more", "only", "then", "midnight", "noon", "monday", "11th", "of", "march", "?", "!",
    ",",
  ]

  private static let spans: [TimeWindow?] = [
    nil, Instant.earliest...Instant.latest, Instant.latest...Instant.earliest,
    Instant.latest...Instant.latest, Instant.earliest...Instant.earliest,
    Instant(milliseconds: 0)...Instant(milliseconds: 0), Shop.catalog.window,
  ]

  @Test(arguments: 0..<7)
  func `any pieces of questions over evidence of any span are read, twice alike`(span: Int) {
    var generator = SeededRandom(seed: UInt64(span) + 7)
    var catalog = Shop.catalog
    catalog.window = Self.spans[span]
    for (number, stand) in Shop.Stand.allCases.enumerated() {
      catalog.offset = [nil, 0, 50_400, -43_200, .max / 4096][number % 5]
      let reader = QuestionReader(
        catalog: catalog, case: stand.context, incidentTime: number == 3 ? .latest : nil)
      for _ in 0..<60 {
        let count = Int.random(in: 1...12, using: &generator)
        let words = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
        let text = words.joined(separator: Bool.random(using: &generator) ? " " : "")
        #expect(reader.read(text) == reader.read(text), "\(text)")
      }
    }
  }

  @Test(arguments: [
    "\"", "a\"b ", "'", "[", "[1", "(", "at ", "between 10:00 and ", "before ", "not ",
    "without a ",
    "a", "ordres ", "the ", "last 5 ", "\u{201C}x ", "k=\"", "1", "10:05-", "e\u{301}", "of of ",
  ])
  func `a megabyte of one piece is read`(piece: String) {
    let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
    let question = Shop.read(text, .list)
    #expect(question.words.count <= 12 && question.corrections.count <= 40)
  }

  @Test func `a catalog without anything is no obstacle`() {
    let question = QuestionReader(catalog: Catalog()).read("errors of payment since 10:05 by host")
    #expect(question.act == .count || question.act == .lines)
    #expect(question.unknownWords == ["payment"])
  }
}

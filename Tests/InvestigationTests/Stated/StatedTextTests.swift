import Evidence
import Testing

@testable import Investigation

/// What texts state: labels, tables, sizes, whatever printed them.
@Suite struct StatedTextTests {
  private static func lines(_ text: String) -> [StatedLine] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      ContextLine(number: $0.offset + 1, text: String($0.element))
    }
    return StatedText(lines).lines
  }

  @Test(arguments: [
    ("Sync Revision:      9f3c1ab7d02e", "Sync Revision", "9f3c1ab7d02e"),
    ("- Repo:   https://git.example/mill.git", "Repo", "https://git.example/mill.git"),
    (#"    "image": "mill:4.1","#, "image", "mill:4.1"),
    ("2026-08-19T17:30:58.400Z   ~ write_capacity = 400 -> 40", "write_capacity", "400 -> 40"),
    ("used_memory_human:612.45M", "used_memory_human", "612.45M"),
    ("maxmemory:1024", "maxmemory", "1024"),
    (
      #"jvm_memory_used_bytes{area="heap"} 7.2e+08"#, #"jvm_memory_used_bytes{area="heap"}"#,
      "7.2e+08"
    ),
    ("stuck at offset 8812341 (lag=40)", "offset", "8812341"), ("stuck at (lag=40)", "lag", "40"),
    ("62G\t/var/lib/coredump", "size", "62G"),
    ("-rw-r-----+ 1 root root  614M May  6 10:31 core.mill.1", "size", "614M"),
  ])
  func `A label names the value behind it`(line: String, label: String, value: String) {
    let pairs = Self.lines(line).flatMap(\.pairs)
    #expect(pairs.contains(.init(label: label, value: value)), "\(pairs)")
  }

  @Test(arguments: [
    "it began at 10:05 and ended", "see https://mill.example/a", "all is well", "{", "---",
  ])
  func `A sentence states nothing`(line: String) {
    #expect(Self.lines(line).isEmpty)
  }

  @Test(arguments: [
    // Aligned, with a cell that is empty; by tabs; by bars with and without a frame; by commas.
    "NAME     OWNER   TAG\nsieve            2.1\ngrind    ana     3.0",
    "name\towner\ttag\nsieve\t\t2.1\ngrind\tana\t3.0",
    " name  | owner | tag\n-------+-------+-----\n sieve |       | 2.1\n grind | ana   | 3.0",
    "+-------+-------+-----+\n| name  | owner | tag |\n+-------+-------+-----+\n| sieve |       | 2.1 |\n| grind | ana   | 3.0 |",
    "name,owner,tag\nsieve,,2.1\ngrind,ana,3.0",
  ])
  func `A table names the cells of its rows`(text: String) throws {
    let rows = Self.lines(text)
    #expect(rows.count == 2)
    #expect(rows.map(\.owner) == ["sieve", "grind"])
    #expect(rows.map { $0.pairs.last?.value } == ["2.1", "3.0"])
    #expect(rows.last?.pairs.map { $0.label.lowercased() } == ["name", "owner", "tag"])
    #expect(rows.first?.pairs.count == 2)
  }

  @Test func `A label belongs to those above it by its indent, and to its command`() throws {
    let lines = Self.lines(
      "$ tool show mill\nContainers:\n  sieve:\n    Image:  mill/sieve:2.1\nImage:  none")
    #expect(lines.map(\.owner) == ["Containers sieve", ""])
    #expect(lines.allSatisfy { $0.command == "tool show mill" })
  }

  @Test(arguments: [
    ("62G", 66_571_993_088.0), ("92%", 92.0), ("7,170", 7170.0), ("612.5M", 642_252_800.0),
    ("250ms", 0.25), ("2s", 2.0),
  ])
  func `A value is a number with its size`(text: String, amount: Double) {
    #expect(StatedAmount(text)?.value == amount)
  }

  @Test(arguments: ["web-1", "3 hours ago", "Running", "10.2.3.4"])
  func `Other values are none`(text: String) {
    #expect(StatedAmount(text) == nil)
  }
}

/// What questions ask for facts, and which.
@Suite struct FactQuestionTests {
  @Test(arguments: [
    ("what commit is live", ["commit"], FactQuestion.Shape.revision),
    ("next run when?", ["next", "run"], .time),
    ("capacity old vs new?", ["capacity", "old", "new"], .change),
    ("who deployed sieve", ["deployed", "sieve"], .name),
    ("how full is / right now", ["full"], .number),
    ("since when is the container running", ["container", "started"], .time),
  ])
  func `Its nouns and the look of its value are made out`(
    text: String, nouns: [String], shape: FactQuestion.Shape
  ) throws {
    let question = try #require(FactQuestion(text))
    #expect(question.nouns.map(\.word) == nouns)
    #expect(question.shape == shape)
  }

  @Test(arguments: [
    ("when did helm rev 23 go out", ["23"]), ("how full is /var/lib/mill", ["/var/lib/mill"]),
    ("image of sieve-2?", ["sieve-2"]), ("what happens at 10:05 in revision", []),
  ])
  func `Names and numbers stand as they are written`(text: String, identifiers: [String]) {
    #expect((FactQuestion(text)?.identifiers ?? []) == identifiers)
  }

  @Test(arguments: [
    "why did sieve fail?", "what is the root cause?", "what should I fix?", "", "and then?",
    "is it the same?", "how deep did the queue get?",
  ])
  func `Reasons, judgements and talk are no facts`(text: String) {
    #expect(FactQuestion(text) == nil)
  }
}

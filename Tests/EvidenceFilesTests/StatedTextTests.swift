import Evidence
import Testing

@testable import EvidenceFiles

/// What texts state: labels, tables, sizes, whatever printed them.
@Suite struct StatedTextTests {
  private static func lines(_ text: String) -> [StatedLine] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      ContextLine(number: $0.offset + 1, text: String($0.element))
    }
    return StatedTextParser(lines).lines
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
}

import Foundation
import Testing

@testable import Benchmarks

/// The guide "How good is it?" has the form that the command writes, and sums are what they say.
@Suite struct FiguresTests {
  private static let guide = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Investigation/Investigation.docc/HowGoodIsIt.md").path

  private static func outcome(
    _ suspects: [String], cause: String? = "cpu-load", abstained: Bool = false
  ) -> IncidentCommand.Outcome {
    IncidentCommand.Outcome(
      suspects: suspects, cause: cause, abstained: abstained, seconds: 0.5, peakMiB: 40, digest: 1,
      faults: [])
  }

  private static func scored(_ truth: IncidentCase.Truth, _ outcome: IncidentCommand.Outcome?)
    -> ScoredIncident
  {
    ScoredIncident(
      IncidentCase(id: "a", question: "why?", evidence: [], truth: truth), outcome)
  }

  private static let scores = [
    scored(.init(service: "cart"), outcome(["cart", "web"])),
    scored(.init(service: "cart"), outcome(["web", "db", "cart"])),
    scored(.init(service: "cart"), outcome(["cart"], abstained: true)),
    scored(.init(service: "cart"), nil),
  ]

  @Test func `Ranks, abstentions and crashes add up`() {
    let sum = IncidentSum(set: "made", kind: "all", Self.scores)
    #expect(sum.n == 4 && sum.ac1 == 0.25 && sum.ac3 == 0.5 && sum.abstained == 1)
    #expect(sum.crashed == 1 && sum.ac1Cause == nil)
    // One at rank 1, one at rank 3: (1 + 1 + 2 + 2 + 2) / 4 / 5.
    #expect(abs(sum.avg5 - 0.4) < 1e-9)
    let quiet = IncidentSum(
      set: "quiet", kind: "all",
      [
        Self.scored(.init(abstain: true), Self.outcome([], abstained: true)),
        Self.scored(.init(abstain: true), Self.outcome(["cart"])),
      ])
    #expect(quiet.ac1 == 0.5 && quiet.abstained == 1)
  }

  @Test func `Of clusters object and cause count together`() {
    let truth = IncidentCase.Truth(object: "app/cart", cause: "oom_killed")
    let sum = IncidentSum(
      set: "k", kind: "all",
      [
        Self.scored(truth, Self.outcome(["cart"], cause: "oom-killed")),
        Self.scored(truth, Self.outcome(["cart"], cause: "missing-secret")),
      ])
    #expect(sum.ac1 == 1 && sum.ac1Cause == 0.5)
  }

  @Test func `Rows go out with the names that are agreed, and no others`() throws {
    func names(_ value: some Encodable) throws -> Set<String> {
      let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
      return Set(try #require(object as? [String: Any]).keys)
    }
    #expect(
      try names(IncidentSum(set: "made", kind: "all", Self.scores)) == [
        "set", "kind", "n", "ac1", "ac3", "avg5", "abstained", "crashed", "seconds", "peak_mib",
      ])
    let row = ["set", "case", "suspects", "cause", "abstained", "seconds"] as Set
    #expect(try names(IncidentRow(set: "made", id: "a", outcome: nil)) == row)
    #expect(
      try names(IncidentRow(set: "made", id: "a", outcome: Self.outcome(["a"], cause: nil))) == row)
    let score = TemplatesSet.Score(
      system: "HDFS", accuracy: 1, lines: 1, templates: 1, linesPerSecond: 1, mibPerSecond: 1)
    #expect(try names(score) == ["set", "system", "accuracy", "lines_per_second"])
  }

  @Test func `The guide has what the command writes, for the same sets`() throws {
    let text = try String(contentsOfFile: Self.guide, encoding: .utf8)
    let from = try #require(text.firstRange(of: FiguresTable.begin))
    let to = try #require(text.firstRange(of: FiguresTable.end))
    let part = String(text[from.lowerBound..<to.upperBound])
    let lines = part.split(separator: "\n").map(String.init)
    let row = try #require(lines.firstIndex { $0.hasPrefix("| set | cases ") })
    let sets = lines[(row + 2)...].prefix { $0.hasPrefix("| ") }.map {
      String($0.dropFirst(2).prefix { $0 != " " })
    }
    #expect(sets.contains("quiet") && sets.count > 3, "\(sets)")
    #expect(part.contains(/(?m)^Made on \d{4}-\d\d-\d\d of commit `[0-9a-f]{7,40}`\.$/))
    var table = FiguresTable(date: "2026-03-10", commit: "0123456")
    table.sets = sets.map { IncidentSum(set: $0, kind: "all", Self.scores) }
    table.templates = TemplatesSet.Mean(systems: 8, accuracy: 0.9, linesPerSecond: 123_456)
    #expect(Self.form(table.markdown) == Self.form(part))
  }

  /// A text with every figure as `0`, and every date and commit alike.
  private static func form(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // What others reach never changes.
      guard !line.contains("/") else { return String(line) }
      return String(line).replacing(/`[0-9a-f]{7,40}`/, with: "commit")
        .replacing(/[0-9]+(\.[0-9]+)?|–/, with: "0")
    }
  }

  @Test func `Figures go between the marks, and nothing else of a guide changes`() throws {
    let table = FiguresTable(date: "2026-03-10", commit: "0123456")
    let guide = "# A\n\n\(FiguresTable.begin)\nold\n\(FiguresTable.end)\n\nend\n"
    let written = try table.written(into: guide)
    #expect(written == "# A\n\n\(table.markdown)\n\nend\n")
    #expect(try table.written(into: written) == written)
    #expect(throws: BenchmarkError.self) { try table.written(into: "# A\n") }
  }
}

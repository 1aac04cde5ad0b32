import SessionsAPI
import Testing

@testable import Shell

/// What of a long answer is shown first, in how many rows, and what is said of the rest.
@Suite struct AnswerDigestTests {
  private static let markdown = """
    ## Answer

    **db** ran out of room at 10:05: `no space left` [1].

    ## Confidence

    High: 40 entries say so.

    ## Suspects

    1. **db**, a full disk [1].
    2. **web**, errors [2].

    ## Change

    - 10:01 **db**: `backup started` [3]

    ## Evidence

    - [1] **db** `no space left` — `db.log:7` · 40 times
    - [2] **web** `502` — `web.log:1`
    - [3] **db** `backup started` — `db.log:3`

    ## Next checks

    - the room on the disk of db
    - who writes there
    """

  private func rows(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `with room enough all that is needed first is shown, from headings alone`() throws {
    let digest = try #require(AnswerDigest(markdown: Self.markdown, report: nil))
    let (lines, hidden) = digest.fitted(to: 40, render: rows)
    #expect(
      lines == [
        "## Answer", "", "**db** ran out of room at 10:05: `no space left` [1].", "",
        "High: 40 entries say so.", "", "- [1] **db** `no space left` — `db.log:7` · 40 times", "",
        "Change: 10:01 **db**: `backup started` [3]", "",
        "Next checks: the room on the disk of db",
      ])
    #expect(hidden == "suspects 2, evidence 2, next checks 1")
  }

  @Test func `with less room the answer and where it stands come first`() throws {
    let digest = try #require(AnswerDigest(markdown: Self.markdown, report: nil))
    let (lines, hidden) = digest.fitted(to: 5, render: rows)
    #expect(lines.count == 5 && lines.last?.hasPrefix("- [1]") == true, "\(lines)")
    #expect(hidden == "confidence 1, suspects 2, change 1, evidence 2, next checks 2")
    let tiny = digest.fitted(to: 2, render: rows).lines
    #expect(tiny == ["## Answer", "…"])
  }

  @Test func `a report is read as values, and what the answer quotes is not quoted again`()
    throws
  {
    func exhibit(_ number: Int, _ service: String, _ line: Int, _ quote: String) -> Report.Exhibit {
      var exhibit = Report.Exhibit(number: number, kind: .init(rawValue: "line"))
      exhibit.path = "\(service).log"
      exhibit.line = line
      exhibit.service = service
      exhibit.quote = quote
      return exhibit
    }
    let exhibits = [exhibit(1, "db", 7, "no space left"), exhibit(2, "web", 1, "502")]
    let report = Report(
      sections: [
        .init(
          .init(rawValue: "answer"), title: "Antwort",
          claims: [
            .init("db ran out of room: `no space left` [1].", exhibits: [1]),
            .init("It reached web.", exhibits: [2]),
          ]),
        .init(
          .init(rawValue: "suspects"), title: "Verdacht",
          claims: [
            .init("db", exhibits: [1]), .init("web", exhibits: [2]),
          ]),
      ], exhibits: exhibits)
    let digest = try #require(AnswerDigest(markdown: "whatever", report: report))
    let (lines, hidden) = digest.fitted(to: 40, render: rows)
    #expect(
      lines == [
        "## Antwort", "", "db ran out of room: `no space left` [1]. It reached web [2].", "",
        "[1] `db.log:7`", "", "- [2] **web** `502` — `web.log:1`",
      ])
    #expect(hidden == "verdacht 2")
  }

  @Test(arguments: [
    "It was the disk.", "# Report\n\nIt was the disk.\n\n## Details\n\nx",
    "## Answer\n\n30 errors.\n\n## Evidence\n\n- [1] `a` — `b:1`",
  ])
  func `what has no sections to leave out is whole`(markdown: String) {
    #expect(AnswerDigest(markdown: markdown, report: nil) == nil)
  }
}

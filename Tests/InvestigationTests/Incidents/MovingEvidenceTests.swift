import Evidence
import Foundation
import Investigation
import TestSupport
import Testing

/// Files that change while turns work on them, seen from the whole engine.
@Suite(.steppingBack) struct MovingEvidenceTests {
  @Test(.timeLimit(.minutes(10)))
  func `Defect 2: what moves during 200 searches is never cited as another`() async throws {
    let folder = try TemporaryFolder()
    for number in 0..<4 {
      try folder.write("app\(number).log", SelfTellingLine.text("app\(number)", 1, 1..<2000))
    }
    let mover = FileMover(folder.path)
    defer { mover.end() }
    let investigator = fileEngine()
    var cited = 0
    var torn = 0
    // More where these left the files little time to move, or found them all away.
    var turn = 0
    while turn < 200 || cited <= 2000 || mover.rarest <= 20 {
      turn += 1
      try Task.checkCancellation()
      let question = ["show me the last 200 lines", "show the first 90 errors", "grep gen="][
        turn % 3]
      let report: Asked
      do {
        report = try await ask(question, in: [folder.path], of: investigator)
      } catch let error as InvestigationError {
        // All files may have moved at once.
        #expect("\(error)".contains("could be read"))
        continue
      }
      for citation in report.exhibits {
        cited += 1
        // A line that the writer was still writing when the file was found may end anywhere.
        guard citation.quote.hasSuffix("timed out") else {
          torn += 1
          continue
        }
        let said = try #require(SelfTellingLine.fields(citation.quote), "\(citation)")
        guard case .line(let path, let line) = citation.reference.locator else { continue }
        #expect(said.line == line, "\(citation)")
        let stem = path.split(separator: ".").first.map(String.init)
        #expect(stem == said.name, "\(citation)")
      }
    }
    #expect(torn * 50 < cited, "\(torn) of \(cited)")
  }
}

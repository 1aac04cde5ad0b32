import Evidence
import EvidenceFiles
import Foundation
import Investigation
import TestSupport
import Testing

/// What was cited stays to be seen when its file was rotated, truncated or removed since.
@Suite(.steppingBack) struct RotatedExhibitTests {
  /// What happens to the file between two turns.
  enum Move: CaseIterable {
    case rotated, truncated, gone
  }

  @Test(arguments: Move.allCases)
  func `an exhibit is shown with its surroundings and said to have changed since`(
    move: Move
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/app0.log"
    try folder.write("app0.log", SelfTellingLine.text("app0", 1, 1..<300))
    try folder.write("app1.log", SelfTellingLine.text("app1", 1, 1..<300))
    let engine = fileEngine()
    let before = try await ask("show the last 5 errors of app0", in: [folder.path], of: engine)
    let cited = try #require(before.file.exhibits.first)
    let said = try #require(SelfTellingLine.fields(cited.quote))
    #expect("\(cited.reference)" == "app0.log:\(said.line)")

    switch move {
    case .rotated:
      try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
      try folder.write("app0.log", SelfTellingLine.text("app0", 2, 1..<400))
    case .truncated:
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: 0)
      try handle.write(contentsOf: Data(SelfTellingLine.text("app0", 2, 1..<400).utf8))
      try handle.close()
    case .gone: try FileManager.default.removeItem(atPath: path)
    }

    let after = try await ask(
      "show me the lines around [1]", in: [folder.path], after: before, of: engine)
    let answer = try #require(after.section("Answer"))
    #expect(answer.contains("changed since"), "\(after.markdown)")
    #expect(answer.contains("gen=1 line=\(said.line) "), "\(after.markdown)")
    // Its surroundings are those of then: three lines on each side, all of the first generation.
    let lines = try #require(after.section("Lines"))
    for number in said.line - 3...min(299, said.line + 3) {
      #expect(lines.contains("`app0.log:\(number)`"), "\(after.markdown)")
      #expect(lines.contains("gen=1 line=\(number) "), "\(after.markdown)")
    }
    #expect(!after.markdown.contains("gen=2"), "\(after.markdown)")
  }

  @Test func `an exhibit of a file that only grew is read anew`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("app0.log", SelfTellingLine.text("app0", 1, 1..<300))
    let engine = fileEngine()
    let before = try await ask("show the last 5 errors of app0", in: [folder.path], of: engine)
    try folder.write("app0.log", SelfTellingLine.text("app0", 1, 1..<400))
    let after = try await ask("what is around [1]?", in: [folder.path], after: before, of: engine)
    #expect(after.section("Answer")?.contains("changed since") == false, "\(after.markdown)")
    // More lines than were kept: those that follow it now.
    #expect(after.section("Lines")?.contains("line=305 ") == true, "\(after.markdown)")
  }
}

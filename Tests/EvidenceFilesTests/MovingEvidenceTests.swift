import Evidence
import Foundation
import TestSupport
import Testing

@testable import EvidenceFiles

/// Files that change while they are read and searched.
@Suite struct MovingEvidenceTests {
  @Test func `Defect 2: what moves during 200 searches is never cited as another`() async throws {
    let folder = try TemporaryFolder()
    for number in 0..<4 {
      try folder.write("app\(number).log", SelfTellingLine.text("app\(number)", 1, 1..<2000))
    }
    let mover = FileMover(folder.path)
    let opener = EvidenceFilesOpener()
    var cited = 0
    var torn = 0
    for turn in 0..<200 {
      let evidence = try await opener.evidence([folder.path])
      var scope = Scope()
      if turn % 3 == 2 { scope.terms = [Scope.Term(["gen="])] }
      let list = try await evidence.samples(
        scope, order: turn % 3 == 1 ? .earliest : .latest, limit: 200)
      for sample in list.samples + evidence.samples {
        cited += 1
        // A line that the writer was still writing when the file was found may end anywhere.
        guard sample.text.hasSuffix("timed out") else {
          torn += 1
          continue
        }
        let said = try #require(SelfTellingLine.fields(sample.text), "\(sample)")
        #expect(said.line == sample.line, "\(sample)")
        let stem = sample.path.split(separator: ".").first.map(String.init)
        #expect(stem == said.name, "\(sample)")
      }
    }
    mover.end()
    #expect(cited > 2000 && torn * 50 < cited, "\(torn) of \(cited)")
    #expect(mover.rarest > 20)
  }

  @Test func `Defect 2: a search keeps to the files that were indexed, and tells what it lost`()
    async throws
  {
    let folder = try TemporaryFolder()
    for name in ["grown", "renamed", "replaced", "rewritten", "vanished"] {
      try folder.write("\(name).log", SelfTellingLine.text(name, 1, 1..<200))
    }
    let snapshot = try await read([folder.path])
    let files = FileManager.default
    // Appears before all others, so that every position would shift.
    try folder.write("aaa.log", SelfTellingLine.text("aaa", 1, 1..<200))
    let grown = try #require(FileHandle(forWritingAtPath: folder.path + "/grown.log"))
    try grown.seekToEnd()
    try grown.write(contentsOf: Data(SelfTellingLine.text("grown", 1, 200..<300).utf8))
    try grown.close()
    try files.moveItem(
      atPath: folder.path + "/renamed.log", toPath: folder.path + "/renamed.log.1")
    // The old file lives on elsewhere, so that the new one cannot get its number.
    let elsewhere = try TemporaryFolder()
    try files.moveItem(
      atPath: folder.path + "/replaced.log", toPath: elsewhere.path + "/replaced.log")
    try folder.write("replaced.log", SelfTellingLine.text("replaced", 2, 1..<300))
    let rewritten = try #require(FileHandle(forWritingAtPath: folder.path + "/rewritten.log"))
    try rewritten.truncate(atOffset: 0)
    try rewritten.write(contentsOf: Data(SelfTellingLine.text("rewritten", 2, 1..<900).utf8))
    try rewritten.close()
    try files.removeItem(atPath: folder.path + "/vanished.log")
    let result = try await snapshot.samples(Scope(), order: .latest, limit: 10_000)
    let paths = Set(result.samples.map(\.path))
    #expect(paths == ["grown.log"])
    #expect(result.total == 199 && result.samples.count == 199)
    #expect(
      result.unread.map(\.path) == ["renamed.log", "replaced.log", "rewritten.log", "vanished.log"])
    let reasons = result.unread.map(\.reason)
    #expect(reasons[0].contains("No such file") && reasons[3].contains("No such file"))
    #expect(reasons[1].contains("another file") && reasons[2].contains("other bytes"))
  }

  @Test func `Defect 2: a file that is replaced between look and reading is no part of the index`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("a.log", SelfTellingLine.text("a", 1, 1..<50))
    try folder.write("b.log", SelfTellingLine.text("b", 1, 1..<50))
    let found = EvidenceLocations([folder.path])
    // The old file lives on, so that the new one cannot get its number.
    try FileManager.default.moveItem(
      atPath: folder.path + "/a.log", toPath: folder.path + "/a.log.1")
    try folder.write("a.log", SelfTellingLine.text("a", 2, 1..<50))
    let snapshot = try await FileEvidence.read(found, source: "files")
    #expect(snapshot.files.map(\.path) == ["b.log"])
    #expect(snapshot.unread.map(\.path) == ["a.log"])
    #expect(snapshot.observations.map(\.count).reduce(0, +) == 49)
    for sample in snapshot.samples {
      #expect(sample.path == "b.log")
    }
  }
}

import DemoIncident
import Evidence
import Foundation
import Synchronization
import Testing

@testable import EvidenceFiles

/// Files that change while a turn works on them.
@Suite struct MovingEvidenceTests {
  /// A line that says which file it was written to, when that was begun, and where it stands in it.
  private static func line(_ name: String, _ generation: Int, _ number: Int) -> String {
    let time = String(format: "10:%02d:%02d", number / 60 % 60, number % 60)
    return "2026-03-10T\(time)Z ERROR born=\(name) gen=\(generation) line=\(number) timed out\n"
  }

  private static func text(_ name: String, _ generation: Int, _ lines: Range<Int>) -> String {
    lines.map { line(name, generation, $0) }.joined()
  }

  /// Lets files appear, grow, rotate by renaming and by truncating, and vanish, until told to end.
  private final class Mover: Sendable {
    private let folder: String
    private let isEnded = Atomic(false)
    private let done = DispatchSemaphore(value: 0)
    /// How often each thing was done.
    let moves = Mutex<[Int]>([0, 0, 0, 0, 0])

    init(_ folder: String) {
      self.folder = folder
      Thread { [self] in
        var random = SeededRandom(seed: 7)
        var generation = 1
        while !isEnded.load(ordering: .relaxed) {
          generation += 1
          let move = Int(random.next() % 5)
          try? self.move(move, "app\(Int(random.next() % 4))", generation)
          moves.withLock { $0[move] += 1 }
        }
        done.signal()
      }.start()
    }

    func end() {
      isEnded.store(true, ordering: .relaxed)
      done.wait()
    }

    private func move(_ move: Int, _ name: String, _ generation: Int) throws {
      let path = "\(folder)/\(name).log"
      let files = FileManager.default
      switch move {
      case 0:
        let early = "\(folder)/aa\(generation % 3).log"
        try Data(text("aa\(generation % 3)", generation, 1..<40).utf8).write(
          to: URL(filePath: early))
      case 1:
        guard let handle = FileHandle(forUpdatingAtPath: path) else { return }
        defer { try? handle.close() }
        let end = try handle.seekToEnd()
        guard end > 0, end < 1 << 20,
          let whole = try? String(contentsOfFile: path, encoding: .utf8),
          let last = whole.split(separator: "\n").last, let found = MovingEvidenceTests.fields(last)
        else { return }
        let more = text(found.name, found.generation, found.line + 1..<found.line + 30)
        try handle.write(contentsOf: Data(more.utf8))
      case 2:
        _ = rename(path, path + ".1")
        try Data(text(name, generation, 1..<400).utf8).write(to: URL(filePath: path), options: [])
      case 3:
        guard let handle = FileHandle(forWritingAtPath: path) else { return }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(text(name, generation, 1..<500).utf8))
        try handle.close()
      default:
        try? files.removeItem(atPath: "\(folder)/aa\(generation % 3).log")
        try? files.removeItem(atPath: path + ".1")
      }
    }

    private func text(_ name: String, _ generation: Int, _ lines: Range<Int>) -> String {
      MovingEvidenceTests.text(name, generation, lines)
    }
  }

  /// What a line says of itself.
  private static func fields(
    _ text: some StringProtocol
  ) -> (name: String, generation: Int, line: Int)? {
    func value(_ key: String) -> String? {
      text.split(separator: " ").first { $0.hasPrefix(key + "=") }
        .map { String($0.dropFirst(key.count + 1)) }
    }
    guard let name = value("born"), let generation = value("gen").flatMap({ Int($0) }),
      let line = value("line").flatMap({ Int($0) })
    else { return nil }
    return (name, generation, line)
  }

  @Test func `Defect 2: what moves during 200 searches is never cited as another`() async throws {
    let folder = try TemporaryFolder()
    for number in 0..<4 {
      try folder.write("app\(number).log", Self.text("app\(number)", 1, 1..<2000))
    }
    let mover = Mover(folder.path)
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
        let said = try #require(Self.fields(sample.text), "\(sample)")
        #expect(said.line == sample.line, "\(sample)")
        let stem = sample.path.split(separator: ".").first.map(String.init)
        #expect(stem == said.name, "\(sample)")
      }
    }
    mover.end()
    #expect(cited > 2000 && torn * 50 < cited, "\(torn) of \(cited)")
    #expect(mover.moves.withLock { $0.min() ?? 0 } > 20)
  }

  @Test func `Defect 2: a search keeps to the files that were indexed, and tells what it lost`()
    async throws
  {
    let folder = try TemporaryFolder()
    for name in ["grown", "renamed", "replaced", "rewritten", "vanished"] {
      try folder.write("\(name).log", Self.text(name, 1, 1..<200))
    }
    let snapshot = try await read([folder.path])
    let files = FileManager.default
    // Appears before all others, so that every position would shift.
    try folder.write("aaa.log", Self.text("aaa", 1, 1..<200))
    let grown = try #require(FileHandle(forWritingAtPath: folder.path + "/grown.log"))
    try grown.seekToEnd()
    try grown.write(contentsOf: Data(Self.text("grown", 1, 200..<300).utf8))
    try grown.close()
    try files.moveItem(
      atPath: folder.path + "/renamed.log", toPath: folder.path + "/renamed.log.1")
    // The old file lives on elsewhere, so that the new one cannot get its number.
    let elsewhere = try TemporaryFolder()
    try files.moveItem(
      atPath: folder.path + "/replaced.log", toPath: elsewhere.path + "/replaced.log")
    try folder.write("replaced.log", Self.text("replaced", 2, 1..<300))
    let rewritten = try #require(FileHandle(forWritingAtPath: folder.path + "/rewritten.log"))
    try rewritten.truncate(atOffset: 0)
    try rewritten.write(contentsOf: Data(Self.text("rewritten", 2, 1..<900).utf8))
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
    try folder.write("a.log", Self.text("a", 1, 1..<50))
    try folder.write("b.log", Self.text("b", 1, 1..<50))
    let found = EvidenceLocations([folder.path])
    // The old file lives on, so that the new one cannot get its number.
    try FileManager.default.moveItem(
      atPath: folder.path + "/a.log", toPath: folder.path + "/a.log.1")
    try folder.write("a.log", Self.text("a", 2, 1..<50))
    let snapshot = try await FileEvidence.read(found, source: "files")
    #expect(snapshot.files.map(\.path) == ["b.log"])
    #expect(snapshot.unread.map(\.path) == ["a.log"])
    #expect(snapshot.observations.map(\.count).reduce(0, +) == 49)
    for sample in snapshot.samples {
      #expect(sample.path == "b.log")
    }
  }
}

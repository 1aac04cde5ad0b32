import Evidence
import Foundation
import TestSupport
import Testing

@testable import EvidenceFiles

/// Indexes of files on disk.
@Suite struct IndexCacheTests {
  @Test func `Evidence of any kind is the same with its indexes, and is not read again`()
    async throws
  {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    let indexes = try MadeEvidence.write(to: folder)
    let plain = try await read([folder.path]).found()
    let (first, second) = (ReadingMeter(), ReadingMeter())
    #expect(try await read(folder, cachedIn: cache.path, meter: first).found() == plain)
    #expect(try names(in: cache.path).count == indexes)
    let again = try await read(folder, cachedIn: cache.path, meter: second)
    #expect(try again.found() == plain)
    // What is left are the first bytes of each file, which tell what it is: of these small ones, all.
    let heads = try await headBytes(folder)
    #expect(second.bytes == heads && first.bytes > heads)
  }

  /// The bytes that are read to tell what files are.
  private func headBytes(_ folder: TemporaryFolder) async throws -> Int {
    let meter = ReadingMeter()
    _ = EvidenceReading(EvidenceLocations([folder.path]), source: "files", meter: meter)
    return meter.bytes
  }

  @Test func `A file of several parts is the same, and its lines are found in their parts`()
    async throws
  {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    try folder.write("depot.log", bytes: MadeEvidence.long())
    let plain = try await read([folder.path])
    _ = try await read(folder, cachedIn: cache.path)
    let again = try await read(folder, cachedIn: cache.path)
    #expect(try again.found() == plain.found())
    var scope = Scope()
    scope.terms = [Scope.Term(["crate 200001"], isWholeWord: true)]
    let (a, b) = (
      try await plain.samples(scope, order: .earliest, limit: 5),
      try await again.samples(scope, order: .earliest, limit: 5)
    )
    #expect(a == b && a.total == 1)
    let reference = try #require(b.samples.first?.reference)
    #expect(reference.description == "depot.log:200002")
    #expect(
      try await plain.surroundings(of: reference, before: 2, after: 2)
        == again.surroundings(of: reference, before: 2, after: 2))
  }

  @Test func `The end of a long file has an index of its own`() async throws {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    try folder.write("depot.log", bytes: MadeEvidence.long())
    func cut(_ meter: ReadingMeter? = nil) async throws -> [String] {
      try await FileEvidence.read(
        EvidenceLocations([folder.path]), source: "files", limit: 1 << 20, meter: meter,
        cache: IndexCache(folder: cache.path, build: "1", least: 1)
      ).found()
    }
    let whole = try await read(folder, cachedIn: cache.path).found()
    let plain = try await read([folder.path], limit: 1 << 20).found()
    #expect(try await cut() == plain)
    // The lines before it are not counted again either.
    let meter = ReadingMeter()
    #expect(try await cut(meter) == plain)
    #expect(meter.bytes < 1 << 20)
    #expect(try await read(folder, cachedIn: cache.path).found() == whole)
  }

  @Test(arguments: ["an entry more", "other bytes", "the same bytes, written again"])
  func `A file that changed is read anew`(change: String) async throws {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    let line = "2026-03-10T10:00:00Z ERROR [desk] drawer 7 stuck\n"
    try folder.write("desk.log", line + line)
    try folder.write("other.log", line)
    _ = try await read(folder, cachedIn: cache.path)
    let texts = [
      "an entry more": line + line + line, "other bytes": line + line.uppercased(),
      "the same bytes, written again": line + line,
    ]
    let text = try #require(texts[change])
    // Another file under the name, as programs that rotate logs and editors leave it.
    try folder.write("new", text)
    try #require(rename(folder.path + "/new", folder.path + "/desk.log") == 0)
    let plain = try await read([folder.path]).found()
    #expect(try await read(folder, cachedIn: cache.path).found() == plain)
    #expect(try names(in: cache.path).count == 2)
  }

  @Test func `What another build wrote is not taken, but replaced`() async throws {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    try folder.write("depot.log", bytes: MadeEvidence.long())
    _ = try await read(folder, cachedIn: cache.path, build: "1")
    let (other, same) = (ReadingMeter(), ReadingMeter())
    _ = try await read(folder, cachedIn: cache.path, build: "2", meter: other)
    _ = try await read(folder, cachedIn: cache.path, build: "2", meter: same)
    #expect(other.bytes > FilePlan.chunk && same.bytes < FilePlan.chunk)
    #expect(try names(in: cache.path).count == 1)
  }

  @Test func `Another file's times change what a file without a year means, with an index too`()
    async throws
  {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    try folder.write(
      "syslog", "Mar 10 10:00:00 h1 kiosk[7]: jam\nMar 10 10:00:01 h1 kiosk[7]: ok\n")
    try folder.write("app.log", "2026-03-10T10:00:00Z ERROR desk stuck\n")
    _ = try await read(folder, cachedIn: cache.path)
    try folder.write("app.log", "2024-03-10T10:00:00Z ERROR desk stuck\n")
    let plain = try await read([folder.path]).found()
    #expect(try await read(folder, cachedIn: cache.path).found() == plain)
    #expect(plain.contains { $0.contains("kiosk") })
  }

  @Test func `No index is kept of what came by a pipe, nor of what could not be read to its end`()
    async throws
  {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    let line = "2026-03-10T10:00:00Z ERROR [desk] drawer 7 stuck\n"
    try folder.write("piped/stdin", line)
    let packed = try folder.writeGzip(
      "old.log.gz", (0..<5000).map { line.replacing("7", with: "\($0)") }.joined())
    let bytes = try folder.bytes("old.log.gz")
    try Data(bytes.prefix(bytes.count / 2)).write(to: URL(filePath: packed))
    let found = try await read(
      folder, cachedIn: cache.path, passingOver: [folder.path + "/piped"])
    #expect(found.catalog.entries > 1)
    #expect(try names(in: cache.path) == [])
  }

  @Test func `Several at once leave whole indexes`() async throws {
    let folder = try TemporaryFolder()
    let cache = try TemporaryFolder()
    let indexes = try MadeEvidence.write(to: folder)
    let plain = try await read([folder.path]).found()
    try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<6 {
        group.addTask { try await read(folder, cachedIn: cache.path).found() }
      }
      for try await found in group { #expect(found == plain) }
    }
    #expect(try names(in: cache.path).count == indexes)
    #expect(try names(in: cache.path).allSatisfy { $0.hasSuffix(".index") })
  }
}

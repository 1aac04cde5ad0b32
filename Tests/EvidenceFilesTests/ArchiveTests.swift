import CZlib
import Evidence
import TestSupport
import Testing

@testable import EvidenceFiles

/// Archives as evidence.
@Suite struct ArchiveTests {
  private static let line = "2026-01-02T03:04:05Z ERROR it broke\n"

  /// A member of a tar archive in the ustar format (POSIX.1-1988).
  private static func member(_ name: String, _ text: String, type: Character = "0") -> [UInt8] {
    var head = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      head.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
    put(name, at: 0)
    put("0000644", at: 100)
    let size = String(text.utf8.count, radix: 8)
    put(String(repeating: "0", count: 11 - size.count) + size, at: 124)
    put("00000000000", at: 136)
    put("        \(type)", at: 148)
    put("ustar", at: 257)
    put("00", at: 263)
    let sum = String(head.reduce(0) { $0 + Int($1) }, radix: 8)
    put(String(repeating: "0", count: 6 - sum.count) + sum, at: 148)
    head[154] = 0
    let padding = (512 - text.utf8.count % 512) % 512
    return head + Array(text.utf8) + [UInt8](repeating: 0, count: padding)
  }

  private static func tar(_ members: [UInt8]...) -> [UInt8] {
    members.flatMap { $0 } + [UInt8](repeating: 0, count: 1024)
  }

  @Test func `small members state what they state, and logs of many lines nothing`() async throws {
    let folder = try TemporaryFolder()
    let archive = Self.tar(
      Self.member("mill/settings.txt", "grain_size: 405\n"),
      Self.member("mill/app.log", String(repeating: "ratio=1 x\n", count: 5000)),
      Self.member("mill/stack.txt", "NAME    REPLICAS\nsieve   2/2\n"))
    try folder.writeGzip("support.tar.gz", bytes: archive)
    try folder.write("plain.txt", "flour: fine\n")
    let evidence = try await read([folder.path])
    let texts = try await evidence.statedTexts()
    #expect(
      texts.map(\.path) == [
        "plain.txt", "support.tar.gz/mill/settings.txt", "support.tar.gz/mill/stack.txt",
      ])
    #expect(
      texts.flatMap(\.lines).flatMap(\.pairs).map { "\($0.label)=\($0.value)" } == [
        "flour=fine", "grain_size=405", "NAME=sieve", "REPLICAS=2/2",
      ])
    #expect(texts.last?.lines.first?.number == 2)
  }

  @Test func `members of an archive are files, cited by their paths in it`() async throws {
    let folder = try TemporaryFolder()
    let archive = Self.tar(
      Self.member("./pods/cart/app.log", Self.line + Self.line), Self.member("mail.log", Self.line),
      Self.member("pods/empty.log", ""), Self.member("link.log", "", type: "2"))
    try folder.write("support.tar", bytes: archive)
    try folder.writeGzip("again.tar.gz", bytes: archive)
    let evidence = try await read([folder.path])
    #expect(
      evidence.files.map(\.path) == [
        "again.tar.gz/mail.log", "again.tar.gz/pods/cart/app.log", "support.tar/mail.log",
        "support.tar/pods/cart/app.log",
      ])
    #expect(evidence.files.map(\.lines) == [1, 2, 1, 2])
    #expect(
      evidence.unread.map(\.path) == ["again.tar.gz/pods/empty.log", "support.tar/pods/empty.log"])
    var scope = Scope()
    scope.paths = ["support.tar/pods/cart/app.log"]
    let list = try await evidence.samples(scope, order: .latest, limit: 1)
    #expect(list.total == 2 && list.samples.first?.line == 2)
    let reference = try #require(list.samples.first?.reference)
    let lines = try await evidence.surroundings(of: reference, before: 1, after: 1)
    #expect(lines?.map(\.number) == [1, 2])
  }

  @Test func `an archive cut in the middle gives what came before, and says so`() async throws {
    let folder = try TemporaryFolder()
    let archive = Self.tar(
      Self.member("a.log", Self.line),
      Self.member("b.log", String(repeating: Self.line, count: 1000)))
    try folder.write("cut.tar", bytes: Array(archive.prefix(4096)))
    let evidence = try await read([folder.path])
    #expect(evidence.files.first?.path == "cut.tar/a.log")
    #expect(evidence.unread.contains { $0.reason.contains("cut short") })
  }

  @Test func `an archive inside an archive is named, not entered`() async throws {
    let folder = try TemporaryFolder()
    let inner = Self.tar(Self.member("a.log", Self.line))
    let text = String(decoding: inner, as: UTF8.self)
    try folder.write("outer.tar", bytes: Self.tar(Self.member("inner.tar", text)))
    let evidence = try await read([folder.path])
    #expect(evidence.files.isEmpty)
    #expect(evidence.unread.map(\.path) == ["outer.tar/inner.tar"])
  }

  @Test func `what unpacks to far more than a log is read to a limit`() async throws {
    let folder = try TemporaryFolder()
    let block = Array(String(repeating: Self.line, count: 1 << 18).utf8)
    try folder.writeGzip("bomb.log.gz", blocks: 30, of: block)
    let evidence = try await read([folder.path])
    let file = try #require(evidence.files.first)
    #expect(file.notes.contains { $0.contains("which no log does") })
    #expect(file.lines < 30 << 18)
  }
}

import Evidence
import Foundation
@testable import EvidenceFiles
import TestSupport
import Testing

@Suite struct BadEvidenceTests {
  private static let line = "2026-01-02T03:04:05Z ERROR it broke\n"

  /// A file that is no log, and a part of the reason why.
  static let foreign: [(String, [UInt8], String)] = [
    ("empty.log", [], "empty"),
    ("blank.log", Array("  \n\n".utf8), "white space"),
    ("program", [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 99), "program"),
    (
      "random.bin", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) & 0x1F },
      "binary"
    ),
    ("log.zst", [0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3], "unpacked"),
    ("metrics.csv", Array("time,cpu,memory\n1,2,3\n2,3,4\n".utf8), "message column"),
    ("cases.jsonl", Array("{\"id\":1,\"question\":\"why\"}\n".utf8), "JSON"),
  ]

  @Test(arguments: foreign)
  func `what is no log is named with the reason`(
    _ name: String, _ bytes: [UInt8], _ reason: String
  ) async throws {
    let folder = try TemporaryFolder()
    try folder.write(name, bytes: bytes)
    let index = try await read([folder.path])
    #expect(index.unread.map(\.path) == [name])
    #expect(index.unread.first?.reason.contains(reason) == true, "\(index.unread)")
    #expect(index.files.isEmpty && index.observations.isEmpty)
  }

  @Test(arguments: 0..<20)
  func `bytes as chance has them, as encrypted ones are, are no log`(seed: Int) async throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    let bytes = (0..<65_536).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let folder = try TemporaryFolder()
    try folder.write("packed.bin", bytes: bytes)
    let index = try await read([folder.path])
    #expect(index.unread.first?.reason.contains("binary") == true, "\(index.unread)")
    #expect(index.observations.isEmpty)
  }

  @Test func `a log whose fields a control character parts is read`() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<50).map {
      "2026-01-02T03:04:\($0 < 10 ? "0" : "")\($0)Z\u{1}ERROR\u{1}orders\u{1}order \($0) failed\n"
    }
    try folder.write("orders.log", lines.joined())
    let index = try await read([folder.path])
    #expect(index.unread.isEmpty && index.files.first?.entries == 50, "\(index.unread)")
  }

  @Test func `missing paths, empty folders and globs without a match are named`() async throws {
    let folder = try TemporaryFolder()
    let locations = ["/no/such/place", folder.path, folder.path + "/*.log"]
    let index = try await read(locations)
    let name = try #require(folder.path.split(separator: "/").last)
    #expect(index.unread.map(\.path) == [String(name), "\(name)/*.log", "place"])
  }

  @Test func `a link that leads back to its folder is entered once`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a/shop.log", Self.line)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/a/again", withDestinationPath: folder.path)
    let index = try await read([folder.path])
    #expect(index.files.map(\.path) == ["a/shop.log"])
  }

  @Test func `a gzip file cut in the middle gives what came before`() async throws {
    let folder = try TemporaryFolder()
    let text = (0..<20_000).map { "2026-01-02T03:04:05Z ERROR number \($0 &* 7919) broke\n" }
      .joined()
    try folder.writeGzip("whole.log.gz", text)
    let bytes = try folder.bytes("whole.log.gz")
    try folder.write("cut.log.gz", bytes: Array(bytes.prefix(bytes.count / 2)))
    let index = try await read([folder.path])
    let cut = try #require(index.files.first { $0.path == "cut.log.gz" })
    let whole = try #require(index.files.first { $0.path == "whole.log.gz" })
    #expect(cut.entries > 1000 && cut.entries < 20_000)
    #expect(cut.notes.contains { $0.contains("cut short") })
    #expect(whole.entries == 20_000 && whole.notes.isEmpty)
  }

  @Test func `gzip members one after the other are one file`() async throws {
    let folder = try TemporaryFolder()
    try folder.writeGzip("a.gz", Self.line)
    let member = try folder.bytes("a.gz")
    let file = try folder.write("b.gz", bytes: member + member + member)
    let index = try await read([file])
    #expect(index.files.first?.entries == 3)
    #expect(index.files.first?.notes == [])
  }

  @Test func `of a line without an end only the beginning is read`() async throws {
    let folder = try TemporaryFolder()
    let long = [UInt8](repeating: 0x78, count: 20 << 20)
    let bytes = Array(Self.line.utf8.dropLast()) + long + [0x0A] + Array(Self.line.utf8)
    try folder.write("shop.log", bytes: bytes)
    let index = try await read([folder.path])
    let file = try #require(index.files.first)
    #expect(file.lines == 2 && file.entries == 2)
    #expect(file.notes.contains { $0.contains("longer than") })
    #expect(index.samples.allSatisfy { $0.text.utf8.count <= 2000 })
  }

  @Test func `NULs and bytes that are no UTF-8 do not stop the reading`() async throws {
    let folder = try TemporaryFolder()
    let latin = Array("2026-01-02T03:04:06Z ERROR caf".utf8) + [0xE9, 0x20, 0xFF, 0xFE, 0x0A]
    let nuls = Array("2026-01-02T03:04:07Z ERROR nul".utf8) + [0, 0, 0, 0x0A]
    try folder.write("shop.log", bytes: Array(Self.line.utf8) + latin + nuls)
    let index = try await read([folder.path])
    #expect(index.files.first?.entries == 3)
    #expect(index.samples.contains { $0.text.contains("caf") })
  }

  @Test(arguments: [true, false])
  func `UTF-16 is read as text`(bigEndian: Bool) async throws {
    let folder = try TemporaryFolder()
    let units = ("\u{FEFF}" + Self.line + "2026-01-02T03:04:06Z WARN naïve 🙂 text\n").utf16
    let bytes = units.flatMap { unit in
      bigEndian
        ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    try folder.write("shop.log", bytes: bytes)
    let index = try await read([folder.path])
    #expect(index.files.first?.entries == 2)
    #expect(index.samples.contains { $0.text.contains("naïve 🙂") })
  }

  /// Lines that fuzzing found; each kept the engine busy for ever.
  @Test(arguments: ["a=1 =2\n", "t\u{1F}=1 =\u{01}=2 level=error =\n"])
  func `words that begin with an equals sign end`(text: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("shop.log", text)
    let index = try await read([folder.path])
    #expect(index.files.first?.entries == 1)
  }
}

import Evidence
import Foundation
import TestSupport
import Testing

@testable import EvidenceFiles

/// Symbolic links in evidence, and what reports call the places they were led to.
@Suite struct EvidenceLinkTests {
  private static let line = "2026-01-02T03:04:05Z ERROR it broke\n"
  private static let leadsOut = "a symbolic link that leads out of the evidence"

  private func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  @Test func `Defect 12: a link that leads out of the evidence is not followed, and is told`()
    async throws
  {
    let folder = try TemporaryFolder()
    let secret = try TemporaryFolder()
    try secret.write("inner/passwd", "2026-01-02T03:04:05Z ERROR root:x:0:0 secret\n")
    try folder.write("shop.log", Self.line)
    try link(folder.path + "/p.log", to: secret.path + "/inner/passwd")
    try link(folder.path + "/all", to: secret.path)
    try link(folder.path + "/up", to: "..")
    try link(folder.path + "/gone.log", to: "nowhere")
    // A folder whose name only begins like that of the evidence lies beside it.
    try FileManager.default.createDirectory(
      atPath: folder.path + "-beside", withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder.path + "-beside") }
    try link(folder.path + "/beside", to: folder.path + "-beside")
    let evidence = try await read([folder.path])
    #expect(evidence.files.map(\.path) == ["shop.log"])
    #expect(!"\(evidence.observations)".contains("secret"))
    let unread = Dictionary(
      uniqueKeysWithValues: evidence.unread.map { ($0.path, $0.reason) })
    for name in ["p.log", "all", "up", "beside"] { #expect(unread[name] == Self.leadsOut) }
    #expect(unread["gone.log"]?.hasPrefix("No such file") == true)
  }

  @Test func `Defect 12: links within the evidence are followed, each file once`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("pods/shop-1.log", Self.line)
    try folder.write("other/cart.log", Self.line)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/named", withIntermediateDirectories: false)
    try link(folder.path + "/named/current.log", to: "../pods/shop-1.log")
    try link(folder.path + "/named/again.log", to: "current.log")
    try link(folder.path + "/named/other", to: folder.path + "/other")
    let whole = try await read([folder.path])
    #expect(whole.files.map(\.path) == ["named/again.log", "named/other/cart.log"])
    #expect(whole.unread.isEmpty)
    let two = try await read([folder.path + "/named", folder.path + "/pods"])
    #expect(two.files.map(\.path) == ["named/again.log"])
    #expect(two.unread.map(\.path) == ["named/other"])
  }

  @Test func `Defect 12: a named place is followed, be it a link to a folder or to a file`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("real/shop.log", Self.line)
    try link(folder.path + "/logs", to: "real")
    try link(folder.path + "/one.log", to: "real/shop.log")
    for (place, path) in [("logs", "shop.log"), ("one.log", "one.log")] {
      let index = try await read(["\(folder.path)/\(place)"])
      #expect(index.files.map(\.path) == [path])
      #expect(index.unread.isEmpty)
    }
  }

  @Test func `Defect 12: what a glob matches is followed only to places that are named`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("pods/uid/shop.log", Self.line)
    try folder.write("containers/plain.log", Self.line)
    try link(folder.path + "/containers/shop.log", to: "../pods/uid/shop.log")
    let glob = folder.path + "/containers/*.log"
    let alone = try await read([glob])
    #expect(alone.files.map(\.path) == ["plain.log"])
    #expect(alone.unread == [Catalog.Unread(path: "shop.log", reason: Self.leadsOut)])
    let both = try await read([glob, folder.path + "/pods"])
    #expect(both.files.map(\.path) == ["containers/plain.log", "containers/shop.log"])
    #expect(both.unread.isEmpty)
  }

  @Test func `Defect 12: a path that leads elsewhere after the look is not read`() async throws {
    let folder = try TemporaryFolder()
    let secret = try TemporaryFolder()
    try folder.write("sub/shop.log", Self.line)
    try secret.write("shop.log", "2026-01-02T03:04:05Z ERROR secret\n")
    let found = EvidenceLocations([folder.path])
    try FileManager.default.moveItem(atPath: folder.path + "/sub", toPath: folder.path + "/old")
    try link(folder.path + "/sub", to: secret.path)
    let snapshot = try await FileEvidence.read(found, source: "files")
    #expect(snapshot.files.isEmpty)
    #expect(snapshot.unread.map(\.path) == ["sub/shop.log"])
    #expect(snapshot.unread.first?.reason.contains("taken its place") == true)
  }

  @Test func `Defect 11: places go by the end of their paths, told apart where they are alike`()
    async throws
  {
    let folder = try TemporaryFolder()
    for place in ["a", "b"] { try folder.write("\(place)/logs/x.log", Self.line + Self.line) }
    try folder.write("b/logs/y.log", Self.line)
    func paths(_ names: String...) async throws -> [String] {
      try await read(names.map { folder.path + "/" + $0 }).files
        .map(\.path)
    }
    #expect(
      try await paths("a/logs", "b/logs/") == ["a/logs/x.log", "b/logs/x.log", "b/logs/y.log"])
    #expect(try await paths("a/logs/x.log", "b/logs/x.log") == ["a/logs/x.log", "b/logs/x.log"])
    #expect(try await paths("a/logs/*.log", "b/logs/*.log").first == "a/logs/x.log")
    #expect(try await paths("a/logs", "a/logs") == ["logs/x.log"])
  }

  @Test func `Defect 11: nothing that is handed out holds an absolute path`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("deep/shop.log", Self.line)
    try folder.write("deep/empty.log", "")
    try folder.write("program", bytes: [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 99))
    let root = folder.path
    let places = [
      [root], ["\(root)/deep/shop.log"], ["\(root)/deep", "\(root)/none/at/all"],
      ["\(root)/*/*.log", "\(root)/deep/empty.log"], ["\(root)/program"], ["\(root)/none"],
      ["\(root)/none*"], ["\(root)/deep/empty.log"],
    ]
    for place in places {
      let evidence = try await read(place)
      let told = "\(evidence.catalog) \(evidence.observations)"
      #expect(!told.contains(root) && !told.contains("/tmp/"), "\(place): \(told)")
    }
  }
}

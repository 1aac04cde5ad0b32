import CPlatform
import Foundation
import TestSupport
import Testing

@testable import EvidenceFiles

/// The folder that indexes lie in.
@Suite struct IndexFolderTests {
  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `It and its files are their owner's alone`() throws {
    let parent = try TemporaryFolder()
    let folder = try #require(IndexFolder(parent.path + "/cache/gumshoe/indexes"))
    folder.save([1, 2, 3], as: "a")
    #expect(try mode(folder.path) == 0o700 && mode(parent.path + "/cache/gumshoe") == 0o700)
    #expect(try mode(folder.path + "/a.index") == 0o600)
    #expect(folder.bytes(of: "a") == [1, 2, 3] && folder.bytes(of: "b") == nil)
    try #require(chmod(folder.path, 0o755) == 0)
    #expect(try IndexFolder(folder.path) != nil && mode(folder.path) == 0o700)
  }

  @Test func `What is no folder, or behind a link, is not used`() throws {
    let parent = try TemporaryFolder()
    try parent.write("file", "text")
    #expect(IndexFolder(parent.path + "/file") == nil)
    #expect(IndexFolder(parent.path + "/file/below") == nil)
    #expect(IndexFolder("relative") == nil)
    try FileManager.default.createSymbolicLink(
      atPath: parent.path + "/link", withDestinationPath: parent.path)
    #expect(IndexFolder(parent.path + "/link") == nil)
  }

  @Test func `The oldest go first where all take too much`() throws {
    let parent = try TemporaryFolder()
    let folder = try #require(IndexFolder(parent.path, most: 250))
    for (age, name) in ["c", "a", "b"].enumerated() {
      folder.save([UInt8](repeating: 7, count: 100), as: name)
      try #require(cplatform_set_times("\(parent.path)/\(name).index", 1000 + Int64(age)) == 0)
    }
    folder.trim()
    #expect(try names(in: parent.path) == ["a.index", "b.index"])
    folder.save([UInt8](repeating: 7, count: 251), as: "d")
    #expect(try names(in: parent.path) == ["a.index", "b.index"])
  }

  @Test func `What the dead were writing is removed, what the living write stays`() throws {
    let parent = try TemporaryFolder()
    let folder = try #require(IndexFolder(parent.path))
    try parent.write("a.1.new", "torn")
    let held = open(try parent.write("b.2.new", "half"), O_RDONLY)
    defer { close(held) }
    try #require(flock(held, LOCK_EX | LOCK_NB) == 0)
    try parent.write("notes", "a stranger's")
    folder.trim()
    #expect(try names(in: parent.path) == ["b.2.new", "notes"])
  }
}

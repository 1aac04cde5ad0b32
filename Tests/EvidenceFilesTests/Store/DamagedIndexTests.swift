import Evidence
import Foundation
import TestSupport
import Testing

@testable import EvidenceFiles

/// Indexes that are torn, foreign or made to harm.
@Suite struct DamagedIndexTests {
  private let folder: TemporaryFolder
  private let cache: TemporaryFolder
  private let plain: [String]

  init() async throws {
    folder = try TemporaryFolder()
    cache = try TemporaryFolder()
    _ = try MadeEvidence.write(to: folder)
    plain = try await read([folder.path]).found()
    _ = try await read(folder, cachedIn: cache.path)
  }

  /// Changes all indexes and reads the evidence; afterwards they have to be whole again.
  private func expectRebuilt(_ change: (inout [UInt8]) -> Void) async throws {
    let files = try names(in: cache.path)
    let before = try files.map { try cache.bytes($0) }
    for (name, bytes) in zip(files, before) {
      var bytes = bytes
      change(&bytes)
      try cache.write(name, bytes: bytes)
    }
    #expect(try await read(folder, cachedIn: cache.path).found() == plain)
    let after = try files.map { try cache.bytes($0) }
    #expect(after == before)
  }

  @Test(arguments: [0, 1, 20, 31, 32, 33, 200, -1, -2])
  func `One that is cut short is made anew`(length: Int) async throws {
    try await expectRebuilt { $0 = Array(length < 0 ? $0.dropLast(-length) : $0.prefix(length)) }
  }

  @Test func `One with more behind it, or of nothing but zeros, is made anew`() async throws {
    try await expectRebuilt { $0.append(0) }
    try await expectRebuilt { $0 = [UInt8](repeating: 0, count: $0.count) }
    try await expectRebuilt { $0 = Array("an index of something else\n".utf8) }
  }

  @Test(arguments: 0..<12)
  func `One with a wrong byte anywhere is made anew`(part: Int) async throws {
    try await expectRebuilt { bytes in
      bytes[(bytes.count - 1) * part / 11] ^= 0x21
    }
  }

  @Test func `One that is no file is passed over`() async throws {
    let name = try #require(names(in: cache.path).first)
    let path = cache.path + "/" + name
    let text = try cache.write("elsewhere", bytes: cache.bytes(name))
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: text)
    #expect(try await read(folder, cachedIn: cache.path).found() == plain)
    #expect(
      try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        == .typeRegular)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try await read(folder, cachedIn: cache.path).found() == plain)
  }

  /// Whoever writes a right sum can say anything; nothing of it may end the program.
  @Test(arguments: 0..<8)
  func `One that lies under a right sum does no harm`(file: Int) async throws {
    let reading = EvidenceReading(EvidenceLocations([folder.path]), source: "files", meter: nil)
    let files = try #require(IndexFolder(cache.path))
    let shelf = IndexShelf(folder: files, reading: reading, build: "1", least: 1) { _ in true }
    let known = reading.pieces.indices.compactMap { shelf.file(ofPiece: $0) }
    let indexed = known[file % known.count]
    let name = indexed.key.name + ".index"
    let whole = try cache.bytes(name)
    #expect(shelf.load(indexed) != nil)
    var number: UInt64 = UInt64(file) + 1
    var loaded = 0
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<3 {
        number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let place = IndexFile.headLength + indexed.key.content.count
        bytes[place + Int(number >> 33) % (bytes.count - place)] =
          [
            0, 1, 2, 0x7F, 0x80, 0xFF, UInt8(number >> 56), UInt8(number >> 48 & 0xFF),
          ][Int(number >> 20 & 7)]
      }
      let head = IndexFile.headLength
      let sum = bytes.withUnsafeBufferPointer { hash($0.part(head, $0.count)) }
      withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(head - 8..<head, with: $0) }
      try cache.write(name, bytes: bytes)
      guard let piece = shelf.load(indexed) else { continue }
      loaded += 1
      // What was taken has to be worked with.
      let collector = IndexCollector(reading: reading)
      collector.merge(.file(indexed, piece))
      _ = collector.index()
    }
    // Else the sum is not the one that is looked at, and nothing was tried.
    #expect(loaded > 0)
  }
}

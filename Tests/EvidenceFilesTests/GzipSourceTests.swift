import Foundation
import TestSupport
import Testing

@testable import EvidenceFiles

/// Gzip files that are whole, cut or damaged, read in pieces of any size.
@Suite struct GzipSourceTests {
  private static let text = Array(
    (0..<9000).map { "2026-01-02T03:04:05Z ERROR number \($0 &* 7919) broke\n" }.joined().utf8)

  /// What comes out of packed bytes, and what is said of it.
  private func unpacked(_ bytes: [UInt8], by step: Int) -> (bytes: [UInt8], shortfall: String?) {
    let source = GzipSource(file: TextSource(bytes))
    var room = [UInt8](repeating: 0, count: step)
    var result: [UInt8] = []
    while true {
      let count = room.withUnsafeMutableBytes { source.read(into: $0) }
      if count == 0 { return (result, source.shortfall) }
      result += room[..<count]
    }
  }

  private func packed(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try folder.writeGzip("a.gz", bytes: bytes)
    return try folder.bytes("a.gz")
  }

  @Test(arguments: [1, 7, 4096, 1 << 20])
  func `Pieces of any size give the same bytes, of several members as well`(step: Int) throws {
    let one = try packed(Self.text)
    #expect(unpacked(one, by: step) == (Self.text, nil))
    let short = try packed(Array("short\n".utf8))
    let all = unpacked(short + one + (try packed([])) + short, by: step)
    #expect(all.bytes == Array("short\n".utf8) + Self.text + Array("short\n".utf8))
    #expect(all.shortfall == nil)
  }

  @Test func `What is cut anywhere gives what came before, and says so`() throws {
    let whole = try packed(Self.text)
    let ends = Array(whole.count - 40..<whole.count) + [1, 9, 10, 11, 300, whole.count / 2]
    for end in ends {
      let cut = unpacked(Array(whole[..<end]), by: 1000)
      #expect(cut.shortfall?.contains("cut short") == true, "\(end)")
      #expect(Self.text.starts(with: cut.bytes), "\(end)")
    }
    let bytes = unpacked(Array(whole[..<(whole.count - 8)]), by: 1000).bytes
    #expect(bytes == Self.text)
  }

  @Test func `Damage is said, wherever it lies`() throws {
    let whole = try packed(Self.text)
    // The magic, the middle, the sum, the length.
    for place in [0, 1, 2, whole.count / 2, whole.count - 7, whole.count - 2] {
      var bytes = whole
      bytes[place] ^= 0x55
      let found = unpacked(bytes, by: 5000)
      #expect(found.shortfall?.contains("damaged") == true, "\(place)")
    }
    let behind = unpacked(whole + Array("no gzip at all, but text\n".utf8), by: 5000)
    #expect(behind.bytes == Self.text && behind.shortfall?.contains("damaged") == true)
  }
}

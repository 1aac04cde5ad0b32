import Evidence
import Foundation
@testable import EvidenceFiles
import TestSupport
import Testing

@Suite struct LongLineTests {
  /// An object with a field of so many bytes before its message, or behind it.
  private func object(filler bytes: Int, isBefore: Bool) -> String {
    let filler = #""context":""# + String(repeating: "x", count: bytes) + #"""#
    let said = #""ts":"2026-01-02T03:04:05Z","level":"error","msg":"card refused""#
    return "{" + (isBefore ? "\(filler),\(said)" : "\(said),\(filler)") + "}\n"
  }

  @Test(arguments: [true, false])
  func `Defect 13: a JSON line of 300 KiB is read whole`(isBefore: Bool) async throws {
    let folder = try TemporaryFolder()
    let text = object(filler: 300 << 10, isBefore: isBefore)
    try folder.write("pay.log", "\n" + text + text)
    let index = try await read([folder.path])
    #expect(index.templates == ["card refused"], "\(index.unread)")
    #expect(index.observations.first?.count == 2 && index.observations.first?.level == .error)
    #expect(index.files.first?.notes == [])
  }

  @Test(arguments: [true, false])
  func `Defect 13: of a longer one the beginning is read, and that is told`(isBefore: Bool)
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("pay.log", object(filler: 5 << 20, isBefore: isBefore))
    let index = try await read([folder.path])
    #expect(
      index.files.first?.notes == ["1 line is longer than 1024 KiB; only the beginning was read"])
    // What stands before the cut counts.
    if !isBefore { #expect(index.templates == ["card refused"]) }
    #expect(
      index.observations.count == 1 && index.observations[0].level == (isBefore ? nil : .error))
  }

  @Test func `a table whose quotes never close takes linear time`() async throws {
    let folder = try TemporaryFolder()
    let rows = String(repeating: "\n", count: 3 << 20)
    try folder.write("table.csv", "timestamp,message\n2026-01-02T03:04:05Z,\"never closed" + rows)
    let index = try await read([folder.path])
    #expect(index.files.first?.lines == (3 << 20) + 1)
  }

  @Test func `a log that runs backwards takes no longer than one that runs forwards`() async throws
  {
    let folder = try TemporaryFolder()
    let lines = (0..<200_000).map { number in
      let time = 1_767_323_045 - number
      return "\(time)000 INFO order placed\n"
    }
    try folder.write("shop.log", lines.joined())
    let index = try await read([folder.path])
    let points = try #require(index.observations.first).values.points
    #expect(points.map(\.value).reduce(0, +) == 200_000)
    #expect(points.map(\.time) == points.map(\.time).sorted())
    #expect(Set(points.map(\.time)).count == points.count)
  }
}

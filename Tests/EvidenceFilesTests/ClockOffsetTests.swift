import Evidence
import Foundation
import TestSupport
import Testing

@testable import EvidenceFiles

/// Clocks that differ from file to file are noticed by requests that both tell of.
@Suite struct ClockOffsetTests {
  /// A log of 20 requests, so many seconds after ten o'clock; every `late`-th a little later.
  private static func log(_ service: String, shift: Double, wait: (Int) -> Double = { _ in 0 })
    -> String
  {
    (0..<20).map { number in
      let second = 36_000 + Double(number) * 7 + shift + wait(number)
      let whole = Int(second)
      let time = String(
        format: "2026-03-10T%02d:%02d:%02d.%03dZ", whole / 3600, whole / 60 % 60, whole % 60,
        Int((second - Double(whole)) * 1000))
      return "{\"time\":\"\(time)\",\"level\":\"info\",\"service\":\"\(service)\","
        + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e47\(number + 10)\",\"message\":\"taken\"}\n"
    }.joined()
  }

  private static func notes(_ logs: [(String, String)]) async throws -> [String] {
    let folder = try TemporaryFolder()
    for (name, text) in logs { try folder.write(name, text) }
    return try await read([folder.path]).files.flatMap { file in
      file.notes.filter { $0.contains("clock") }.map { "\(file.path): \($0)" }
    }
  }

  @Test func `A file an hour ahead is told, and one that is a moment later is not`() async throws {
    let found = try await Self.notes([
      ("web.log", Self.log("web", shift: 0)), ("cart.log", Self.log("cart", shift: 3600.2)),
      ("db.log", Self.log("db", shift: 0.4)),
    ])
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix("cart.log: its clock is 1 h ahead of that of ") == true, "\(found)")
  }

  @Test func `Where all others agree it is the one that differs`() async throws {
    let found = try await Self.notes([
      ("a.log", Self.log("a", shift: -31)), ("b.log", Self.log("b", shift: 0)),
      ("c.log", Self.log("c", shift: 0.1)),
    ])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("a.log: its clock is 31 s behind that of ") == true, "\(found)")
  }

  @Test func `Requests that wait each as long as they do are no difference of clocks`() async throws
  {
    let found = try await Self.notes([
      ("web.log", Self.log("web", shift: 0)),
      ("mail.log", Self.log("mail", shift: 5) { Double($0 % 5) * 4 }),
    ])
    #expect(found.isEmpty)
  }
}

import Foundation
import TestSupport
import Testing

/// Numbers that entries state as they stand, and how they go: no sums, and the least and the greatest.
@Suite(.steppingBack) struct StandingNumberTests {
  /// Two hours of a stream that tells each 20 s how many listen, was started thrice, and is warm.
  private static func write(to folder: TemporaryFolder) throws {
    var lines: [String] = []
    for step in 0..<360 {
      let second = step * 20
      let time = String(
        format: "2026-03-10T%02d:%02d:%02dZ", 10 + second / 3600, second / 60 % 60, second % 60)
      let ratio = step == 200 ? "0.042" : "0.97\(step % 9)"
      lines.append(
        "\(time) INFO stats listeners=\(1700 + step % 50 + step / 10) hit_ratio=\(ratio)")
      if step % 4 == 0 { lines.append("\(time) INFO sent batch of \(100 + step) tracks") }
      if [3, 90, 200].contains(step) { lines.append("\(time) INFO caster service started") }
      if step > 200, step % 5 == 0 {
        lines.append("\(time) ERROR relay failed: connection refused by mixer")
      }
    }
    try folder.write("caster.log", lines.joined(separator: "\n") + "\n")
    var rows = ["time,caster_temperature_celsius,caster_requests_per_s"]
    for minute in 0..<120 {
      let time = String(format: "2026-03-10T%02d:%02d:00Z", 10 + minute / 60, minute % 60)
      rows.append("\(time),\(minute == 70 ? 88 : 41 + minute % 3),\(40 + minute)")
    }
    try folder.write("metrics.csv", rows.joined(separator: "\n") + "\n")
  }

  @Test(arguments: [
    ("how many listeners at the end?", "1744 listeners at the end: "),
    ("how many listeners?", "at least 1700"),
    ("how low did the hit ratio get?", "0.042"),
    ("how hot did it get?", "88"),
    ("how many times was caster started?", "3 starts of **caster**"),
    ("did the requests grow?", "Yes"),
    ("what should be changed?", "Check"),
    ("is caster ok?", "caster"),
  ])
  func `each is told as it stands`(question: String, told: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask("why does the relay of caster fail?", in: [folder.path])
    let text = try await ask(question, in: [folder.path], after: first).section("Answer") ?? ""
    #expect(text.contains(told), "\(text)")
  }

  @Test func `amounts of batches are added up all the same`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask("why does the relay of caster fail?", in: [folder.path])
    let answer = try await ask("how many tracks were sent?", in: [folder.path], after: first)
    let text = answer.section("Answer") ?? ""
    let sum = stride(from: 0, to: 360, by: 4).reduce(0) { $0 + 100 + $1 }
    #expect(text.contains("\(sum) tracks"), "\(text)")
  }
}

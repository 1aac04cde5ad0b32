import Foundation
import TestSupport
import Testing

@testable import Benchmarks

/// Quiet windows hold nothing of what is wrong.
@Suite struct QuietWindowTests {
  private static func table(_ minutes: Range<Int>, _ value: (Int) -> String) -> String {
    "time,cart_cpu\n"
      + minutes.map { minute in
        String(format: "2026-03-10T%02d:%02d:00Z,", 8 + minute / 60, minute % 60)
          + value(minute) + "\n"
      }.joined()
  }

  private static func incident(
    _ id: String, _ evidence: [String], baseline: [String] = [], time: String
  ) -> IncidentCase {
    IncidentCase(
      id: id, question: "why?", time: time, evidence: evidence, baseline: baseline,
      truth: .init(service: "cart"))
  }

  @Test func `A long table is cut before the fault began`() throws {
    let folder = try TemporaryFolder()
    try folder.writeGzip("set/a.csv.gz", Self.table(0..<120) { $0 < 99 ? "calm" : "wrong" })
    var windows = QuietWindows(folder: folder.path + "/quiet")
    try windows.add(
      IncidentSet(
        name: "set", folder: folder.path + "/set",
        incidents: [Self.incident("a", ["a.csv.gz"], time: "2026-03-10T09:40:00Z")]))
    let made = try #require(windows.incidents.first)
    #expect(made.truth.abstain == true && made.truth.label == "set" && made.time == nil)
    let text = String(
      decoding: try folder.bytes("quiet/\(try #require(made.evidence.first))"), as: UTF8.self)
    #expect(text == Self.table(0..<99) { _ in "calm" })
  }

  @Test func `Else as much of its quiet time, which is then no part of what is usual`() throws {
    let folder = try TemporaryFolder()
    try folder.write("set/a.csv", Self.table(0..<5) { _ in "wrong" })
    try folder.write("set/usual.csv", Self.table(200..<700) { "\($0)" })
    var windows = QuietWindows(folder: folder.path + "/quiet")
    let incidents = ["a", "b"].map {
      Self.incident($0, ["a.csv"], baseline: ["usual.csv"], time: "2026-03-10T08:03:00Z")
    }
    try windows.add(IncidentSet(name: "set", folder: folder.path + "/set", incidents: incidents))
    #expect(windows.incidents.count == 2)
    var taken: Set<String> = []
    for made in windows.incidents {
      let now = try folder.bytes("quiet/\(try #require(made.evidence.first))")
      let usual = try folder.bytes("quiet/\(try #require(made.baseline?.first))")
      let rows = Set(EvidenceText.lines(now).dropFirst())
      #expect(rows.count == 5 && rows.isDisjoint(with: EvidenceText.lines(usual)))
      #expect(rows.isDisjoint(with: taken) && !rows.contains { $0.hasSuffix("wrong") })
      taken.formUnion(rows)
    }
  }
}

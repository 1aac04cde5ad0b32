import DemoIncident
import Foundation
import Investigation
import TestSupport
import Testing
import Timeline

/// Incidents drawn by seed: the engine must name what is true, and nothing where nothing is wrong.
@Suite(.steppingBack) struct SeededIncidentTests {
  private func report(_ incident: DemoIncident.Incident) async throws -> Asked {
    let folder = try TemporaryFolder()
    try incident.write(to: folder.path)
    let report = try await ask(
      "why did \(incident.symptom) start failing?", in: [folder.path])
    try checkCitations(report, in: folder.path)
    return report
  }

  @Test func `of 15 incidents at least 13 have their service and cause in the first sentence`()
    async throws
  {
    var named = 0
    var wrong: [String] = []
    for seed in UInt64(1)...15 {
      let incident = DemoIncident.Incident(seed: seed, lines: 12_000, hasFault: true)
      let truth = try #require(incident.truth)
      let sentence = try await report(incident).firstSentence
      let isRight =
        sentence.hasPrefix("**\(truth.service)** ")
        && truth.markers.contains { sentence.contains($0) }
      if isRight { named += 1 } else { wrong.append("\(truth): \(sentence)") }
    }
    #expect(named >= 13, "\(wrong)")
  }

  @Test(arguments: UInt64(16)...20)
  func `where nothing is wrong no cause is named`(seed: UInt64) async throws {
    let report = try await report(DemoIncident.Incident(seed: seed, lines: 12_000, hasFault: false))
    #expect(report.file.incident?.cause == nil)
  }

  @Test func `the onset is told to within a minute`() async throws {
    for seed in UInt64(1)...5 {
      let incident = DemoIncident.Incident(seed: seed, lines: 12_000, hasFault: true)
      let truth = try #require(incident.truth)
      let onset = try #require(try await report(incident).file.incident?.onset)
      let distance = abs(onset.milliseconds - truth.onsetMilliseconds)
      #expect(distance < 60_000, "seed \(seed): \(distance) ms")
    }
  }
}

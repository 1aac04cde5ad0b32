import Evidence
import TestSupport
import Testing

@testable import EvidenceFiles

/// Files that are named both as an incident's and as its baseline.
@Suite struct TwinFilesTests {
  private static let day =
    "time,carts_cpu\n"
    + (0..<40).map { "2026-03-10T10:\($0 + 10):00Z,0.\($0 + 10)\n" }.joined()

  /// What is read of two files one after the other, and how often anything was.
  private func read(
    _ texts: [String], name: String = "carts.csv", isCancelled: Bool = false
  ) throws -> (summaries: [PartSummary], readings: Int) {
    let folder = try TemporaryFolder()
    let twins = TwinFiles()
    var readings = 0
    let summaries = try texts.enumerated().map { number, text in
      let path = try folder.write("\(number)/\(name)", text)
      let reading = EvidenceReading(EvidenceLocations([path]), source: "files", meter: nil)
      let plan = try #require(reading.plans.first)
      return twins.summary(of: plan, isCancelled: { isCancelled }) {
        readings += 1
        return PartReader(
          plan: plan, range: 0..<Int.max, sink: IndexDraft(file: 0, service: plan.service),
          source: "files"
        ).run(isCancelled: { false })
      }
    }
    return (summaries, readings)
  }

  private static func points(_ summary: PartSummary) -> [Double] {
    summary.observed.observations.flatMap { $0.values.points.map(\.value) }
  }

  @Test func `the same bytes are read once, and each file cites its own rows`() throws {
    let (summaries, readings) = try read([Self.day, Self.day])
    #expect(readings == 1)
    #expect(Self.points(summaries[0]).count == 40)
    #expect(Self.points(summaries[0]) == Self.points(summaries[1]))
    #expect(summaries.map(\.lines) == [41, 41])
    let cited = summaries.map { $0.observed.observations.flatMap { $0.samples.map(\.path) } }
    #expect(cited[0].allSatisfy { $0.hasSuffix("0/carts.csv") || $0 == "carts.csv" })
    #expect(cited[0].count == cited[1].count)
    let lines = summaries.map { $0.observed.observations.flatMap { $0.samples.map(\.line) } }
    #expect(lines[0] == lines[1])
  }

  @Test func `one other byte behind the head, and the file is read for itself`() throws {
    // Behind all that is looked at to tell what a file is.
    let long = String(repeating: Self.day.split(separator: "\n")[5] + "\n", count: 6000)
    let other = Self.day + long.dropLast(2) + "9\n"
    let (summaries, readings) = try read([Self.day + long, other])
    #expect(readings == 2)
    #expect(Self.points(summaries[0]).count == Self.points(summaries[1]).count)
    #expect(Self.points(summaries[0]) != Self.points(summaries[1]))
  }

  @Test func `what was read while nobody waited any more is not taken`() throws {
    #expect(try read([Self.day, Self.day], isCancelled: true).readings == 2)
  }

  @Test func `logs are read each for itself`() throws {
    let log = "2026-03-10T10:00:00Z ERROR checkout cannot reach ledger\n"
    #expect(try read([log, log], name: "checkout.log").readings == 2)
  }

  @Test func `an incident and its baseline of the same bytes tell the same`() async throws {
    let folder = try TemporaryFolder()
    let paths = try ["now", "usual"].map { part in
      try folder.write("\(part)/carts.csv", Self.day)
      return folder.path + "/" + part
    }
    let opener = EvidenceFilesOpener()
    async let now = opener.evidence([paths[0]])
    async let usual = opener.evidence([paths[1]])
    let both = try await [now, usual]
    #expect(both[0].observations.count == 1)
    #expect(
      both[0].observations.map { $0.values.points.map(\.value) }
        == both[1].observations.map { $0.values.points.map(\.value) })
    for (evidence, path) in zip(both, paths) {
      let sample = try #require(evidence.samples.first)
      #expect(evidence.files.map(\.path).contains(sample.path))
      #expect(
        try await evidence.surroundings(of: sample.reference, before: 0, after: 1)?.count == 2,
        "\(path)")
    }
  }
}

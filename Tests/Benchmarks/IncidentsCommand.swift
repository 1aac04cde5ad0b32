import ArgumentParser
import DemoIncident
import EvidenceFiles
import Foundation
import Investigation

/// Asks the engine about incidents drawn by seed, and counts how often it names what is true.
struct IncidentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents", abstract: "Scores the engine on incidents drawn by seed.")

  @Option(help: "The first seed.")
  var from: UInt64 = 1

  @Option(help: "How many incidents with a fault to draw.")
  var count = 15

  @Option(help: "How many incidents without a fault to draw.")
  var calm = 5

  @Option(help: "The lines of each.")
  var lines = 12_000

  @Flag(help: "Print the whole report of those that went wrong.")
  var reports = false

  func run() async throws {
    var found = 0
    for seed in from..<from + UInt64(count) where try await ask(seed, hasFault: true) { found += 1 }
    var abstained = 0
    let next = from + UInt64(count)
    for seed in next..<next + UInt64(calm) where try await ask(seed, hasFault: false) {
      abstained += 1
    }
    print("named \(found) of \(count), abstained on \(abstained) of \(calm) without a fault")
  }

  private func ask(_ seed: UInt64, hasFault: Bool) async throws -> Bool {
    let folder = FileManager.default.temporaryDirectory.path + "/incident-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let incident = DemoIncident.Incident(seed: seed, lines: lines, hasFault: hasFault)
    try incident.write(to: folder)
    let report = try await Investigator(opener: EvidenceFilesOpener()).answer(
      Inquiry(
        question: "why did \(incident.symptom) start failing?", evidence: [folder]),
      progress: { _ in })
    let answer = String(report.markdown.split(separator: "\n").dropFirst().first ?? "")
    let isRight =
      incident.truth.map { truth in
        let sentence = answer.components(separatedBy: ". ")[0]
        return sentence.hasPrefix("**\(truth.service)**")
          && truth.markers.contains { sentence.contains($0) }
      } ?? (CaseFile.read(report.memory).file.incident?.cause == nil)
    print("\(isRight ? "ok " : "BAD") \(seed) \(incident.truth.map { "\($0)" } ?? "no fault")")
    if !isRight { print(reports ? report.markdown : "    \(answer)") }
    return isRight
  }
}

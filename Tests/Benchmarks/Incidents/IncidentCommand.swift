import ArgumentParser
import Diagnosis
import EvidenceFiles
import Foundation
import Investigation
import SessionsAPI
import Timeline

/// Investigates one incident in a process of its own, and prints what came of it as one JSON object.
///
/// Told the question, the time and the files, and nothing else of the case.
struct IncidentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incident", abstract: "Investigates one incident, for 'evaluate'.",
    shouldDisplay: false)

  @Option(help: "What is asked.") var question: String
  @Option(help: "When it happened, RFC 3339.") var time: String?
  @Option(help: "Folders, files and globs.") var evidence: [String]
  @Option(help: "The same of a quiet period.") var baseline: [String] = []
  @Option(help: "A folder for indexes, which a second run finds.") var cache: String?
  @Flag(help: "Look up what the report cites.") var check = false

  /// What came of an incident.
  struct Outcome: Codable {
    /// The services or objects suspected, best first.
    var suspects: [String]
    /// The id of the fault kind of the first.
    var cause: String?
    /// Whether no cause was named.
    var abstained: Bool
    var seconds: Double
    var peakMiB: Double
    /// A hash of all that the engine gave: the report, its form in the API, the case.
    var digest: UInt64
    /// Citations that do not hold.
    var faults: [String]
  }

  private static func instant(_ text: String) -> Instant? {
    SessionsAPI.Timestamp.date(from: text).map {
      Instant(milliseconds: Int64(($0.timeIntervalSince1970 * 1000).rounded()))
    }
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let cache = cache.flatMap { IndexCache(folder: $0, build: "benchmarks") }
    let answer = try await Investigator(opener: EvidenceFilesOpener(cache: cache)).answer(
      Inquiry(
        question: question, incidentTime: time.flatMap(Self.instant), evidence: evidence,
        baseline: baseline),
      progress: { _ in })
    let seconds = (clock.now - start) / .seconds(1)
    let peak = PeakMemory.mebibytes
    let diagnosis = CaseFile.read(answer.memory).file.diagnosis
    var suspects: [String] = []
    for hypothesis in diagnosis?.hypotheses ?? [] where !suspects.contains(hypothesis.service) {
      suspects.append(hypothesis.service)
    }
    var isNamed = false
    if case .cause? = diagnosis?.decision { isNamed = true }
    let first = diagnosis?.hypotheses.first.flatMap { hypothesis in
      diagnosis.flatMap {
        $0.findings.indices.contains(hypothesis.finding)
          ? $0.findings[hypothesis.finding] : nil
      }
    }
    var citations = CitationCheck(evidence: check ? evidence : [])
    try Output.json(
      Outcome(
        suspects: suspects, cause: isNamed ? first?.kind : nil, abstained: !isNamed,
        seconds: seconds, peakMiB: peak, digest: Self.digest(of: answer),
        faults: check ? citations.faults(of: answer) : []))
  }

  /// FNV-1a of 64 bits over all that an answer holds.
  static func digest(of answer: Answer) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in [Data(answer.markdown.utf8), answer.report ?? Data(), answer.memory ?? Data()] {
      for byte in part { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
    return hash
  }
}

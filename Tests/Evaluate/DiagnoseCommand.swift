import ArgumentParser
import Diagnosis
import Evidence
import EvidenceFiles
import FoundationEssentials
import Timeline

/// Diagnoses some evidence without the reading of questions that the engine has.
///
/// The words of the question are taken as they stand, but for a few that every question has; the
/// services are those whose names occur in it.
struct DiagnoseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose", abstract: "Print what the evidence says of a symptom.")

  @Argument(help: "Folders, files and globs.")
  var paths: [String]
  @Option(help: "The same of a quiet period; repeatable.")
  var baseline: [String] = []
  @Option(help: "What is asked.")
  var question = ""
  @Option(help: "Services that are ruled out.")
  var exclude: [String] = []
  @Flag(help: "Print the diagnosis as JSON, with the findings that the hypotheses name.")
  var json = false
  @Flag(help: "Print all findings too.")
  var findings = false

  func run() async throws {
    let source = try await EvidenceFilesOpener().open(paths, limit: nil) { _, _, _ in }
    let quiet =
      baseline.isEmpty
      ? nil : try await EvidenceFilesOpener().open(baseline, limit: nil) { _, _, _ in }
    let diagnostician = Diagnostician(
      observations: source.observations, baseline: quiet?.observations ?? [],
      catalog: source.catalog, requests: source.requests,
      usual: quiet?.requests ?? TracedRequests())
    let diagnosis = diagnostician.diagnosis(of: symptom(source.catalog))
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(diagnosis), as: UTF8.self))
      return
    }
    print("decision: \(diagnosis.decision)")
    print("onset: \(Self.text(diagnosis.onset)), end: \(Self.text(diagnosis.end))")
    if let symptom = diagnosis.symptom {
      print("symptom: \(Self.line(diagnosis.findings[symptom]))")
    }
    for change in diagnosis.changes { print("change: \(Self.line(diagnosis.findings[change]))") }
    for hypothesis in diagnosis.hypotheses {
      let score = (hypothesis.score * 1000).rounded() / 1000
      print("\(score) \(Self.line(diagnosis.findings[hypothesis.finding]))")
      print("      \(hypothesis.path.joined(separator: " > ")): \(hypothesis.reason)")
    }
    guard findings else { return }
    print("findings:")
    for finding in diagnosis.findings { print("  \(Self.line(finding))") }
  }

  /// Words that every question has.
  private static let common: Set<String> = [
    "why", "did", "does", "do", "is", "are", "was", "were", "the", "a", "an", "my", "our", "what",
    "went", "wrong", "with", "there", "at", "since", "be", "can", "nobody", "start", "some", "no",
    "not", "to", "of", "in", "on", "and", "it", "have", "has", "failing", "fail",
  ]

  private func symptom(_ catalog: Catalog) -> Symptom {
    let words = question.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }
      .map(String.init)
    let services = catalog.services.map(\.name).filter { name in
      words.contains(name.lowercased()) || words.contains { name.lowercased() == $0 + "-service" }
    }
    return Symptom(
      services: services,
      words: words.filter { word in
        !Self.common.contains(word) && !services.contains { $0.lowercased() == word }
          && word.first?.isNumber == false
      }, excludedServices: exclude)
  }

  private static func line(_ finding: Finding) -> String {
    let kind = "\(finding.kind ?? "-")/\(finding.role.rawValue)"
    let course =
      (finding.isFailingAllAlong ? " all-along" : "") + (finding.isOngoing ? " ongoing" : "")
    let strength = (finding.strength * 100).rounded() / 100
    let sample = finding.samples.first.map { "\($0.reference)" } ?? "-"
    return "[\(finding.service)] \(kind) s=\(strength) n=\(finding.count)\(course)"
      + " \(text(finding.period?.lowerBound)) \(sample) \(finding.detector) names=\(finding.names)"
      + " | \(finding.detail.prefix(150))"
  }

  private static func text(_ instant: Instant?) -> String {
    instant.map { CivilTime($0).clockText } ?? "-"
  }
}

import EvidenceFiles
import Foundation
import Investigation
import Timeline

/// An answer, and the case as it stands behind it.
struct Asked: Sendable {
  var markdown: String
  var file: Case
  var memory: Data?

  /// The exhibits whose lines the answer lists.
  var exhibits: [Exhibit] {
    let numbers = Set(
      markdown.matches(of: /(?m)^- \[(\d+)\]/).compactMap { Int($0.1) })
    return file.exhibits.filter { numbers.contains($0.number) }
  }

  /// The text below a title; nil where there is no such section.
  func section(_ title: String) -> String? {
    let parts = markdown.components(separatedBy: "## ")
    return parts.first { $0.hasPrefix(title + "\n") }
      .map { String($0.dropFirst(title.count)).trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  /// The answer's first sentence.
  var firstSentence: String {
    (section("Answer") ?? "").components(separatedBy: ". ")[0]
  }

  /// The titles, in their order.
  var titles: [String] {
    markdown.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
  }
}

/// An engine that reads files.
func fileEngine() -> Investigator { Investigator(opener: EvidenceFilesOpener()) }

/// Asks the engine about a folder.
func ask(
  _ question: String, in evidence: [String], after before: Asked? = nil, time: Instant? = nil,
  baseline: [String] = [], of investigator: Investigator = fileEngine()
) async throws -> Asked {
  let answer = try await investigator.answer(
    Inquiry(
      question: question, incidentTime: time, evidence: evidence, baseline: baseline,
      memory: before?.memory),
    progress: { _ in })
  return Asked(
    markdown: answer.markdown, file: CaseFile.read(answer.memory).file, memory: answer.memory)
}

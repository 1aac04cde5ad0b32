import Foundation
import Investigation
import Timeline

/// Asks the engine about a folder.
func ask(
  _ question: String, in evidence: [String], memory: InvestigationMemory? = nil,
  time: Instant? = nil, baseline: [String] = [], of investigator: Investigator = Investigator()
) async throws -> Report {
  try await investigator.investigate(
    Inquiry(
      question: question, incidentTime: time, evidence: evidence, baseline: baseline,
      memory: memory.map { try JSONEncoder().encode($0) }),
    progress: { _ in })
}

extension Report {
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

package import Timeline

/// What is to be investigated: a question, where the conversation stands, and what may be read.
package struct Inquiry: Sendable {
  /// The question, as the user wrote it.
  package var question: String
  /// When the incident happened, where the reporter said so.
  package var incidentTime: Instant?
  package var depth: Depth
  /// Folders, files and globs to read, as whoever runs the service named them.
  package var evidence: [String]
  /// The same, of a quiet period to compare with; may be empty.
  package var baseline: [String]
  /// What the report of the turn before left behind, nil in the first turn.
  package var memory: InvestigationMemory?

  package init(
    question: String, incidentTime: Instant? = nil, depth: Depth = .auto, evidence: [String],
    baseline: [String] = [], memory: InvestigationMemory? = nil
  ) {
    self.question = question
    self.incidentTime = incidentTime
    self.depth = depth
    self.evidence = evidence
    self.baseline = baseline
    self.memory = memory
  }

  /// How much work a turn may take.
  package enum Depth: String, Sendable, Codable {
    case auto, deep, fast
  }
}

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What investigates: the engine in this process or in one of its own, or a test's script.
package protocol InvestigationEngine: Sendable {
  /// Investigates, telling each step before it begins.
  ///
  /// - Throws: `CancellationError`; ``EngineEnd`` where the engine's process ended beneath the turn,
  ///   which may then be asked again; else what keeps it from an answer, in words for the caller.
  func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer
}

/// What an engine says to an inquiry.
package struct Answer: Hashable, Sendable, Codable {
  /// The report in Markdown.
  package var markdown: String
  /// What the next turn of the session is to be handed back, unread.
  package var memory: Data?
  /// The same report as values, in the API's JSON (`report` in SESSIONS-API.md).
  package var report: Data?

  package init(markdown: String, memory: Data? = nil, report: Data? = nil) {
    self.markdown = markdown
    self.memory = memory
    self.report = report
  }
}

/// The end of an engine's process while a turn ran in it: "it was ended by signal 11".
package struct EngineEnd: Error, Hashable, Sendable {
  /// Whether no other turn ran in the process: the end is then this turn's doing.
  package var wasAlone: Bool
  /// How it ended, in half a sentence: "it was ended by signal 11".
  package var reason: String

  package init(wasAlone: Bool, reason: String) {
    self.wasAlone = wasAlone
    self.reason = reason
  }
}

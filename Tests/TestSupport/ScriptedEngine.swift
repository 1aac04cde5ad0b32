package import Investigation
package import Synchronization

/// An engine whose answers a test decides: it waits at a gate, then answers by a script.
package final class ScriptedEngine: InvestigationEngine {
  private let script: @Sendable (Inquiry) throws -> String
  private let gate: Gate?
  package let asked = Mutex<[String]>([])

  package init(
    gate: Gate? = nil,
    answer script: @escaping @Sendable (Inquiry) throws -> String = { "re: \($0.question)" }
  ) {
    self.gate = gate
    self.script = script
  }

  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    asked.withLock { $0.append(inquiry.question) }
    progress(InvestigationProgress(step: "reading", done: 1, total: 2))
    try await gate?.pass()
    return Answer(markdown: try script(inquiry))
  }
}

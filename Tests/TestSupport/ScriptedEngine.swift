package import Investigation
package import Synchronization

/// An engine whose answers a test decides: it waits at a gate, then answers by a script.
package final class ScriptedEngine: InvestigationEngine {
  private let script: @Sendable (Inquiry) throws -> String
  private let gate: Gate?
  private let onAsk: @Sendable (String) -> Void
  package let asked = Mutex<[String]>([])

  package init(
    gate: Gate? = nil,
    answer script: @escaping @Sendable (Inquiry) throws -> String = { "re: \($0.question)" },
    onAsk: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.gate = gate
    self.onAsk = onAsk
    self.script = script
  }

  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    asked.withLock { $0.append(inquiry.question) }
    onAsk(inquiry.question)
    progress(InvestigationProgress(step: "reading", done: 1, total: 2))
    try await gate?.pass()
    return Answer(markdown: try script(inquiry))
  }
}

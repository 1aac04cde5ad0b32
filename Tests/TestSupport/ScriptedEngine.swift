#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif
package import Investigation
package import Synchronization

/// An engine whose answers a test decides: it waits at a gate, then answers by a script.
package final class ScriptedEngine: InvestigationEngine {
  private let script: @Sendable (Inquiry) throws -> String
  private let gate: Gate?
  private let report: @Sendable (Inquiry) -> Data?
  private let memory: @Sendable (Inquiry) -> Data?
  private let onAsk: @Sendable (String) -> Void
  package let asked = Mutex<[String]>([])

  package init(
    gate: Gate? = nil,
    answer script: @escaping @Sendable (Inquiry) throws -> String = { "re: \($0.question)" },
    report: @escaping @Sendable (Inquiry) -> Data? = { _ in nil },
    memory: @escaping @Sendable (Inquiry) -> Data? = { _ in nil },
    onAsk: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.gate = gate
    self.onAsk = onAsk
    self.script = script
    self.report = report
    self.memory = memory
  }

  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    asked.withLock { $0.append(inquiry.question) }
    onAsk(inquiry.question)
    progress(InvestigationProgress(step: "reading", done: 1, total: 2))
    try await gate?.pass()
    return Answer(
      markdown: try script(inquiry), memory: memory(inquiry), report: report(inquiry))
  }
}

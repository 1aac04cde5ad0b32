package import Investigation
import InvestigationService
import Synchronization

/// An engine that answers every question with itself, or as a test says.
package final class EchoEngine: InvestigationEngine {
  /// What is done with a question; nil fails the turn.
  package typealias Answer = @Sendable (String) async -> String?

  private let answer: Answer
  private let log = Mutex<[Turn]>([])

  /// A turn that was answered.
  package struct Turn: Sendable {
    package var question: String
    package var endedAt: ContinuousClock.Instant
  }

  package init(answer: @escaping Answer = { "Answer to \($0)" }) {
    self.answer = answer
  }

  /// The turns that have ended, in that order.
  package var turns: [Turn] { log.withLock { $0 } }

  package func investigate(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Report {
    progress(InvestigationProgress(step: "thinking", done: 0, total: 1))
    guard let text = await answer(inquiry.question) else {
      throw EngineFailure(question: inquiry.question)
    }
    log.withLock { $0.append(Turn(question: inquiry.question, endedAt: .now)) }
    return Report(
      markdown: text, suspects: [], abstained: false, memory: InvestigationMemory())
  }
}

/// The failure that a test asked for.
package struct EngineFailure: Error, CustomStringConvertible {
  package var question: String

  package var description: String { "no answer to '\(question)' was wanted" }
}

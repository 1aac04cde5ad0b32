package import Investigation
import Synchronization

/// An engine that answers every question with itself, or as a test says.
package final class EchoEngine: InvestigationEngine {
  /// What is done with a question; nil fails the turn.
  package typealias Script = @Sendable (String) async -> String?

  private let script: Script
  private let log = Mutex<[Turn]>([])

  /// A turn that was answered.
  package struct Turn: Sendable {
    package var question: String
    package var endedAt: ContinuousClock.Instant
  }

  package init(answer script: @escaping Script = { "Answer to \($0)" }) {
    self.script = script
  }

  /// The turns that have ended, in that order.
  package var turns: [Turn] { log.withLock { $0 } }

  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    progress(InvestigationProgress(step: "thinking", done: 0, total: 1))
    guard let text = await script(inquiry.question) else {
      throw EngineFailure(question: inquiry.question)
    }
    log.withLock { $0.append(Turn(question: inquiry.question, endedAt: .now)) }
    return Answer(markdown: text)
  }
}

/// The failure that a test asked for.
package struct EngineFailure: Error, CustomStringConvertible {
  package var question: String

  package var description: String { "no answer to '\(question)' was wanted" }
}

package import Timeline

/// What a report leaves behind for the next turn: scope, window, suspects and evidence.
///
/// A service stores it beside the turn as JSON and hands it back unread.
package struct InvestigationMemory: Hashable, Sendable, Codable {
  /// The question of the turn, as it was asked.
  package var question = ""
  package var intent: Intent?
  package var services: [String] = []
  package var terms: [String] = []
  package var minimumLevel: LogLevel?
  package var time: TimeScope?
  /// When the trouble began, by the last report that said so.
  package var onset: Instant?
  /// The answer of the last report that sought a cause, in one line.
  package var answer: String?
  package var confidence: Confidence?
  /// The suspects of that report, the cause first.
  package var suspects: [Suspicion] = []
  /// The numbered evidence of the last report; number n at index n − 1.
  package var evidence: [Citation] = []

  package init() {}

  /// A suspected service, and why it is or is not the cause.
  package struct Suspicion: Hashable, Sendable, Codable {
    package var service: String
    package var score: Double
    package var isCause: Bool
    /// Why it is suspected, or why it lost, in words.
    package var reason: String
    /// Numbers of the evidence that says so.
    package var evidence: [Int]
  }
}

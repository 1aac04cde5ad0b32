package import SessionsAPI

/// What happens to a turn on its way.
package enum TurnEvent: Hashable, Sendable {
  /// The service opened the session.
  case created(Session)
  /// The service has the line, as the user's message number `turn`.
  case accepted(turn: Int, resumed: Bool)
  /// The service takes the line later; it will be sent again at `until`.
  case waiting(SessionsError, until: ContinuousClock.Instant)
  case progressed(Progress)
  /// The service can't be reached, or answers nonsense; it will be asked again at `until`.
  case away(SessionsError, until: ContinuousClock.Instant)
  /// The service answers again.
  case back
  case completed(TurnAnswer)
  /// The turn ended without an answer; the reason is Markdown.
  case failed(reason: String)
  /// The line was not taken, and sending it again unchanged would not help; or nobody answers.
  case refused(SessionsError)
}

/// The answer to a turn.
package struct TurnAnswer: Hashable, Sendable {
  /// Seconds between the question and the answer, by the service's clock.
  package var seconds: Double
  /// The answer, exactly as the service wrote it.
  package var markdown: String
  /// The answer as values, where the service gives them.
  package var report: Report?

  package init(seconds: Double, markdown: String, report: Report? = nil) {
    self.seconds = seconds
    self.markdown = markdown
    self.report = report
  }
}

import InvestigationService
import SessionsAPI
import Testing

@Suite struct SessionLifecycleTests {
  @Test(arguments: [
    (SessionStatus.idle, SessionLifecycle.Event.followUp, SessionStatus.followUpRunning),
    (.running, .completed, .idle), (.running, .failed, .failed),
    (.followUpRunning, .completed, .idle), (.followUpRunning, .failed, .failed),
    (.running, .cancelled, .failed), (.followUpRunning, .cancelled, .failed),
  ])
  func `an event that fits leads on`(
    status: SessionStatus, event: SessionLifecycle.Event, next: SessionStatus
  ) throws {
    #expect(try SessionLifecycle.next(from: status, on: event) == next)
  }

  @Test(arguments: [
    (SessionStatus.running, SessionLifecycle.Event.followUp, SessionLifecycle.Refusal.busy),
    (.followUpRunning, .followUp, .busy), (.failed, .followUp, .failed),
    (.idle, .completed, .notRunning), (.idle, .failed, .notRunning),
    (.failed, .completed, .notRunning), (.failed, .failed, .notRunning),
    (.idle, .cancelled, .notRunning), (.failed, .cancelled, .notRunning),
  ])
  func `an event that does not fit is refused`(
    status: SessionStatus, event: SessionLifecycle.Event, refusal: SessionLifecycle.Refusal
  ) {
    #expect(throws: refusal) { try SessionLifecycle.next(from: status, on: event) }
  }
}

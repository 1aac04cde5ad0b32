import SessionsAPI
import Shell
import Testing

/// The contract's fall-back for servers that can't wait.
@Suite struct TurnPacingTests {
  @Test func `polls come every second five times, then grow by half to five seconds`() {
    var poll = TurnPacing.Poll(.contract) { 1 }
    let pauses = (0..<10).map { _ in poll.next() }
    #expect(
      pauses == [
        .seconds(1), .seconds(1), .seconds(1), .seconds(1), .seconds(1), .seconds(1.5),
        .seconds(2.25), .seconds(3.375), .seconds(5), .seconds(5),
      ])
  }

  @Test func `a poll is never earlier than a Retry-After asks`() {
    var poll = TurnPacing.Poll(.contract) { 1 }
    #expect(poll.next(retryAfter: 9) == .seconds(9))
    #expect(poll.next(retryAfter: 0) == .seconds(1))
  }

  @Test func `the jitter is ten per cent`() {
    for _ in 0..<1000 {
      var poll = TurnPacing.Poll(.contract)
      #expect((.milliseconds(900) ... .milliseconds(1100)).contains(poll.next()))
    }
  }

  @Test func `a night in which the machine slept does not use up patience`() {
    let (now, awake) = (ContinuousClock.now, SuspendingClock.now)
    let error = SessionsError.server("https://x", .outOfReach(.noWay, proxy: nil))
    var outage = TurnPacing.Outage(.contract, awake: awake)
    #expect(outage.next(after: error, at: now, awake: awake) != nil)
    let morning = now + .seconds(8 * 3600)
    #expect(outage.next(after: error, at: morning, awake: awake + .seconds(2)) != nil)
    #expect(outage.next(after: error, at: morning, awake: awake + .seconds(601)) == nil)
    var attended = TurnPacing.Outage(.attended, awake: awake)
    #expect(attended.next(after: error, at: morning, awake: awake + .seconds(601)) != nil)
  }
}

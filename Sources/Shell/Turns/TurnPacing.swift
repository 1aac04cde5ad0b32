package import SessionsAPI

/// How patiently a turn is sent and followed.
package struct TurnPacing: Hashable, Sendable {
  /// How long one answer may be held by a service that honours `Prefer: wait`.
  package var longestWait: Duration
  /// The pause between the first five polls, where a service can't wait.
  package var shortestPoll: Duration
  /// The pause that polls grow to, by half each.
  package var longestPoll: Duration
  /// How long a service may be away before a turn under way is given up on this side; time in which
  /// this machine sleeps does not count.
  package var patience: Duration
  /// Whether a line that opens a session is sent again while the service is away.
  package var opensWhenBack = false
  /// The pause that attempts to reach a service that is away grow to, by half each.
  package var longestPause: Duration
  /// How often a follow-up whose sending went wrong is looked up and, if need be, sent again.
  package var resends: Int

  /// The contract's figures, and ten minutes for a server that is being restarted or moved.
  package static let contract = TurnPacing(
    longestWait: .seconds(60), shortestPoll: .seconds(1), longestPoll: .seconds(5))

  /// A service in this process is not away for long, or for good.
  package static let embedded = TurnPacing(
    longestWait: .seconds(60), shortestPoll: .seconds(1), longestPoll: .seconds(5),
    patience: .seconds(5))

  /// The contract's figures where somebody sits at the prompt, who sees that the service is away and
  /// can stop waiting: a night without a network ends no turn, a week does.
  package static let attended = {
    var pacing = contract
    pacing.patience = .seconds(7 * 86_400)
    pacing.opensWhenBack = true
    pacing.resends = .max
    return pacing
  }()

  package init(
    longestWait: Duration, shortestPoll: Duration, longestPoll: Duration,
    patience: Duration = .seconds(600), longestPause: Duration = .seconds(15), resends: Int = 3
  ) {
    self.longestWait = longestWait
    self.shortestPoll = shortestPoll
    self.longestPoll = longestPoll
    self.patience = patience
    self.longestPause = longestPause
    self.resends = resends
  }

  /// The pauses of one turn's polls, one after the other, with 10 % jitter.
  package struct Poll {
    private let shortestPoll: Duration
    private let longestPoll: Duration
    private let jitter: @Sendable () -> Double
    private var count = 0
    private var pause: Duration

    /// Begins with the shortest pause; the jitter is a factor around 1.
    package init(
      _ pacing: TurnPacing, jitter: @escaping @Sendable () -> Double = Self.tenPercent
    ) {
      shortestPoll = pacing.shortestPoll
      longestPoll = pacing.longestPoll
      self.jitter = jitter
      pause = pacing.shortestPoll
    }

    /// A factor from 0.9 to 1.1.
    package static let tenPercent: @Sendable () -> Double = { Double.random(in: 0.9...1.1) }

    /// The next pause; never less than the seconds that the service asks for.
    package mutating func next(retryAfter: Int? = nil) -> Duration {
      count += 1
      if count > 5 { pause = min(pause * 3 / 2, longestPoll) }
      return max(pause * jitter(), .seconds(retryAfter ?? 0))
    }
  }

  /// A time in which a service is away: how long it is waited for, and the pauses between attempts.
  package struct Outage {
    /// By the clock that stands still while the machine sleeps: a laptop that is opened in the morning
    /// has not waited all night.
    private let began: SuspendingClock.Instant
    private let pacing: TurnPacing
    private var pause: Duration

    package init(_ pacing: TurnPacing, awake: SuspendingClock.Instant = .now) {
      began = awake
      self.pacing = pacing
      pause = pacing.shortestPoll
    }

    /// When to try again; nil where patience has run out.
    package mutating func next(
      after error: SessionsError, at now: ContinuousClock.Instant,
      awake: SuspendingClock.Instant = .now
    ) -> ContinuousClock.Instant? {
      guard began.duration(to: awake) < pacing.patience else { return nil }
      defer { pause = min(pause * 3 / 2, pacing.longestPause) }
      let jittered = pause * Double.random(in: 0.9...1.1)
      return now.advanced(by: max(jittered, .seconds(error.retryAfter ?? 0)))
    }
  }
}

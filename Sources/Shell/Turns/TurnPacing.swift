/// How patiently a turn is followed: the fall-back of the contract where a server can't wait.
package struct TurnPacing: Hashable, Sendable {
  /// How long one answer may be held by a service that honours `Prefer: wait`.
  package var longestWait: Duration
  /// The pause between the first five polls.
  package var shortestPoll: Duration
  /// The pause that polls grow to, by half each.
  package var longestPoll: Duration

  /// The contract's figures: 1 s five times, then growing by half to 5 s.
  package static let contract = TurnPacing(
    longestWait: .seconds(60), shortestPoll: .seconds(1), longestPoll: .seconds(5))

  package init(longestWait: Duration, shortestPoll: Duration, longestPoll: Duration) {
    self.longestWait = longestWait
    self.shortestPoll = shortestPoll
    self.longestPoll = longestPoll
  }

  /// The pauses of one turn's polls, one after the other, with 10 % jitter.
  struct Poll {
    private let pacing: TurnPacing
    private var count = 0
    private var pause: Duration

    init(_ pacing: TurnPacing) {
      self.pacing = pacing
      pause = pacing.shortestPoll
    }

    /// The next pause.
    mutating func next() -> Duration {
      count += 1
      if count > 5 { pause = min(pause * 3 / 2, pacing.longestPoll) }
      return pause * Double.random(in: 0.9...1.1)
    }
  }
}

import Metrics

/// Measures the work on one turn: `turns_running`, `turns_total` by outcome,
/// `turn_duration_seconds`.
struct TurnMeasure: Sendable {
  /// How the work ended, as the label `outcome` has it.
  enum Outcome: String, Sendable {
    case answered, failed
    /// Another process has the turn now, or somebody ended it.
    case lost
    /// The turn was given back.
    case stopped
  }

  private let begin = ContinuousClock.now

  /// Begins with the work.
  init() {
    Meter(label: "turns_running").increment(by: 1)
  }

  /// Ends with the work.
  func end(_ outcome: Outcome) {
    Counter(label: "turns_total", dimensions: [("outcome", outcome.rawValue)]).increment()
    Timer(label: "turn_duration_seconds")
      .recordNanoseconds(Int64(begin.duration(to: .now) / .nanoseconds(1)))
    // Last: whoever sees that nothing runs sees all that ran.
    Meter(label: "turns_running").decrement(by: 1)
  }
}

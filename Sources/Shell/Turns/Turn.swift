package import SessionsAPI

/// A turn between its submission and its answer; one that failed stays, for `/retry`.
package struct Turn: Hashable, Sendable {
  /// The line, whose ``OutboxEntry/stage`` says how far the turn has come.
  package var entry: OutboxEntry
  /// What holds the turn up; nil while it goes on.
  package var pause: Pause?
  package var startedAt: ContinuousClock.Instant
  /// When the service last told something new.
  package var changedAt: ContinuousClock.Instant
  package var progress: Progress?
  /// Whether another shell asked, or an earlier start: the line is not ours, only its end is told.
  package var isObserved = false
  /// Whether its question was asked again elsewhere, and it is being ended.
  package var isReplaced = false

  /// Why a turn does not go on, and until when.
  package struct Pause: Hashable, Sendable {
    package var error: SessionsError
    /// When the service is asked again; nil where only `/retry` does that.
    package var until: ContinuousClock.Instant?

    package init(error: SessionsError, until: ContinuousClock.Instant?) {
      self.error = error
      self.until = until
    }

    /// Whether the service answers, but takes the line later.
    package var isRefusal: Bool { error.isWorthWaitingOut }
  }

  /// How long a step may go on before it is said that nothing changes: most steps are shorter.
  static let quiet = Duration.seconds(15)

  package init(entry: OutboxEntry, at now: ContinuousClock.Instant) {
    self.entry = entry
    startedAt = now
    changedAt = now
  }

  /// Whether somebody sends or follows it.
  package var isUnderWay: Bool {
    entry.stage != .failed && !isGivenUp
  }

  /// Whether the service has it, as far as is known, and answers.
  package var isRunning: Bool { pause == nil && entry.stage == .accepted }

  /// Whether it waits for `/retry`, as a line that could not be sent does.
  package var isGivenUp: Bool {
    guard entry.stage != .failed, let pause else { return false }
    return pause.until == nil
  }
}

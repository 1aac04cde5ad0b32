import SessionsAPI
import Terminal

/// How a running turn stands, in words: for whoever waits where nothing moves on the screen.
///
///     0:45, reading 312 of 900 MB at 210 MB/s, orders.log 3/10, nothing new for 0:30
struct TurnNews {
  let turn: Turn
  let now: ContinuousClock.Instant

  /// The words.
  var text: String {
    let elapsed = ElapsedTime.text(seconds: turn.startedAt.duration(to: now).inSeconds)
    return ([elapsed] + [stage, unchanged].compactMap { $0 }).joined(separator: ", ")
  }

  /// What the turn is doing, or waits for; nil where nobody has told.
  var stage: String? {
    if let pause = turn.pause, let until = pause.until {
      return
        "\(pause.isRefusal ? "busy" : "reconnecting"), again in \(seconds(until: until)) s"
    }
    guard turn.isRunning else { return "sending" }
    return turn.progress.map { "\(UntrustedText.clean($0.step)) \($0.done)/\($0.total)" }
  }

  /// The same without what stands behind a comma in the step, for where room is short.
  var briefStage: String? {
    guard turn.isRunning, let progress = turn.progress else { return stage }
    let step = UntrustedText.clean(progress.step).prefix { $0 != "," }
    return "\(step) \(progress.done)/\(progress.total)"
  }

  /// Since when nothing has changed, where that is long.
  var unchanged: String? {
    guard turn.isRunning else { return nil }
    let still = turn.changedAt.duration(to: now)
    guard still >= Turn.quiet else { return nil }
    return "nothing new for \(ElapsedTime.text(seconds: still.inSeconds))"
  }

  private func seconds(until instant: ContinuousClock.Instant) -> Int {
    max(0, Int(now.duration(to: instant).inSeconds.rounded(.up)))
  }
}

/// Notices turns in which nothing changes any more, and tells of each once.
struct StallWatch {
  /// So long a step may take before whoever waits is told what can be done.
  static let minutes = 5
  private static let patience = Duration.seconds(60 * minutes)

  /// When the turns that were told of had changed last.
  private var told: [Conversation.ID: ContinuousClock.Instant] = [:]

  /// The current turn's title, where nothing has changed in it for long and nobody was told.
  mutating func news(of state: ShellState, at now: ContinuousClock.Instant) -> String? {
    guard let current = state.current, current.isWatched, let turn = current.activeTurn,
      turn.isRunning, turn.changedAt.duration(to: now) >= Self.patience,
      told[current.id] != turn.changedAt
    else { return nil }
    told[current.id] = turn.changedAt
    return current.title
  }
}

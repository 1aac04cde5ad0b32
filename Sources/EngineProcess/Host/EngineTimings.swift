/// How long an engine's host waits for what.
package struct EngineTimings: Hashable, Sendable {
  /// Until a started process has to say that it takes turns.
  package var start = Duration.seconds(10)
  /// Since the last sign of life, after which the process is killed: ten heartbeats.
  package var silence = Duration.seconds(10)
  /// Until a turn that was cancelled has to have ended, else the process is killed.
  package var obedience = Duration.seconds(5)
  /// Without a turn, after which what was read is forgotten.
  package var drop = Duration.seconds(300)
  /// Without a turn, after which the process is ended.
  package var rest = Duration.seconds(900)
  /// Between two looks at all that.
  package var look = Duration.seconds(1)

  package init() {}
}

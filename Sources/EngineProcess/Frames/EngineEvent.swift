package import Investigation

/// What an engine's process says to its host.
package enum EngineEvent: Hashable, Sendable, Codable {
  /// The process takes turns; said once, first. `build` names the program it runs.
  case ready(build: String)
  /// The process lives: said every second by a thread that does nothing else.
  case heartbeat
  /// A step of a turn, before it begins.
  case progress(turn: Int, step: InvestigationProgress)
  /// The end of a turn.
  case ended(turn: Int, end: TurnEnd)
}

/// How a turn ended in an engine's process.
package enum TurnEnd: Hashable, Sendable, Codable {
  case answered(Answer)
  /// Without an answer; the reason in words for whoever asked.
  case failed(reason: String)
  /// Because the host wanted it.
  case cancelled
}

package import Investigation

/// What the host of an engine's process says to it.
package enum EngineRequest: Hashable, Sendable, Codable {
  /// Begin a turn under a number that no turn of this process had.
  case begin(turn: Int, inquiry: Inquiry)
  /// End a turn; its answer, if it comes all the same, is not wanted.
  case cancel(turn: Int)
  /// Forget what was read: nobody has asked anything for a while.
  case dropIndexes
}

/// Why no engine's process takes turns.
package enum EngineStartFailure: Error, Hashable, Sendable {
  /// It could not be started, or ended before it took turns; the reason in half a sentence.
  case cannotStart(reason: String)
  /// The program's file was replaced by another build.
  case otherBuild
}

extension EngineStartFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cannotStart(let reason):
      "the engine could not be started: \(reason). Ask again; where that does not help, look for "
        + "what this machine lacks (memory, processes)."
    case .otherBuild:
      "gumshoe was replaced by another version while it ran. Restart it, then ask again."
    }
  }
}

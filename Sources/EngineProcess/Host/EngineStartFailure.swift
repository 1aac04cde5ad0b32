/// Why no engine's process takes turns.
package enum EngineStartFailure: Error, Hashable, Sendable {
  /// It could not be started, or ended before it took turns; the reason in half a sentence.
  ///
  /// A kill (SIGKILL) comes from outside, and has nothing to do with what the program is.
  case cannotStart(reason: String, isKill: Bool)
  /// The program's file was replaced by another build.
  case otherBuild
}

extension EngineStartFailure {
  /// Whether it was killed from outside.
  var isKill: Bool {
    if case .cannotStart(_, true) = self { true } else { false }
  }
}

extension EngineStartFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cannotStart(let reason, _):
      "the engine could not be started: \(reason). Ask again; where that does not help, look for "
        + "what this machine lacks (memory, processes)."
    case .otherBuild:
      "gumshoe was replaced by another version while it ran. Restart it, then ask again."
    }
  }
}

/// Why no engine's process takes turns.
package enum EngineStartFailure: Error, Hashable, Sendable {
  /// It could not be started, or ended before it took turns; the reason in half a sentence.
  ///
  /// A signal comes from outside, as a rule, and has nothing to do with what the program is: before
  /// it takes turns it does too little to crash.
  case cannotStart(reason: String, isSignal: Bool)
  /// The program's file was replaced by another build.
  case otherBuild
}

extension EngineStartFailure {
  /// Whether a signal ended it that was not this host's.
  var isSignal: Bool {
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

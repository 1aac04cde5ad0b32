/// What a system says of trouble that it copes with, or that may come: no failure.
enum CopingWords {
  /// It adapts: "interrupt took too long (2503 > 2500), lowering the sample rate".
  static let adapting: Set<String> = ["lowering", "adjusting", "adapting", "resizing"]
  /// A clock was put right: "encoder clock drift corrected".
  private static let putRight: Set<String> = ["corrected", "adjusted", "synchronized"]

  /// Whether the words of a message deny that a kind of fault that they name is one.
  static func deny(_ kind: FaultKind, _ words: [String]) -> Bool {
    if kind.role == .symptom, words.contains(where: adapting.contains) { return true }
    if kind.id == "clock", words.contains(where: putRight.contains) { return true }
    if kind.id == "missing-setting", isReplaced(words) { return true }
    if kind.role == .change, isState(words) { return true }
    return isHint(words) || isWithinBounds(words)
  }

  /// Whether a message tells how something is, no change that anybody made: "10.77.0.14 is now UP".
  private static func isState(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { now, state in now == "now" && states.contains(state) }
  }

  private static let states: Set<String> = [
    "up", "down", "online", "offline", "unavailable", "reachable", "unreachable", "alive", "dead",
    "healthy", "unhealthy", "connected", "disconnected",
  ]

  /// Whether what is measured is as it may be: "clock skew of 112ms is within the allowed 10s".
  private static func isWithinBounds(_ words: [String]) -> Bool {
    // "did not finish within the allowed time" is trouble: only what is within them is denied.
    guard let within = words.firstIndex(of: "within"), within > 0,
      ["is", "are", "was", "were", "stays", "remains"].contains(words[within - 1])
    else { return false }
    return words[within...].dropFirst().prefix(2).contains(where: bounds.contains)
  }

  private static let bounds: Set<String> = [
    "allowed", "limit", "limits", "tolerance", "bounds", "range", "threshold", "acceptable",
    "permitted",
  ]

  /// Whether something else is taken for what is missing: "dictionary de_AT is missing, using de".
  private static func isReplaced(_ words: [String]) -> Bool {
    guard let missing = words.firstIndex(where: ["missing", "found"].contains) else { return false }
    return words[missing...].dropFirst().prefix(2).contains {
      ["using", "defaulting"].contains($0)
    }
  }

  /// Whether a message warns of what may come: "a background save may fail under low memory condition".
  private static func isHint(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { may, verb in
      ["may", "might", "could", "can"].contains(may)
        && ["fail", "cause", "lead", "result", "happen"].contains(verb)
    }
  }
}

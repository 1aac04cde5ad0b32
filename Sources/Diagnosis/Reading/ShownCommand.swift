import Evidence

/// Commands that somebody typed at a prompt, in a file that was read as a log: what they ask for did not
/// happen.
///
///     $ kafka-topics.sh --describe --under-replicated-partitions
///     root@kafka-2:~# df -h
enum ShownCommand {
  /// Whether all that can be quoted of an observation are such.
  static func tells(_ observation: Observation) -> Bool {
    !observation.samples.isEmpty && observation.samples.allSatisfy { isShown($0.text) }
  }

  static func isShown(_ text: String) -> Bool {
    if text.hasPrefix("$ ") { return true }
    guard let prompt = text.split(separator: " ", maxSplits: 1).first, prompt.utf8.count < longest,
      let mark = prompt.last, mark == "#" || mark == "$"
    else { return false }
    return prompt.contains("@") && prompt.contains(":")
  }

  /// Bytes of a prompt; longer ones are none.
  private static let longest = 80
}

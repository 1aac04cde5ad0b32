/// Reduces English words to a stem that their forms share.
///
/// Much simpler than Porter's stemmer: both sides of a comparison pass through it, so a stem need not
/// be a word. `registrations`, `registered` → `regist`; `pauses`, `paused` → `paus`.
enum Stem {
  private static let endings = [
    "izations", "ization", "ations", "ation", "ations", "ments", "ment", "ings", "ing", "tions",
    "tion", "ers", "ies", "ied", "ed", "er", "es", "s", "e", "y",
  ]

  /// The stem of a word in any case.
  static func of(_ word: String) -> String {
    var stem = word.lowercased()
    guard stem.allSatisfy(\.isLetter), stem.utf8.count == stem.count else { return stem }
    // "finally" is of "final"; short words are no adverbs: "apply".
    if stem.count > 6, stem.hasSuffix("lly") { stem.removeLast(2) }
    // Two endings at most: "registrations" has "s" and "ation".
    for _ in 0..<2 {
      guard
        let ending = endings.first(where: { stem.hasSuffix($0) && stem.count - $0.count >= 3 })
      else { break }
      stem.removeLast(ending.count)
    }
    if stem.count > 4, let last = stem.last, stem.dropLast().last == last, last != "s", last != "l"
    {
      stem.removeLast()
    }
    if stem.count > 5, stem.hasSuffix("tr") { stem.removeLast(1) }
    return stem
  }

  /// A stem and those of words that mean the same in logs and questions.
  static func related(_ stem: String) -> [String] { related[stem] ?? [stem] }

  /// Words by which people and programs name the same.
  private static let groups: [[String]] = [
    ["deploy", "deployed", "release", "released", "rollout", "upgrade", "version"],
    ["kill", "killed", "sigkill", "terminated", "oomkilled"],
    [
      "fail", "failed", "failure", "failing", "unable", "cannot", "couldn't", "error", "die",
      "died",
      "abort", "aborted", "break", "broke", "broken",
    ],
    ["refuse", "refused", "rejected", "denied", "invalid"],
    ["slow", "slowly", "took", "latency"],
    ["start", "started", "starting", "boot", "booting"],
    ["restart", "restarted", "restarting"],
    ["timeout", "timeouts", "timed"],
    ["connection", "connections", "conn"],
    ["full", "exhausted", "space"],
    ["crash", "crashed", "panic", "segfault"],
    ["early", "prematurely", "closed"],
    ["config", "configuration", "settings"],
    ["memory", "mem", "heap", "oom"],
    ["host", "hosts", "peer", "node", "server"],
    ["write", "written", "wrote", "writing", "save", "saved"],
    ["lose", "lost", "losing", "drop", "dropped", "disconnect", "disconnected"],
    ["delete", "deleted", "remove", "removed", "purge", "purged"],
    ["reach", "reached", "contact", "contacted", "connect"],
    ["down", "unavailable", "offline", "dead"],
    ["again", "restarted", "restart"],
    ["end", "ended", "stop", "stopped", "exit", "exited"],
    ["read", "reading", "load", "loaded"],
    ["hold", "holds", "held", "holding", "holder", "owner", "owns", "owned"],
    ["limit", "limits", "max", "maximum", "quota"],
    [
      "success", "successful", "successfully", "succeeded", "established", "initiated", "accepted",
      "completed",
    ],
    ["sent", "send", "sending", "deliver", "delivered"],
  ]

  private static let related: [String: [String]] = {
    var result: [String: [String]] = [:]
    for group in groups {
      let stems = group.map(of)
      for stem in stems {
        // Itself first.
        result[stem] = [stem] + stems.filter { $0 != stem }
      }
    }
    return result
  }()

  /// The words of a text: runs of letters and digits, and the parts of camel case.
  ///
  /// `HikariPool-1 timed out` → `hikaripool`, `hikari`, `pool`, `1`, `timed`, `out`.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var humps: [Int] = []
    func end() {
      guard !word.isEmpty else { return }
      let lowered = word.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      words.append(String(decoding: lowered, as: UTF8.self))
      if !humps.isEmpty {
        var from = 0
        for hump in humps + [lowered.count] where hump > from {
          words.append(String(decoding: lowered[from..<hump], as: UTF8.self))
          from = hump
        }
      }
      word.removeAll(keepingCapacity: true)
      humps.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      let isUpper = byte &- 0x41 < 26
      let isLower = byte &- 0x61 < 26 || byte >= 0x80
      guard isUpper || isLower || byte &- 0x30 < 10 else {
        end()
        continue
      }
      if isUpper, let last = word.last, last &- 0x61 < 26 { humps.append(word.count) }
      word.append(byte)
    }
    end()
    return words
  }
}

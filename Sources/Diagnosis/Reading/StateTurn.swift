package import Evidence
package import Timeline

/// A turn of a thing's state, as a line of a log tells it.
///
///     Cluster health status changed from [YELLOW] to [GREEN] (reason: …)   → yellow to green
///     container health_status: healthy 22f5531044 (image=worker:1.44.0)    → to healthy
///     Server be_api/s2 is DOWN, reason: Layer4 timeout                     → to down
package struct StateTurn: Sendable {
  /// The state before, in small letters; nil where the line does not tell it.
  package let from: String?
  /// The state after.
  package let to: String
  /// What tells things of the same log apart: the nearest name before the state or directly behind it; empty
  /// where none stands there.
  package let thing: String
  package let instant: Instant
  package let sample: Sample

  /// Nil where an entry has no time, or turns none of some states, which are in small letters.
  package init?(_ sample: Sample, states: Set<String>) {
    guard let instant = sample.time?.instant,
      let turn = Self.turn(Self.words(sample.message), states)
        ?? Self.turn(Self.words(sample.text), states)
    else { return nil }
    (from, to, thing) = turn
    self.instant = instant
    self.sample = sample
  }

  /// Words of a line, in small letters, with arrows as words of their own.
  private static func words(_ text: String) -> [String] {
    String(text.prefix(longest)).lowercased().split { letter in
      !letter.isLetter && !letter.isNumber && !"_-./:>=→".contains(letter)
    }.flatMap { word -> [String] in
      let bare = word.trimming { "-./:=>".contains($0) }
      if bare.isEmpty { return ["->", "=>"].contains(word) ? [arrow] : [] }
      // `state=open`, `"status":"passing"`
      return bare.split { "=:".contains($0) && !bare.contains("//") }.flatMap { part in
        part.split(separator: "→", omittingEmptySubsequences: false).flatMap { piece in
          [arrow, String(piece)]
        }.dropFirst().filter { !$0.isEmpty }
      }
    }
  }

  private static let longest = 600
  private static let arrow = "→"

  private static func turn(
    _ words: [String], _ states: Set<String>
  ) -> (from: String?, to: String, thing: String)? {
    for place in words.indices.dropFirst() where states.contains(words[place]) {
      var state = words[place]
      var cue = place - 1
      if words[cue] == "not", cue > 0 {
        state = "not " + state
        cue -= 1
      }
      var isCued = cues.contains(words[cue])
      while cue > 0, passedOver.contains(words[cue]) {
        cue -= 1
        isCued = isCued || cues.contains(words[cue])
      }
      let next = words.indices.contains(place + 1) ? words[place + 1] : ""
      let thing = thing(words, before: cue, behind: next)
      if words[cue] == "to" || words[cue] == arrow {
        // "from A to B", "A → B": what stands before is the state before.
        let before = words[..<cue].last { !passedOver.contains($0) }
        let isTold = words[cue] == arrow || words[..<cue].contains("from")
        guard isTold else { continue }
        return (before.flatMap { isState($0) ? $0 : nil }, state, thing)
      }
      if words[cue] == "from" || next == arrow {
        guard let to = words[(place + 1)...].firstIndex(where: { $0 == "to" || $0 == arrow }),
          let after = words[(to + 1)...].first(where: { !passedOver.contains($0) }),
          isState(after)
        else { continue }
        return (state, after, thing)
      }
      // "is up to date"
      if isCued, next != "to" { return (nil, state, thing) }
    }
    return nil
  }

  /// The nearest word with a digit in it before the words that tell of the state, or that which follows them.
  private static func thing(
    _ words: [String], before cue: Int, behind next: String
  ) -> String {
    func isName(_ word: String) -> Bool {
      word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
    }
    return words[..<cue].last(where: isName) ?? (isName(next) ? next : "")
  }

  /// Whether a word can be a state: no number, name or key.
  private static func isState(_ word: String) -> Bool {
    word.count <= longestState && word.allSatisfy { $0.isLetter || $0 == "-" || $0 == "_" }
  }

  private static let longestState = 16
  private static let passedOver: Set = ["the", "a", "now", "state", "status", "health"]
  /// What stands before a state that something turns to.
  private static let cues: Set = [
    "is", "now", "became", "becomes", "become", "turned", "went", "gone", "entered", "entering",
    "as", "status", "state", "health", "health_status", "condition", "phase", "marked", "declared",
    "considered", "new_state", "newstate", "current_state", "link", "came", "back",
  ]
}

import Evidence

/// Ranks messages by how well they match the words of a question, so that no question stays without
/// the nearest evidence.
///
/// Words count by their rarity among the messages (inverse document frequency, Spärck Jones 1972);
/// they match by their stem: "registrations" finds `failed to register node`.
struct Relevance: Sendable {
  /// A message and how well it matches.
  struct Match: Sendable {
    var observation: Observation
    var score: Double
    /// The words of the question that occur in it.
    var words: [String]
  }

  private let observations: [Observation]
  /// For each stem the observations that have it, ascending.
  private var places: [String: [Int]] = [:]

  init(_ observations: [Observation]) {
    self.observations = observations
    for (index, observation) in observations.enumerated() {
      for stem in Self.stems(of: observation) {
        places[stem, default: []].append(index)
      }
    }
  }

  /// The messages that match some words, best first; those with more of the words before others.
  ///
  /// `services` narrows; `limit` bounds the result.
  func matches(_ words: [String], services: [String] = [], limit: Int = 20) -> [Match] {
    let stems = words.map { (word: $0, stem: Stem.of($0)) }
    var scores: [Int: (score: Double, words: [String])] = [:]
    for (word, stem) in stems where !stem.isEmpty {
      let found = Stem.related(stem).compactMap { places[$0] }.flatMap { $0 }
      guard !found.isEmpty else { continue }
      // ln is not needed for an order: the share of messages without the word grows alike.
      let rarity = 1 - Double(found.count) / Double(observations.count + 1)
      for index in Set(found) {
        scores[index, default: (0, [])].score += 0.25 + rarity
        scores[index, default: (0, [])].words.append(word)
      }
    }
    let matches = scores.sorted { $0.key < $1.key }.map { index, found in
      Match(observation: observations[index], score: found.score, words: found.words)
    }.filter { services.isEmpty || services.contains($0.observation.service) }
    let best = matches.sorted { a, b in
      a.score == b.score
        ? Sample.isEarlier(a.observation.samples[0], b.observation.samples[0]) : a.score > b.score
    }
    return Array(best.prefix(limit))
  }

  /// The words of those that occur in some message.
  func known(_ words: [String]) -> [String] {
    words.filter { word in
      Stem.related(Stem.of(word)).contains { places[$0] != nil }
    }
  }

  private static func stems(of observation: Observation) -> Set<String> {
    var stems: Set<String> = []
    if case .entries(let template, let level) = observation.measure {
      stems.formUnion(Stem.words(template).map(Stem.of))
      if let level { stems.insert(Stem.of(level.name.lowercased())) }
    }
    for sample in observation.samples.prefix(2) {
      stems.formUnion(Stem.words(sample.message).map(Stem.of))
      for line in sample.further.prefix(4) { stems.formUnion(Stem.words(line.text).map(Stem.of)) }
    }
    stems.formUnion(Stem.words(observation.service).map(Stem.of))
    stems.remove("")
    return stems
  }
}

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
    ["fail", "failed", "failure", "failing", "unable", "cannot", "couldn't", "error"],
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
    ["reach", "reached", "contact", "contacted", "connect"],
    ["down", "unavailable", "offline", "dead"],
    ["again", "restarted", "restart"],
    ["end", "ended", "stop", "stopped", "exit", "exited"],
    ["read", "reading", "load", "loaded"],
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

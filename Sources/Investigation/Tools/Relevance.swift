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

  /// All messages, each with the share of some words that it has, by their rarity and weight: 1 where
  /// it has all that any message has.
  func weighed(_ words: [(word: String, weight: Double)]) -> [Match] {
    var whole = 0.0
    var shares: [Int: (score: Double, words: [String])] = [:]
    for (word, weight) in words {
      let found = Set(
        Stem.related(Stem.of(word)).compactMap { places[$0] }.flatMap { $0 })
      guard !found.isEmpty else { continue }
      let rarity = 1 - Double(found.count) / Double(observations.count + 1)
      whole += weight * rarity
      for index in found {
        shares[index, default: (0, [])].score += weight * rarity
        shares[index, default: (0, [])].words.append(word)
      }
    }
    return observations.indices.map { index in
      let share = shares[index] ?? (0, [])
      return Match(
        observation: observations[index], score: whole > 0 ? share.score / whole : 0,
        words: share.words)
    }
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

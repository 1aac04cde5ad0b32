import Evidence

/// Looks for words in what apps log.
struct LogSearch {
  let cluster: Cluster

  /// An entry that says what was looked for, and how often such entries were written.
  struct Hit {
    var app: String
    var sample: Sample
    /// The line of the entry that says it: its first or a further one.
    var text: String
    var count: Int
  }

  /// The services of logs that an app writes: its own name, and that with an ending of a file.
  func services(of app: String) -> [String] {
    cluster.logs.keys.filter {
      $0 == app || $0.hasPrefix(app + ".") || $0.hasPrefix(app + "-") && isPod($0, of: app)
    }.sorted()
  }

  private func isPod(_ service: String, of app: String) -> Bool {
    cluster.object("Pod", service).map { cluster.app(of: $0) == app } ?? false
  }

  /// The entries of an app in which one of some words stands, in lower case; the most frequent first.
  func hits(of app: String, _ words: [String]) -> [Hit] {
    var hits: [Hit] = []
    for service in services(of: app) {
      for observation in cluster.logs[service] ?? [] where Self.mayFail(observation) {
        guard let (sample, text) = Self.sample(of: observation, words) else { continue }
        hits.append(Hit(app: app, sample: sample, text: text, count: observation.count))
      }
    }
    return hits.sorted {
      $0.count == $1.count ? $0.sample.reference < $1.sample.reference : $0.count > $1.count
    }
  }

  /// Entries that state a level below a warning tell of no failure.
  private static func mayFail(_ observation: Observation) -> Bool {
    guard case .entries(_, let level?) = observation.measure else { return true }
    return level >= .warning
  }

  private static func sample(
    of observation: Observation, _ words: [String]
  ) -> (Sample, String)? {
    for sample in observation.samples.prefix(mostSamples) {
      if holds(sample.text, words) { return (sample, sample.text) }
      if let line = sample.further.first(where: { holds($0.text, words) }) {
        let found = Sample(
          reference: line.reference, time: sample.time, level: sample.level,
          service: sample.service, host: sample.host, text: line.text)
        return (found, line.text)
      }
    }
    return nil
  }

  /// Samples of one message that are looked at: they differ in their numbers only.
  private static let mostSamples = 3

  /// Whether one of some words in lower case stands in a text, whatever its case there.
  static func holds(_ text: String, _ words: [String]) -> Bool {
    words.contains { holds(text, $0) }
  }

  /// Whether a text holds a word in lower case.
  static func holds(_ text: String, _ word: String) -> Bool {
    !word.isEmpty && text.holdsInAnyCase(word)
  }
}

import Timeline

/// A service that may hold the cause, and what speaks for it.
struct Suspect: Sendable {
  /// Index into ``LogIndex/services``.
  var service: Int
  var score: Double
  /// How its own trouble began.
  var start: Anomaly
  /// Its anomaly that explains most.
  var main: Anomaly
  /// Another of its anomalies that adds to the first, such as the most frequent one.
  var second: Anomaly?
  /// The change to it that came before.
  var change: ChangeEvent?
  /// The services whose failures name it.
  var blamedBy: [Int]
  /// The services that its own failures name.
  var blames: [Int]
  /// Whether calls lead to it from the service asked about.
  var isReached: Bool

  /// When its own trouble began.
  var onset: Instant { start.onset }

  /// Returns whether it shows a state of its own, not only what others did to it.
  var isInternal: Bool { (main.signal ?? .failure).isInternal || change != nil }
}

/// What the ranking came to.
struct Verdict: Sendable {
  /// The suspects, the most suspect first.
  var suspects: [Suspect]
  /// Whether the first suspect is named as the cause.
  var isProven: Bool
  /// Why not, where it is not.
  var doubt: String?
  var confidence: Confidence
  /// The service at which the trouble was felt.
  var symptom: Int?
  /// From the cause to the symptom.
  var path: [Int]
  /// The services whose failures lead to the first suspect, itself included.
  var affected: Set<Int>
  /// What stands out within the time and the services asked about.
  var anomalies: [Anomaly]
  var changes: [ChangeEvent]

  /// When the trouble of the first suspect began.
  var onset: Instant? { beginning?.onset }

  /// How that trouble began: by its main anomaly, unless that is a line or two amid others.
  var beginning: Anomaly? {
    suspects.first.map { $0.main.isConvincing ? $0.main : $0.start }
  }

  /// The failure by which a service first shows the trouble; the first suspect by its main one.
  func felt(in service: Int) -> Anomaly? {
    if let first = suspects.first, first.service == service { return first.main }
    let failures = anomalies.filter { $0.service == service && $0.isFailure }
    return failures.first { $0.shape != .needle } ?? failures.first
  }
}

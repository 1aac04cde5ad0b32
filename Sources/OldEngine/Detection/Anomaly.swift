import Timeline

/// Something in the logs that is unlike what went before.
struct Anomaly: Sendable {
  /// Index into ``LogIndex/services``.
  var service: Int
  /// Index into ``LogIndex/series``.
  var series: Int
  var signal: Signal?
  var level: LogLevel?
  var shape: Shape
  var severity: Double
  var onset: Instant
  var end: Instant
  /// The entries in the burst.
  var count: Int
  /// The entries before the burst; those outside it where a baseline says what is usual.
  var before: Int
  /// How sure it is that this is no chance: the log-likelihood ratio of ``BurstScan``.
  var significance: Double
  /// The entry to quote.
  var excerpt: LogExcerpt
  var words: [String]

  /// How a series came to stand out.
  enum Shape: String, Sendable {
    /// It was never seen before its onset.
    case new
    /// It came far more often than before.
    case burst
    /// One to three entries in all.
    case needle
    /// A service that logged steadily stopped.
    case silence
  }

  /// How far it goes to explain trouble, from 0 to 1.
  var weight: Double {
    let signalWeight = (signal ?? .failure).weight
    let amount: Double
    switch count {
    case ...1: amount = 0.65
    case 2...4: amount = 0.85
    case 5...20: amount = 0.95
    default: amount = 1
    }
    let grade: Double
    switch severity {
    case 4...: grade = 1
    case 2.5...: grade = 0.95
    case 2...: grade = 0.8
    case 1...: grade = 0.6
    default: grade = 0.4
    }
    return signalWeight * amount * grade
  }

  /// Returns whether this can be called a failure, and not a mere oddity.
  var isFailure: Bool { severity >= 2 }

  /// Returns whether it is a failure that is more than a line or two, which may be chance.
  var isConvincing: Bool { isFailure && shape != .needle }

  /// What happened, to stand behind a service's name.
  var verb: String { shape == .silence ? "stopped logging" : (signal ?? .failure).words }
}

/// Something that was done to a service: a release, a changed configuration, a restart.
struct ChangeEvent: Sendable {
  /// Index into ``LogIndex/services``.
  var service: Int
  var signal: Signal
  var time: Instant
  var excerpt: LogExcerpt
  var words: [String]
}

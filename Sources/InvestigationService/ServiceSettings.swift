/// The limits of a service; the defaults are the contract's.
package struct ServiceSettings: Hashable, Sendable {
  /// The sessions of one organisation that may run at once.
  package var maxRunning = 5
  /// How long a turn may be worked on before it fails.
  package var timeLimit = Duration.seconds(3600)
  /// How long a claim to a turn holds without being renewed.
  package var lease = Duration.seconds(15)
  /// The turns that this process works on at once.
  package var workers = 5
  /// How often an idle process looks for turns whose process died.
  package var scanInterval = Duration.milliseconds(500)
  /// How many days a session is kept after it last changed; nil for good.
  package var keepDays: Int?

  package init() {}

  /// How often a lease is renewed: three times before it runs out.
  var renewal: Duration { lease / 3 }

  /// How often sessions are looked for that have been kept long enough.
  var pruning: Duration { .seconds(3600) }
}

package import Evidence
package import Timeline

/// What "it", "that", "there" and "then" mean in the next question; each has a life of its own.
package struct Focus: Hashable, Sendable, Codable {
  /// The services last spoken of, the latest first: "it", "that service".
  package var services: [String] = []
  /// The exhibits of the last answer in its order, the first being "that line".
  package var exhibits: [Int] = []
  /// What the last list, count or measurement was of; "only the last 5" narrows it.
  package var scope: Scope?
  /// The window of ``scope`` as it was viewed: "before that" moves it, not the incident.
  package var view: TimeWindow?
  /// How the last list was limited, ordered, grouped and measured.
  package var form: Form?
  /// The act of the last answer: "and of payment?" asks for the same of another.
  package var act: Act?
  package var aspect: Aspect?
  /// The place in the last list after which "the next 5" continue.
  package var position: Int?
  /// The instant the last answer was about: "then", "at that moment".
  package var instant: Instant?

  package init() {}
}

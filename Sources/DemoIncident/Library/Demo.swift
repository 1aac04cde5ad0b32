/// An incident that can be asked for by name.
package struct Demo: Sendable {
  package var name: String
  /// What it is about, in one line; says nothing of the cause.
  package var summary: String
  /// What to ask of it.
  package var questions: [String]
  package var incident: Incident

  package init(name: String, summary: String, questions: [String], incident: Incident) {
    self.name = name
    self.summary = summary
    self.questions = questions
    self.incident = incident
  }

  /// The demos there are; the first is the one that is meant where no name is given.
  package static let all: [Demo] = [
    Demo(
      name: "shop", summary: "a shop of nine services; checkout began to fail",
      questions: [
        "why did checkout start failing?", "show me the last 5 errors of payment",
        "what changed before that?",
      ],
      incident: .shop),
    drawn(
      "second", seed: 7, hasFault: true, summary: "another system, drawn by chance, with a fault"),
    drawn(
      "calm", seed: 11, hasFault: false,
      summary: "a system with its usual small troubles, and nothing wrong"),
  ]

  private static func drawn(
    _ name: String, seed: UInt64, hasFault: Bool, summary: String
  ) -> Demo {
    let incident = Incident(seed: seed, lines: 60_000, hasFault: hasFault)
    return Demo(
      name: name, summary: summary,
      questions: [
        "why did \(incident.symptom) start failing?", "summarise the errors", "what changed?",
      ],
      incident: incident)
  }
}

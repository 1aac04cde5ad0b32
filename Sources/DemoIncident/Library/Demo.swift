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
    Demo(
      name: "railway", summary: "a railway of eight services; bookings began to fail",
      questions: [
        "why did booking start failing?", "how many bookings failed per minute?",
        "could it be the partner feed?",
      ],
      incident: .railway),
    Demo(
      name: "bank", summary: "a bank of eight services; transfers began to fail",
      questions: [
        "why did transfers start failing?", "is it still happening?", "tl;dr",
      ],
      incident: .bank),
    calm,
  ]

  /// A system in which nothing is wrong: what an answer says then.
  private static let calm: Demo = {
    let incident = Incident(seed: 11, lines: 60_000, hasFault: false)
    return Demo(
      name: "calm", summary: "a system with its usual small troubles, and nothing wrong",
      questions: [
        "why did \(incident.symptom) start failing?", "summarise the errors", "what changed?",
      ],
      incident: incident)
  }()
}

/// An incident that can be asked for by name.
package struct Demo: Sendable {
  package var name: String
  /// What it is about, in one line; says nothing of the cause.
  package var summary: String
  /// The kinds of evidence that there are: `logs, metrics, changes`.
  package var evidence: String
  /// What to ask of it behind its own question.
  package var further: [String]
  /// The seed by which it is drawn.
  package var seed: UInt64
  /// Draws it, by any seed.
  package var tell: @Sendable (_ seed: UInt64) -> any Story

  package init(
    name: String, summary: String, evidence: String, further: [String], seed: UInt64,
    tell: @escaping @Sendable (_ seed: UInt64) -> any Story
  ) {
    self.name = name
    self.summary = summary
    self.evidence = evidence
    self.further = further
    self.seed = seed
    self.tell = tell
  }

  /// The story as everybody is told it.
  package var story: any Story { tell(seed) }
  /// What to ask of it, its own question first.
  package var questions: [String] { [story.question] + further }

  /// The demos there are; the first is the one that is meant where no name is given.
  package static let all: [Demo] = [
    Demo(
      name: "shop", summary: "a shop of nine services; checkout began to fail",
      evidence: "logs, metrics, changes",
      further: [
        "show me the last 5 errors of payment",
        "what changed before that?",
      ], seed: 1
    ) { LoggedStory.shop(seed: $0) },
    Demo(
      name: "railway", summary: "a railway of eight services; bookings began to fail",
      evidence: "logs",
      further: [
        "how many bookings failed per minute?",
        "could it be the partner feed?",
      ], seed: 2
    ) { Incident.railway(seed: $0) },
    Demo(
      name: "bank", summary: "a bank of eight services; transfers began to fail",
      evidence: "logs",
      further: [
        "is it still happening?", "tl;dr",
      ], seed: 3
    ) { Incident.bank(seed: $0) },
    Demo(
      name: "video", summary: "a video service; playback is slow to start",
      evidence: "metrics of Prometheus, topology, changes",
      further: [
        "how did the cpu of entitlement run?",
        "what changed before that?",
      ], seed: 4
    ) { VideoStory(seed: $0) },
    Demo(
      name: "parcels", summary: "a parcel service; dispatch takes too long",
      evidence: "traces, metrics, changes",
      further: [
        "when did it start?", "could it be the cpu of geocode?",
      ], seed: 4
    ) { ParcelStory(seed: $0) },
    Demo(
      name: "clinic", summary: "a clinic in a cluster; nobody can book an appointment",
      evidence: "kubectl, topology, changes",
      further: [
        "is the rest of the cluster ok?",
        "what does appointments need?",
      ], seed: 4
    ) { ClinicStory(seed: $0) },
    Demo(
      name: "tickets", summary: "tickets go on sale, a release goes out, and orders fail",
      evidence: "logs, metrics, changes",
      further: [
        "could it be the traffic?", "was it the release of web?",
      ], seed: 5
    ) { LoggedStory.tickets(seed: $0) },
    Demo(
      name: "calm", summary: "a system with its usual small troubles, and nothing wrong",
      evidence: "logs, metrics, changes",
      further: [
        "summarise the errors", "what changed?",
      ], seed: 11
    ) { LoggedStory.calm(seed: $0) },
  ]
}

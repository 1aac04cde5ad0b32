package import Timeline

/// What the evidence says of one symptom: findings, the hypotheses made of them, and the decision.
package struct Diagnosis: Hashable, Sendable, Codable {
  /// All that the detectors found, in the order of time.
  package var findings: [Finding]
  /// The possible causes, best first; at most ten.
  package var hypotheses: [Hypothesis]
  package var decision: Decision
  /// When the symptom began, nil where the evidence has no times or no symptom.
  package var onset: Instant?
  /// The first sign of the symptom itself; an index into ``findings``.
  package var symptom: Int?
  /// When the trouble ended; nil where it went on to the end of the evidence.
  package var end: Instant?
  /// Changes of the system near the onset: indexes into ``findings``, the nearest first.
  package var changes: [Int]
  /// The change that something ties to the cause: an index into ``findings``; nil where none is, and in
  /// what older versions stored.
  package var tiedChange: Int?
  /// The kinds of evidence there were; nil in what older versions stored.
  package var signals: [Finding.Signal]?

  package init(
    findings: [Finding], hypotheses: [Hypothesis], decision: Decision, onset: Instant? = nil,
    symptom: Int? = nil, end: Instant? = nil, changes: [Int] = []
  ) {
    self.findings = findings
    self.hypotheses = hypotheses
    self.decision = decision
    self.onset = onset
    self.symptom = symptom
    self.end = end
    self.changes = changes
  }

  /// Takes a change that is tied to the cause, which then stands before the others.
  mutating func take(tied change: Int?) {
    tiedChange = change
    guard let change else { return }
    changes.removeAll { $0 == change }
    changes.insert(change, at: 0)
  }

  /// What can be said of the cause.
  package enum Decision: Hashable, Sendable, Codable {
    /// The first hypothesis is the cause, with such confidence.
    case cause(Confidence)
    /// There are errors, but none of them explains the symptom: the best evidence leads the list.
    case notProven
    /// There is too little evidence to tell, such as a process that ends without a word.
    case tooLittle(reason: String)
    /// What was read holds no sign of a failure.
    case nothingWrong
    /// So little could be read that nothing can be said.
    case couldNotRead(reason: String)
  }

  /// How complete and consistent the evidence for a cause is.
  package enum Confidence: String, Hashable, Sendable, Codable {
    case low, medium, high
  }
}

/// What a diagnosis is asked for.
package struct Symptom: Hashable, Sendable, Codable {
  /// Services that the question names; empty where it names none.
  package var services: [String]
  /// Machines and files that the question names; nil in what older versions stored.
  package var places: [String]?
  /// Words of the question that are no service, stop word or time, in lower case: `restart`, `disk`.
  package var words: [String]
  /// When the trouble was noticed, where the question says so.
  package var window: TimeWindow?
  /// Services that the user ruled out.
  package var excludedServices: [String]
  /// Fault kinds that the user ruled out.
  package var excludedKinds: [String]

  package init(
    services: [String] = [], words: [String] = [], window: TimeWindow? = nil,
    excludedServices: [String] = [], excludedKinds: [String] = []
  ) {
    self.services = services
    self.words = words
    self.window = window
    self.excludedServices = excludedServices
    self.excludedKinds = excludedKinds
  }
}

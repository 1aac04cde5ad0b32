/// A kind of fault, change or recovery that evidence can tell of: one row with all there is to say.
///
/// Adding a kind is adding a row to one of the lists of ``FaultKind/all``.
///
/// Where a message holds phrases of several kinds, the one of the greatest weight is meant, of
/// equals the one that stands first: so what is special stands before what is general.
///
///     could not resize shared memory segment: No space left on device  → shared-memory, not disk-full
package struct FaultKind: Hashable, Sendable {
  /// A stable name in kebab case, stored with cases: `disk-full`.
  package var id: String
  package var role: Role
  /// How well it explains others, from 0 to 1: see ``RankingModel``.
  package var weight: Double
  /// What it is, in a few words that follow "because of": `a full disk`.
  package var name: String
  /// What it did to a service, in words that follow its name: `ran out of disk space`.
  package var verb: String
  /// Lower-case phrases in a message that tell of it, as runs of words; a `*` that stands alone is up
  /// to four words of any kind, one at a word's end any ending: `pool * exhaust*`.
  package var phrases: [String]
  /// Words of questions that ask for it: `disk`, `space`.
  package var words: [String]
  /// What to look at next, as commands and in words; `SERVICE` stands for the service's name.
  package var nextChecks: [String]
  /// Whether it is told by who calls, of what is called: it explains nothing that the called one can
  /// tell itself.
  package var isToldByCallers: Bool
  /// Whether it fills up because what it feeds does not take: where that is known, it follows from it.
  package var isBackedUp: Bool
  /// What it leaves open, where it leaves anything open.
  package var lacks: Lack?

  package init(
    id: String, role: Role, weight: Double, name: String, verb: String, phrases: [String],
    words: [String] = [], nextChecks: [String] = [], isToldByCallers: Bool = false,
    isBackedUp: Bool = false, lacks: Lack? = nil
  ) {
    self.lacks = lacks
    self.isBackedUp = isBackedUp
    self.isToldByCallers = isToldByCallers
    self.id = id
    self.role = role
    self.weight = weight
    self.name = name
    self.verb = verb
    self.phrases = phrases
    self.words = words
    self.nextChecks = nextChecks
  }

  /// What the phrases of a kind leave open.
  package enum Lack: Hashable, Sendable {
    /// They say that something fails, in words that every failure has: "is down", "answered 503".
    case reason
    /// They name what was done and not what for: a refusal, whose other words say why.
    case subject
    /// They do not say who did it: a signal is sent by somebody.
    case doer
    /// They are of little concern where nothing else is told: a client that left, a retry.
    case concern
  }

  /// The part a kind plays in a chain of cause and effect.
  package enum Role: String, Hashable, Sendable, Codable {
    /// Somebody or something changed the system: a release, a configuration.
    case change
    /// The system is in a state that explains failures: a full disk, an expired certificate.
    case state
    /// Users or callers notice it: latency, an error rate.
    case symptom
    /// It follows from another failure: an exit, a shutdown, a retry.
    case consequence
    /// It is over: reconnected, recovered.
    case recovery
  }
}

extension FaultKind {
  /// All kinds there are.
  package static let all: [FaultKind] =
    storage + memory + capacity + identity + configuration + time + network + cluster + code
    + measured + symptoms + consequences + changes + recoveries

  /// Kinds that no message tells of: they are seen in other evidence.
  package static let observed: [FaultKind] = requests + ofObjects

  /// The row of words for failing that say nothing of why: all others come before it.
  package static let general = "failure"

  /// The row with an id; nil where there is none.
  package static func named(_ id: String) -> FaultKind? { byID[id] }

  private static let byID = Dictionary(
    (all + observed).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}

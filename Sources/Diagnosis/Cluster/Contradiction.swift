import Evidence
import Timeline

/// Two things that a cluster tells of itself and that cannot both be meant, or a state that explains
/// what fails: found by a row of ``ClusterRules``.
struct Contradiction: Sendable {
  /// The ``FaultKind/id``.
  var kind: String
  /// What is to be put right: an app, a node, a namespace, by its name.
  var service: String
  /// In words that follow the name and a colon: what contradicts what.
  var detail: String
  /// A line for each side, the most telling first.
  var exhibits: [Sample]
  /// How surely it explains, from 0 to 1.
  var certainty: Certainty
  /// Apps that suffer from it, where they are others.
  var names: [String] = []
  /// When entries of a log tell of it; nil where only states do.
  var period: TimeWindow?

  /// How a contradiction stands to what does not work.
  enum Certainty: Double, Sendable {
    /// It explains by itself something that does not work now.
    case proven = 1
    /// It explains it, and so might something else.
    case likely = 0.85
    /// Nothing that fails hangs on it, as far as is told.
    case idle = 0.45
    /// It only says that something does not work.
    case felt = 0.3
  }

  init(
    _ kind: String, of service: String, _ detail: String, _ exhibits: [Sample?],
    _ certainty: Certainty = .proven, names: [String] = []
  ) {
    self.kind = kind
    self.service = service
    self.detail = detail
    var seen: Set<Reference> = []
    self.exhibits = exhibits.compactMap { $0 }.filter { seen.insert($0.reference).inserted }
    self.certainty = certainty
    self.names = names
  }
}

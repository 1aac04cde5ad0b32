import Evidence
import Timeline

/// What the entries of one observation say: of which fault, how gravely, and why.
struct EntryReading: Sendable {
  /// Index into ``ObservedEvidence/observations``.
  var observation: Int
  var level: Level?
  /// The row of the fault it tells of; nil where no phrase fits.
  var kind: FaultKind?
  /// From 0 for what is of no concern to 4 for fatal; from 2 on it is a failure.
  var severity: Double
  /// The part of the message that says why.
  var detail: String
  /// Whether the detail stands behind a word that announces a reason, or names an exception.
  var hasReason: Bool
  /// The sample that says it best: an index into the observation's samples.
  var sample: Int
  /// The words of the phrase that told of the kind.
  var phrase: [String]
  /// All words of the detail.
  var words: [String]

  /// Whether it says that something failed.
  var isFailure: Bool {
    severity >= RankingModel.failed && role != .recovery && role != .change
  }

  /// The part it plays; an unknown failure is a symptom.
  var role: FaultKind.Role { kind?.role ?? .symptom }

  /// Whether it names a state that explains failures by itself.
  var isTelling: Bool {
    guard let kind else { return false }
    return kind.role == .state && kind.weight >= RankingModel.leastTellingWeight
      && severity >= RankingModel.mentioned && !isAdvice
  }

  /// Whether it advises what to change some day.
  private var isAdvice: Bool { severity < RankingModel.erroneous && Negation.advises(words) }
}

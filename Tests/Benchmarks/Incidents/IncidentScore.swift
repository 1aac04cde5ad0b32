/// An incident with what the engine made of it.
struct ScoredIncident {
  var truth: IncidentCase.Truth
  /// Nil where the engine crashed.
  var outcome: IncidentCommand.Outcome?
  /// The place of the culprit among the suspects, from 1; nil where it is none or nothing is named.
  var rank: Int?
  var isCauseRight = false

  init(_ incident: IncidentCase, _ outcome: IncidentCommand.Outcome?) {
    truth = incident.truth
    self.outcome = outcome
    guard let outcome, let culprit = truth.culprit, !outcome.abstained else { return }
    rank = outcome.suspects.firstIndex { ClusterLabels.isSame($0, as: culprit) }.map { $0 + 1 }
    isCauseRight = outcome.cause.map { ClusterLabels.causes[$0] ?? $0 } == truth.cause
  }

  /// Whether nothing is wrong and nothing was named.
  var isRightlyQuiet: Bool { truth.culprit == nil && outcome?.abstained == true }
}

/// A row over incidents of a set.
struct IncidentSum: Encodable {
  var set: String
  var kind: String
  var n: Int
  /// The shares of incidents whose culprit is the first, and among the first three.
  var ac1: Double
  var ac3: Double
  /// The mean of the shares among the first one to five.
  var avg5: Double
  /// The share of which object and cause are both first; nil where causes are not named.
  var ac1Cause: Double?
  var abstained: Int
  var crashed: Int
  /// The mean of a case, and the most memory of any.
  var seconds: Double
  var peakMiB: Double

  enum CodingKeys: String, CodingKey {
    case set, kind, n, ac1, ac3, avg5, abstained, crashed, seconds
    case ac1Cause = "ac1_cause"
    case peakMiB = "peak_mib"
  }

  /// Adds up incidents; a crash and an abstention where something is wrong score 0.
  init(set: String, kind: String, _ scored: [ScoredIncident]) {
    let count = Double(max(1, scored.count))
    func share(_ most: Int) -> Double {
      Double(scored.count { $0.rank.map { $0 <= most } ?? $0.isRightlyQuiet }) / count
    }
    let outcomes = scored.compactMap(\.outcome)
    self.set = set
    self.kind = kind
    n = scored.count
    ac1 = share(1)
    ac3 = share(3)
    avg5 = (1...5).map(share).reduce(0, +) / 5
    if scored.contains(where: { $0.truth.cause != nil }) {
      ac1Cause =
        Double(scored.count { $0.rank == 1 && $0.isCauseRight || $0.isRightlyQuiet }) / count
    }
    abstained = outcomes.count(where: \.abstained)
    crashed = scored.count - outcomes.count
    seconds = outcomes.map(\.seconds).reduce(0, +) / Double(max(1, outcomes.count))
    peakMiB = outcomes.map(\.peakMiB).max() ?? 0
  }

  /// A row for each kind, and one for all.
  static func rows(set: String, _ scored: [ScoredIncident]) -> [IncidentSum] {
    let kinds = Set(scored.map(\.truth.label)).sorted().filter { $0 != "all" }
    return kinds.map { kind in
      IncidentSum(set: set, kind: kind, scored.filter { $0.truth.label == kind })
    } + [IncidentSum(set: set, kind: "all", scored)]
  }

  /// The head above lines of the table that people read.
  static let head =
    Output.padded("kind", 38) + "  n  AC@1  AC@3 Avg@5  both  abst  s/case  MiB"

  /// The row as a line of that table.
  var line: String {
    let shares = [ac1, ac3, avg5, ac1Cause].map {
      Output.padded($0.map { Output.fixed($0, 3) } ?? "-", 6)
    }
    return Output.padded(kind, 38) + Output.padded("\(n)", 4) + shares.joined()
      + Output.padded("\(abstained)", 6) + Output.padded(Output.fixed(seconds, 2), 7)
      + Output.fixed(peakMiB, 0)
  }
}

/// A row of one incident.
struct IncidentRow: Encodable {
  var set: String
  var id: String
  var outcome: IncidentCommand.Outcome?

  enum CodingKeys: String, CodingKey {
    case set
    case id = "case"
    case suspects, cause, abstained, seconds
  }

  /// Writes what the engine crashed at as a row without suspects; a cause that is not named is null.
  func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(set, forKey: .set)
    try row.encode(id, forKey: .id)
    try row.encode(outcome?.suspects ?? [], forKey: .suspects)
    try row.encode(outcome?.cause, forKey: .cause)
    try row.encode(outcome?.abstained ?? false, forKey: .abstained)
    try row.encode(outcome?.seconds ?? 0, forKey: .seconds)
  }
}

/// A possible cause: what speaks for it, what against it, and how it leads to the symptom.
package struct Hypothesis: Hashable, Sendable, Codable {
  /// The service suspected.
  package var service: String
  /// The finding that would be the cause: an index into ``Diagnosis/findings``.
  package var finding: Int
  /// How well it explains the symptom, from 0 to 1: see ``RankingModel``.
  package var score: Double
  /// Findings that support it; indexes into ``Diagnosis/findings``.
  package var supporting: [Int]
  /// Findings that contradict it.
  package var contradicting: [Int]
  /// The services from the cause to the symptom, each calling the one before it; at least one.
  package var path: [String]
  /// Findings along the path, one a service where there is one.
  package var pathFindings: [Int]
  /// Why it is ranked where it is, in one sentence: "no error of payment came before those of ledger".
  package var reason: String

  package init(
    service: String, finding: Int, score: Double, supporting: [Int] = [], contradicting: [Int] = [],
    path: [String], pathFindings: [Int] = [], reason: String
  ) {
    self.service = service
    self.finding = finding
    self.score = score
    self.supporting = supporting
    self.contradicting = contradicting
    self.path = path
    self.pathFindings = pathFindings
    self.reason = reason
  }
}

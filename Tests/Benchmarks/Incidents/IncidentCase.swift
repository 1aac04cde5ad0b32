/// An incident with a known cause: a line of `cases.jsonl`.
///
/// `{"id":"a1","question":"why is web slow?","time":"2026-03-10T10:05:00Z","evidence":["a1/metrics.csv"],
/// "baseline":[],"truth":{"service":"carts","kind":"cpu"}}`; of clusters the truth is
/// `{"object":"app/carts","cause":"missing_secret"}`, and `{"abstain":true}` where nothing is wrong.
struct IncidentCase: Decodable {
  var id: String
  var question: String
  /// When the reporter says it happened, RFC 3339.
  var time: String?
  /// Paths below the folder of the set.
  var evidence: [String]
  var baseline: [String]?
  var truth: Truth

  /// What the right answer is.
  struct Truth: Decodable {
    var service: String?
    var kind: String?
    var object: String?
    var cause: String?
    var abstain: Bool?

    /// What must be suspected first; nil where nothing is wrong.
    var culprit: String? { abstain == true ? nil : object ?? service }
    /// The group of the results that it counts in.
    var label: String { cause ?? kind ?? "all" }
  }
}

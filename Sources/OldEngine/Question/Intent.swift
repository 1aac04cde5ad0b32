/// What kind of answer a question asks for.
package enum Intent: String, Hashable, Sendable, Codable, CaseIterable {
  case cause, find, summarise, measure, changes, timeline, impact, compare, explain
}

extension Intent {
  /// The kind of question in words, for the line that says what is not answered yet.
  var words: String {
    switch self {
    case .cause: "a question for the cause"
    case .find: "a search for log lines"
    case .summarise: "a summary"
    case .measure: "a measurement"
    case .changes: "a question for changes"
    case .timeline: "a timeline"
    case .impact: "a question for the impact"
    case .compare: "a comparison"
    case .explain: "a question about the report before"
    }
  }
}

import Diagnosis
import Evidence
import Timeline
extension FaultKind {
  static let all: [FaultKind] = []
  static func named(_ id: String) -> FaultKind? { nil }
}
struct CallGraph {
  init(observations: [Observation], catalog: Catalog) {}
  func callers(of: String) -> [String] { [] }
  func callees(of: String) -> [String] { [] }
}
struct QuestionReader {
  init(catalog: Catalog, file: Case, incidentTime: Instant?) {}
  func read(_ text: String) -> Question { Question(text: text, act: .cause) }
}

import Evidence
import Timeline

/// All that one pass over the logs keeps, bounded in size whatever the size of the logs.
struct EvidenceIndex: Sendable {
  var catalog = Catalog()
  /// One a service, template and level; sorted so.
  var observations: [Observation] = []
  /// Whole requests, where there are traces.
  var requests = TracedRequests()
  /// The templates that messages are grouped by, for second looks.
  var templates = TemplateTable()
  /// What each part of the reading holds.
  var parts: [PartFacts] = []
  /// The names that the numbers of ``PartFacts/services`` stand for.
  var serviceNames: [String] = []
  /// Why files could not be read after all, by their plans.
  var failed: [Int: String] = [:]
}

/// The template of each shape that was met, by the hash of the shape.
struct TemplateTable: Sendable {
  private var numbers = HashTable()
  private(set) var texts: [String] = []

  init() {}

  init(shapes: [[UInt8]], templateOf: [Int], texts: [String]) {
    self.texts = texts
    for (shape, template) in zip(shapes, templateOf) {
      numbers[shape.withUnsafeBufferPointer { EvidenceFiles.hash($0) }] = Int32(template)
    }
  }

  /// The template of a shape; nil where the index holds none, for it had too many.
  func template(ofShape hash: UInt64) -> Int? { numbers[hash].map(Int.init) }
}

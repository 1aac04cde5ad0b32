/// Something that can be done with evidence and a case, by the engine's own answers, later by a model
/// or over a protocol: that is why both ends are `Codable`, documented and bounded in size.
package protocol EvidenceTool: Sendable {
  associatedtype Input: Codable, Sendable
  associatedtype Output: Codable, Sendable

  /// A stable name: `search`.
  static var name: String { get }
  /// What it does, takes and gives, in one or two sentences.
  static var description: String { get }

  /// Does it.
  ///
  /// - Throws: `CancellationError`.
  static func call(_ input: Input, _ desk: Desk) async throws -> Output
}

/// All tools there are; one more is one more row.
package enum EvidenceTools {
  package static let all: [any EvidenceTool.Type] = [
    CatalogTool.self, SearchTool.self, AggregateTool.self, SeriesTool.self, CompareTool.self,
    ChangesTool.self, FindingsTool.self, DiagnoseTool.self, OpenTool.self, TraceTool.self,
  ]
}

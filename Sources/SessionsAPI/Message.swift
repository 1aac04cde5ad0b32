#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// One side of a turn: a user's question, or the assistant's complete answer.
package struct Message: Identifiable, Hashable, Sendable, Codable {
  /// The type of a message's identifier.
  package typealias ID = Identifier<Message>

  /// Who speaks.
  package enum Role: String, Hashable, Sendable, Codable {
    case user, assistant
  }

  package var id: ID
  package var role: Role
  package var markdownContent: String
  package var createdAt: Date
  /// What an answer says, as values; nil where the service has none, or was not asked for it.
  package var report: Report?

  package init(
    id: ID, role: Role, markdownContent: String, createdAt: Date, report: Report? = nil
  ) {
    self.id = id
    self.role = role
    self.markdownContent = markdownContent
    self.createdAt = createdAt
    self.report = report
  }

  private enum CodingKeys: String, CodingKey {
    case id, role, report
    case markdownContent = "markdown_content"
    case createdAt = "created_at"
  }

  /// Decodes a message; a report that makes no sense is left out, for the Markdown says the same.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(ID.self, forKey: .id)
    role = try container.decode(Role.self, forKey: .role)
    markdownContent = try container.decode(String.self, forKey: .markdownContent)
    createdAt = try container.decode(Date.self, forKey: .createdAt)
    report = try? container.decodeIfPresent(Report.self, forKey: .report)
  }
}

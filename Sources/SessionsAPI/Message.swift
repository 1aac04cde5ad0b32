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

  package init(id: ID, role: Role, markdownContent: String, createdAt: Date) {
    self.id = id
    self.role = role
    self.markdownContent = markdownContent
    self.createdAt = createdAt
  }

  private enum CodingKeys: String, CodingKey {
    case id, role
    case markdownContent = "markdown_content"
    case createdAt = "created_at"
  }
}

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// An investigation: a first question, and the turns that followed it.
package struct Session: Identifiable, Hashable, Sendable {
  /// The type of a session's identifier.
  package typealias ID = Identifier<Session>

  package var id: ID
  package var status: SessionStatus
  /// A short name, or nil where the service gave none.
  package var title: String?
  /// The first question, as it was sent.
  package var input: String
  package var createdAt: Date
  /// When anything of the session last changed, or nil where the service does not say.
  package var updatedAt: Date?
  /// The conversation, oldest first: filled only by "get one", nil everywhere else, and there too
  /// where a wait has ended while a turn runs.
  package var messages: [Message]?
  /// What a running turn is doing now: only in "get one", and only from services that tell.
  package var progress: Progress?

  package init(
    id: ID, status: SessionStatus, title: String?, input: String, createdAt: Date,
    updatedAt: Date?, messages: [Message]? = nil, progress: Progress? = nil
  ) {
    self.id = id
    self.status = status
    self.title = title
    self.input = input
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.messages = messages
    self.progress = progress
  }
}

extension Session: Codable {
  private enum CodingKeys: String, CodingKey {
    case id, status, title, input, messages, progress
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }

  /// Encodes every field of the contract, absent values as null.
  ///
  /// `progress` belongs to "get one" alone, so it is written only where it or `messages` are.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(status, forKey: .status)
    try container.encode(title, forKey: .title)
    try container.encode(input, forKey: .input)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(updatedAt, forKey: .updatedAt)
    try container.encode(messages, forKey: .messages)
    if messages != nil || progress != nil {
      try container.encode(progress, forKey: .progress)
    }
  }
}

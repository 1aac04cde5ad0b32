package import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A line that was accepted from the user and whose answer is not on the screen yet.
package struct OutboxEntry: Identifiable, Hashable, Sendable, Codable {
  /// The type of an entry's identifier.
  package typealias ID = Identifier<OutboxEntry>

  package var id: ID
  /// The service that the line is for, as ``ServiceName`` writes it.
  package var service: String
  /// Groups the lines of one conversation, also while its session has no identifier yet.
  package var conversation: ConversationID
  /// The session that the line follows up, nil where it opens one.
  package var session: Session.ID?
  package var text: String
  /// What the session is opened with; of a follow-up only the thinking mode counts.
  package var options: SessionOptions
  /// The idempotency key of the create, kept so that sending it again opens no second session.
  package var idempotencyKey: String
  package var stage: TurnStage
  /// The ordinal of the user's message in its session, from 1, expected while it is being sent.
  package var turn: Int
  package var createdAt: Date

  package init(
    id: ID, service: String, conversation: ConversationID, session: Session.ID?, text: String,
    options: SessionOptions = SessionOptions(), idempotencyKey: String, stage: TurnStage, turn: Int,
    createdAt: Date
  ) {
    self.id = id
    self.service = service
    self.conversation = conversation
    self.session = session
    self.text = text
    self.options = options
    self.idempotencyKey = idempotencyKey
    self.stage = stage
    self.turn = turn
    self.createdAt = createdAt
  }
}

/// The lines of one conversation: what an identifier of a conversation is typed by.
package enum ConversationLines {}

/// The type of a conversation's identifier, which it has before its session has one.
package typealias ConversationID = Identifier<ConversationLines>

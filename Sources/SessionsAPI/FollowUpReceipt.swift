/// The answer to "send a follow-up": the session, and the identifiers of the turn's messages.
package struct FollowUpReceipt: Hashable, Sendable {
  package var session: Session
  package var userMessageID: Message.ID
  /// The identifier under which the answer will appear when it is complete.
  package var assistantMessageID: Message.ID

  package init(session: Session, userMessageID: Message.ID, assistantMessageID: Message.ID) {
    self.session = session
    self.userMessageID = userMessageID
    self.assistantMessageID = assistantMessageID
  }
}

extension FollowUpReceipt: Codable {
  private enum CodingKeys: String, CodingKey {
    case userMessageID = "user_message_id"
    case assistantMessageID = "assistant_message_id"
  }

  package init(from decoder: any Decoder) throws {
    session = try Session(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    userMessageID = try container.decode(Message.ID.self, forKey: .userMessageID)
    assistantMessageID = try container.decode(Message.ID.self, forKey: .assistantMessageID)
  }

  /// Encodes the session's fields and the two identifiers side by side in one object.
  package func encode(to encoder: any Encoder) throws {
    try session.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(userMessageID, forKey: .userMessageID)
    try container.encode(assistantMessageID, forKey: .assistantMessageID)
  }
}

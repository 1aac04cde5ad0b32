#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The body of "create a session".
package struct SessionDraft: Hashable, Sendable {
  /// The question; not blank.
  package var input: String
  /// Names this create among all of the organisation's, 1 to 128 characters: a second create
  /// with the same key returns the first one's session.
  package var idempotencyKey: String
  /// At most 256 characters; made from the input's first line when nil.
  package var title: String?
  /// When the incident happened.
  package var time: Date?
  package var thinkingMode: ThinkingMode

  package init(
    input: String, idempotencyKey: String, title: String? = nil, time: Date? = nil,
    thinkingMode: ThinkingMode = .auto
  ) {
    self.input = input
    self.idempotencyKey = idempotencyKey
    self.title = title
    self.time = time
    self.thinkingMode = thinkingMode
  }
}

extension SessionDraft: Codable {
  private enum CodingKeys: String, CodingKey {
    case input, title, time
    case idempotencyKey = "idempotency_key"
    case thinkingMode = "thinking_mode"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    input = try container.decode(String.self, forKey: .input)
    idempotencyKey = try container.decode(String.self, forKey: .idempotencyKey)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    time = try container.decodeIfPresent(Date.self, forKey: .time)
    thinkingMode = try container.decodeIfPresent(ThinkingMode.self, forKey: .thinkingMode) ?? .auto
  }
}

/// The body of "send a follow-up".
package struct FollowUpDraft: Hashable, Sendable {
  /// The question; not blank.
  package var input: String
  package var thinkingMode: ThinkingMode

  package init(input: String, thinkingMode: ThinkingMode = .auto) {
    self.input = input
    self.thinkingMode = thinkingMode
  }
}

extension FollowUpDraft: Codable {
  private enum CodingKeys: String, CodingKey {
    case input
    case thinkingMode = "thinking_mode"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    input = try container.decode(String.self, forKey: .input)
    thinkingMode = try container.decodeIfPresent(ThinkingMode.self, forKey: .thinkingMode) ?? .auto
  }
}

/// The answer to "list sessions": newest first, without messages.
package struct SessionPage: Hashable, Sendable, Codable {
  package var sessions: [Session]
  /// The sessions in this answer.
  package var count: Int
  /// The sessions there are.
  package var total: Int
  /// The page before this one that has entries.
  package var prev: Int?
  /// The page after this one, where there is one.
  package var next: Int?

  package init(sessions: [Session], total: Int, prev: Int?, next: Int?) {
    self.sessions = sessions
    self.count = sessions.count
    self.total = total
    self.prev = prev
    self.next = next
  }

  private enum CodingKeys: String, CodingKey {
    case sessions, count, total, prev, next
  }

  /// Encodes every field, absent pages as null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sessions, forKey: .sessions)
    try container.encode(count, forKey: .count)
    try container.encode(total, forKey: .total)
    try container.encode(prev, forKey: .prev)
    try container.encode(next, forKey: .next)
  }
}

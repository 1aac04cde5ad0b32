/// The body of every answer from status 400 up: `{"error":{"message":"…","retry_after":30}}`.
package struct ErrorEnvelope: Hashable, Sendable, Codable {
  package var message: String
  /// Seconds; written as null where there is none.
  package var retryAfter: Int?

  package init(message: String, retryAfter: Int?) {
    self.message = message
    self.retryAfter = retryAfter
  }

  package init(_ error: SessionsError) {
    self.init(message: error.message, retryAfter: error.retryAfter)
  }

  private enum OuterKeys: String, CodingKey {
    case error
  }

  private enum InnerKeys: String, CodingKey {
    case message
    case retryAfter = "retry_after"
  }

  package init(from decoder: any Decoder) throws {
    let outer = try decoder.container(keyedBy: OuterKeys.self)
    let inner = try outer.nestedContainer(keyedBy: InnerKeys.self, forKey: .error)
    message = try inner.decode(String.self, forKey: .message)
    retryAfter = try inner.decodeIfPresent(Int.self, forKey: .retryAfter)
  }

  package func encode(to encoder: any Encoder) throws {
    var outer = encoder.container(keyedBy: OuterKeys.self)
    var inner = outer.nestedContainer(keyedBy: InnerKeys.self, forKey: .error)
    try inner.encode(message, forKey: .message)
    try inner.encode(retryAfter, forKey: .retryAfter)
  }
}

/// A request as a test server takes it in.
package struct HTTPTestRequest: Sendable {
  package var method: String
  /// Path and query.
  package var target: String
  /// The names in lower case.
  package var fields: [String: String]
  package var body: [UInt8]

  package init(method: String, target: String, fields: [String: String], body: [UInt8]) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
  }
}

/// What a test server does with a request.
package enum HTTPTestReply: Sendable {
  case answer(HTTPTestAnswer)
  /// These bytes, whatever they are, and the connection is closed behind them.
  case bytes([UInt8])
  /// The connection is closed without a word.
  case cut

  /// An answer of JSON.
  package static func json(
    _ status: Int, _ text: String, fields: [String: String] = [:]
  ) -> HTTPTestReply {
    var fields = fields
    fields["content-type"] = "application/json"
    return .answer(HTTPTestAnswer(status: status, fields: fields, body: Array(text.utf8)))
  }
}

/// A whole answer.
package struct HTTPTestAnswer: Sendable {
  package var status: Int
  package var fields: [String: String]
  package var body: [UInt8]

  package init(status: Int, fields: [String: String], body: [UInt8]) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// The answer as it goes over the wire (RFC 9112).
  var wire: [UInt8] {
    var head = "HTTP/1.1 \(status) Test\r\n"
    for (name, value) in fields where name != "content-length" && name != "transfer-encoding" {
      head += "\(name): \(value)\r\n"
    }
    head += "content-length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }
}

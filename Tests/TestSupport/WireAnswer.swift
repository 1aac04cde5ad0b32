package import Foundation
package import SessionsAPI

/// An answer as it came over a wire.
package struct WireAnswer: Sendable {
  package var status: Int
  /// By name in lower case.
  package var headers: [String: String]
  package var body: Data

  /// Takes the first whole answer of some bytes away.
  static func first(in bytes: inout [UInt8]) throws -> WireAnswer? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw RawSocket.Failure(call: "status line", code: 0)
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
    }
    let start = text[..<end.upperBound].utf8.count
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    guard bytes.count >= start + length else { return nil }
    let body = Data(bytes[start..<start + length])
    bytes.removeFirst(start + length)
    return WireAnswer(status: status, headers: headers, body: body)
  }

  /// The value that the body has to be.
  package func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try ContractJSON.decode(type, from: body)
  }

  /// The envelope that the body has to be.
  package func envelope() throws -> ErrorEnvelope {
    try decoded(ErrorEnvelope.self)
  }
}

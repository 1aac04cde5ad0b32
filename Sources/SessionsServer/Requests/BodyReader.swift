import HTTPTypes
import Hummingbird
import NIOCore
import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads a request's JSON body: its type first, then its size, then what it says.
struct BodyReader: Sendable {
  /// The most bytes a body may have.
  let limit: Int
  let syntax: JSONSyntax

  /// Reads a body of the contract.
  ///
  /// - Throws: ``RequestFault`` for 413 and 415, ``SessionsError/request(_:)`` naming the field.
  func read<Body: RequestBody>(_ type: Body.Type, from request: Request) async throws -> Body {
    try checkType(of: request)
    // A length that no integer holds is larger than any limit.
    if let length = request.headers[.contentLength], Int(length) ?? .max > limit {
      throw RequestFault.bodyTooLarge(limit: limit)
    }
    var body = ByteBuffer()
    for try await part in request.body {
      guard body.readableBytes + part.readableBytes <= limit else {
        throw RequestFault.bodyTooLarge(limit: limit)
      }
      body.writeImmutableBuffer(part)
    }
    return try decode(type, from: Data(body.readableBytesView))
  }

  private func checkType(of request: Request) throws(RequestFault) {
    let text = request.headers[.contentType]
    // Blanks may stand in front of the parameters (RFC 9110, section 5.6.6).
    let type = text?.prefix { !";\t ".contains($0) }
    guard type?.lowercased() == "application/json" else { throw .notJSON(contentType: text) }
    if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
      throw .encoded(encoding)
    }
  }

  private func decode<Body: RequestBody>(_ type: Body.Type, from data: Data) throws -> Body {
    guard !data.isEmpty else {
      throw SessionsError.request(.emptyBody)
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw SessionsError.request(.notUTF8)
    }
    guard try syntax.accepts(text) else {
      throw SessionsError.request(.notJSON)
    }
    if let field = try syntax.repeatedField(of: Body.fields, in: text) {
      throw SessionsError.request(.repeated(field))
    }
    do {
      return try ContractJSON.decode(type, from: data)
    } catch let error as DecodingError {
      throw SessionsError.request(BodyField.problem(of: error, in: data))
    }
  }
}

import HTTPTypes
import Hummingbird
import NIOCore
import SessionsAPI

extension ErrorEnvelope {
  /// The envelope as JSON; it can always be written.
  var json: ByteBuffer {
    let fallback = #"{"error":{"message":"The error could not be described.","retry_after":null}}"#
    return (try? ContractJSON.encode(self)).map { ByteBuffer(bytes: $0) }
      ?? ByteBuffer(string: fallback)
  }

  /// The answer with this envelope, and the headers that go with its status.
  func response(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    if let retryAfter { headers[.retryAfter] = "\(retryAfter)" }
    if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
    return Response(status: status, headers: headers, body: .init(byteBuffer: json))
  }
}

extension Response {
  /// The answer to a call that failed as the contract names.
  init(_ error: SessionsError) {
    self = ErrorEnvelope(error).response(.init(code: error.status))
  }
}

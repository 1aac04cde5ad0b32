import HTTPTypes
import Hummingbird
import NIOCore
import SessionsAPI

extension Response {
  /// An answer with a value of the contract; what it says is the caller's alone, so nobody keeps it.
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) throws -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    let body = ByteBuffer(bytes: try ContractJSON.encode(value))
    return Response(status: status, headers: headers, body: .init(byteBuffer: body))
  }

  /// An answer with a session, and with what a follow-up promised.
  ///
  /// One that was fetched has a progress, be it null, also where its messages are left out.
  static func session(
    _ session: Session, receipt: FollowUpReceipt? = nil, isFetched: Bool = false,
    status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    var json = JSONBuffer()
    json.write(session, receipt: receipt, isFetched: isFetched)
    return Response(status: status, headers: headers, body: .init(byteBuffer: json.bytes))
  }

  /// An answer with one page of sessions.
  static func page(_ page: SessionPage) -> Response {
    var json = JSONBuffer()
    json.write(page)
    return Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: .init(byteBuffer: json.bytes))
  }

  /// An answer that is written piece by piece; to HEAD, its length.
  static func piecewise(
    to method: HTTPRequest.Method, headers: HTTPFields = [:],
    _ pieces: @escaping PiecewiseBody.Pieces
  ) async throws -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    guard method == .head else {
      return Response(status: .ok, headers: headers, body: PiecewiseBody.body(pieces))
    }
    headers[.contentLength] = "\(try await PiecewiseBody.length(of: pieces))"
    return Response(status: .ok, headers: headers)
  }
}

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SessionsAPI

/// A call as it goes over the wire, without the key.
struct WireRequest: Sendable {
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  var method: Method
  /// The path below `/v1`, with its query.
  var endpoint: String
  var body: Data?
  /// The whole seconds that the server may hold the answer, nil for none.
  var wait: Int?
  /// What else is preferred of the answer (RFC 7240).
  var preferences: [String] = []
  /// Whether the same request may be sent again without doing anything twice.
  var isRepeatable: Bool
}

extension WireRequest {
  /// The value of the field `Prefer`; nil where nothing is preferred.
  var prefer: String? {
    let all = (wait.map { ["wait=\($0)"] } ?? []) + preferences
    return all.isEmpty ? nil : all.joined(separator: ", ")
  }

  /// "Create a session": repeatable, because of its idempotency key.
  static func create(_ draft: SessionDraft) throws -> WireRequest {
    WireRequest(
      method: .post, endpoint: "/sessions", body: try ContractJSON.encode(draft),
      isRepeatable: true)
  }

  /// "List sessions".
  static func list(_ request: PageRequest) -> WireRequest {
    let items = [("page", request.page), ("limit", request.limit)]
      .compactMap { name, value in value.map { "\(name)=\($0)" } }
    let query = items.isEmpty ? "" : "?" + items.joined(separator: "&")
    return WireRequest(method: .get, endpoint: "/sessions\(query)", isRepeatable: true)
  }

  /// The sessions that alerts opened.
  static var alertSessions: WireRequest {
    WireRequest(method: .get, endpoint: "/hooks/alertmanager", isRepeatable: true)
  }

  /// "Get a session", with reports; the wait in whole seconds from 1 to 60 (RFC 7240, section 4.3).
  ///
  /// Who waits knows the messages: a server that can leaves them out while the turn runs.
  static func get(_ id: Session.ID, wait: Duration?) -> WireRequest {
    let seconds = wait.map { min(60, max(1, Int($0.components.seconds))) }
    return WireRequest(
      method: .get, endpoint: "/sessions/\(id.pathSegment)", wait: seconds,
      preferences: (seconds == nil ? [] : ["return=minimal"]) + ["report"], isRepeatable: true)
  }

  /// "Send a follow-up": never repeated blindly, for nothing marks a second one as such.
  static func followUp(_ draft: FollowUpDraft, to id: Session.ID) throws -> WireRequest {
    WireRequest(
      method: .post, endpoint: "/sessions/\(id.pathSegment)/messages",
      body: try ContractJSON.encode(draft), isRepeatable: false)
  }

  /// "End the running turn": a second one would be told that none runs.
  static func cancel(_ id: Session.ID) -> WireRequest {
    // An empty body has a length, which some of what stands between insists on.
    WireRequest(
      method: .post, endpoint: "/sessions/\(id.pathSegment)/cancel", body: Data(),
      isRepeatable: false)
  }
}

extension Identifier {
  /// The identifier as one segment of a path: all but unreserved characters percent-encoded.
  ///
  /// The point is encoded too, so that no identifier climbs out of its folder.
  fileprivate var pathSegment: String {
    rawValue.utf8.reduce(into: "") { segment, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        segment.append(Character(UnicodeScalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        segment += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}

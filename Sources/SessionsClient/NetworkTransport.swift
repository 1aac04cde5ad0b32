import AsyncHTTPClient
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Carries requests over the network, on connections that are kept.
///
/// Nothing is opened before the first request, so that a shell's start waits for no network.
final class NetworkTransport: Sendable {
  private let settings: ClientSettings
  private let connections: HTTPConnections

  init(_ settings: ClientSettings) {
    self.settings = settings
    connections = HTTPConnections(
      ConnectionOptions(
        authorityFile: settings.authorityFile, proxy: settings.proxy,
        connect: settings.limits.connect, read: settings.limits.read))
  }

  /// Sends a request once; an answer of any status is an answer.
  ///
  /// - Throws: whatever kept an answer from coming, and `CancellationError`.
  func send(
    _ request: WireRequest, key: APIKey?, within limit: Duration
  ) async throws -> WireAnswer {
    let client = try connections.client()
    return try await withTimeLimit(limit) { [self] in
      // Redirections are followed here, not by the library: only to the same origin, so that the key
      // goes nowhere else.
      var url = settings.server.url(request.endpoint)
      for _ in 0..<Self.longestRedirection {
        let answer = try await exchange(
          request, key: key, at: url, with: client, within: limit)
        guard let next = Self.redirection(of: answer, to: request, at: settings.server) else {
          return answer
        }
        url = next
      }
      return WireAnswer(status: 310, fields: [:], body: Data("too many redirections".utf8))
    }
  }

  /// Ends what is under way and gives the connections up.
  func close() async {
    await connections.close()
  }

  private static let longestRedirection = 4

  private func exchange(
    _ request: WireRequest, key: APIKey?, at url: String, with client: HTTPClient,
    within limit: Duration
  ) async throws -> WireAnswer {
    var outgoing = HTTPClientRequest(url: url)
    outgoing.method = .RAW(value: request.method.rawValue)
    outgoing.headers = Self.headers(of: request, key: key)
    outgoing.body = request.body.map { .bytes(ByteBuffer(bytes: $0)) }
    let incoming = try await client.execute(outgoing, timeout: limit.timeAmount)
    let body = try await incoming.body.collect(upTo: settings.limits.body)
    var fields: [String: String] = [:]
    for (name, value) in incoming.headers {
      fields[name.lowercased(), default: ""] +=
        fields[name.lowercased()] == nil ? value : ", \(value)"
    }
    return WireAnswer(
      status: Int(incoming.status.code), fields: fields, body: Data(body.readableBytesView))
  }

  private static func headers(of request: WireRequest, key: APIKey?) -> HTTPHeaders {
    var headers: HTTPHeaders = ["Accept": "application/json", "User-Agent": "gumshoe/0.1"]
    if let key { headers.add(name: "Authorization", value: "Bearer \(key.secret)") }
    if request.body != nil { headers.add(name: "Content-Type", value: "application/json") }
    if let preferences = request.prefer { headers.add(name: "Prefer", value: preferences) }
    return headers
  }

  /// The URL that an answer sends a request to; nil where it sends it nowhere that may be followed.
  ///
  /// A POST follows only what keeps its method and body: 307 and 308 (RFC 9110, section 15.4).
  private static func redirection(
    of answer: WireAnswer, to request: WireRequest, at server: ServerAddress
  ) -> String? {
    let followed = request.method == .get ? [301, 302, 303, 307, 308] : [307, 308]
    guard followed.contains(answer.status), let location = answer["location"] else { return nil }
    if location.hasPrefix("/"), !location.hasPrefix("//") { return server.origin + location }
    guard let target = try? ServerAddress(location.prefixWithoutQuery, allowsPlainHTTP: true),
      target.origin == server.origin
    else { return nil }
    return location
  }
}

/// Runs a body for at most some time.
///
/// - Throws: ``SlowAnswer`` where it takes longer.
package func withTimeLimit<Result: Sendable>(
  _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withThrowingTaskGroup(of: Result.self) { group in
    group.addTask(operation: body)
    group.addTask {
      try await ContinuousClock().sleep(for: limit)
      throw SlowAnswer()
    }
    defer { group.cancelAll() }
    guard let result = try await group.next() else { throw CancellationError() }
    return result
  }
}

extension String {
  /// A URL without its query and fragment.
  fileprivate var prefixWithoutQuery: String {
    String(prefix { $0 != "?" && $0 != "#" })
  }
}

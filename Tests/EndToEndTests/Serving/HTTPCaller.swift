import Foundation
import TestSupport
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Calls a server's routes from a test; a server that died is an answer too.
struct HTTPCaller: Sendable {
  let key: String
  private let session: URLSession

  /// What came back.
  struct Answer {
    var status: Int
    var object: [String: Any]
  }

  init(key: String) {
    self.key = key
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 120
    configuration.httpMaximumConnectionsPerHost = 16
    session = URLSession(configuration: configuration)
  }

  /// Reads what a URL has, as text; nil where no whole answer came.
  func text(_ url: String) async -> String? {
    guard let url = URL(string: url), let (data, _) = try? await session.data(from: url) else {
      return nil
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Waits until the turn of a session has ended, and returns the session.
  func ended(_ url: String) async throws -> [String: Any] {
    let limit = ContinuousClock.now + Patience.limit
    while true {
      let answer = try #require(await call(url, fields: ["Prefer": "wait=10"]), "no answer")
      let status = try #require(answer.object["status"] as? String, "\(answer)")
      if !status.hasSuffix("running") { return answer.object }
      try #require(ContinuousClock.now < limit, "still running: \(answer)")
    }
  }

  /// Calls a route; nil where no whole answer came.
  func call(
    _ url: String, _ body: [String: String]? = nil, fields: [String: String] = [:]
  ) async -> Answer? {
    guard let url = URL(string: url) else { return nil }
    var request = URLRequest(url: url)
    request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
    for (name, value) in fields { request.setValue(value, forHTTPHeaderField: name) }
    if let body {
      request.httpMethod = "POST"
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      request.httpBody = try? JSONSerialization.data(withJSONObject: body)
    }
    guard let (data, response) = try? await session.data(for: request),
      let status = (response as? HTTPURLResponse)?.statusCode,
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return nil }
    return Answer(status: status, object: object)
  }
}

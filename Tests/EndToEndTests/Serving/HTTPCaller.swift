import Foundation

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
    configuration.timeoutIntervalForRequest = 20
    configuration.httpMaximumConnectionsPerHost = 16
    session = URLSession(configuration: configuration)
  }

  /// Calls a route; nil where no whole answer came.
  func call(_ url: String, _ body: [String: String]? = nil) async -> Answer? {
    guard let url = URL(string: url) else { return nil }
    var request = URLRequest(url: url)
    request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
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

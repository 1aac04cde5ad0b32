import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A proxy in front of a real server that loses, delays and spoils what passes, by a plan.
package final class FaultyProxy: Sendable {
  private let server: HTTPTestServer
  private let client: HTTPClient
  private let path: Path

  /// Listens on loopback and forwards to a server's URL.
  package init(to upstream: String, plan: FaultPlan) async throws {
    client = HTTPClient(eventLoopGroupProvider: .singleton)
    let path = Path(upstream: upstream, client: client, plan: plan)
    self.path = path
    server = try await HTTPTestServer { await path.carry($0) }
  }

  /// The URL of the proxy.
  package var url: String { server.url }

  /// How many requests met a fault so far.
  package var faults: Int { path.faults.withLock { $0 } }

  /// Stops listening and cuts every connection.
  package func close() async {
    await server.close()
    try? await client.shutdown()
  }

  /// The way of one request to the server and back.
  private final class Path: Sendable {
    let upstream: String
    let client: HTTPClient
    let plan: FaultPlan
    let faults = Mutex(0)

    init(upstream: String, client: HTTPClient, plan: FaultPlan) {
      self.upstream = upstream
      self.client = client
      self.plan = plan
    }

    func carry(_ request: HTTPTestRequest) async -> HTTPTestReply {
      guard let fault = plan.fault(request) else { return await forward(request) }
      faults.withLock { $0 += 1 }
      switch fault {
      case .cutBefore: return .cut
      case .refusal(let status, let seconds):
        let number = seconds.map(String.init) ?? "null"
        return .json(
          status, #"{"error":{"message":"Refused on the way.","retry_after":\#(number)}}"#,
          fields: seconds.map { ["retry-after": "\($0)"] } ?? [:])
      case .delay(let time):
        try? await ContinuousClock().sleep(for: time)
        return await forward(request)
      case .silence(let time):
        _ = await forward(request)
        try? await ContinuousClock().sleep(for: time)
        return .cut
      case .cutAfter:
        _ = await forward(request)
        return .cut
      case .page(let status):
        _ = await forward(request)
        let page = "<html><body>\u{1b}[31mBad gateway</body></html>"
        return .answer(
          HTTPTestAnswer(
            status: status, fields: ["content-type": "text/html"], body: Array(page.utf8)))
      case .otherJSON:
        _ = await forward(request)
        return .json(200, #"{"id":7,"status":"sideways","messages":{}}"#)
      case .noise:
        _ = await forward(request)
        return .bytes((0..<512).map { UInt8(truncatingIfNeeded: $0 &* 37) })
      }
    }

    private func forward(_ request: HTTPTestRequest) async -> HTTPTestReply {
      var outgoing = HTTPClientRequest(url: upstream + request.target)
      outgoing.method = .RAW(value: request.method)
      for (name, value) in request.fields where !["host", "content-length"].contains(name) {
        if plan.hidesPreference, name == "prefer" { continue }
        outgoing.headers.add(name: name, value: value)
      }
      if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
      // What was sent is carried to its end, also where the client has gone.
      let client = client
      let sent = Task { [outgoing] in
        let incoming = try await client.execute(outgoing, timeout: .seconds(90))
        let body = try await incoming.body.collect(upTo: 64 << 20)
        var fields: [String: String] = [:]
        for (name, value) in incoming.headers { fields[name.lowercased()] = value }
        return HTTPTestAnswer(
          status: Int(incoming.status.code), fields: fields, body: Array(body.readableBytesView))
      }
      guard let answer = try? await sent.value else { return .cut }
      return .answer(answer)
    }
  }
}

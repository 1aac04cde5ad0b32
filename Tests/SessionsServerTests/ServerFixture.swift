import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Investigation
import InvestigationService
import Logging
import NIOCore
import SessionsAPI
import SessionsServer
import TestSupport

/// A server on a store of its own, with a key for each kind of caller.
struct ServerFixture: Sendable {
  let folder: StoreFolder
  let store: SQLiteSessionStore
  let service: InvestigationService
  let server: SessionsServer
  /// Of the organisation `acme`.
  let member: KeySecret
  let admin: KeySecret
  /// An admin of another organisation.
  let stranger: KeySecret

  init(
    in folder: StoreFolder, engine: any InvestigationEngine, settings: ServiceSettings,
    server serverSettings: ServerSettings
  ) async throws {
    self.folder = folder
    store = try SQLiteSessionStore(path: folder.storePath)
    service = try InvestigationService(
      store: store, lockFile: folder.storePath + ".owners", engine: engine, settings: settings)
    server = SessionsServer(
      service: service, keys: store, evidence: somewhere, settings: serverSettings,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    member = KeySecret()
    admin = KeySecret()
    stranger = KeySecret()
    for (secret, organization, role) in [
      (member, "acme", Principal.Role.member), (admin, "acme", .admin), (stranger, "other", .admin),
    ] {
      _ = try await store.add(
        secret, for: Principal(organization: organization, user: "\(role)", role: role), at: Date())
    }
  }
}

/// Runs a body with a server in this process; turns are worked on only where the body says so.
func withServer<Result>(
  engine: any InvestigationEngine = ScriptedEngine(),
  settings: ServiceSettings = ServiceSettings(),
  server: ServerSettings = ServerSettings(address: ListenAddress(host: "127.0.0.1", port: 0)),
  _ body: (ServerFixture) async throws -> Result
) async throws -> Result {
  try await withStoreFolder { folder in
    try await body(
      ServerFixture(in: folder, engine: engine, settings: settings, server: server))
  }
}

/// Runs a body with a client of a server's routes, without a socket.
func withRoutes<Result: Sendable>(
  engine: any InvestigationEngine = ScriptedEngine(),
  settings: ServiceSettings = ServiceSettings(),
  _ body: @Sendable (ServerFixture, RouteClient) async throws -> Result
) async throws -> Result {
  try await withServer(engine: engine, settings: settings) { fixture in
    try await fixture.server.application().test(.router) { client in
      try await body(fixture, RouteClient(client: client, key: fixture.member))
    }
  }
}

/// Calls routes as somebody.
struct RouteClient: Sendable {
  let client: any TestClientProtocol
  var key: KeySecret?

  /// The same client as somebody else.
  func with(_ key: KeySecret?) -> RouteClient {
    RouteClient(client: client, key: key)
  }

  /// Calls a route; a body is JSON unless its type is given.
  func call(
    _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil,
    type: String? = "application/json", headers: HTTPFields = [:]
  ) async throws -> Answer {
    var headers = headers
    if let key { headers[.authorization] = "Bearer \(key.text)" }
    if body != nil, let type { headers[.contentType] = type }
    return try await client.execute(
      uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
    ) { response in
      Answer(
        status: response.status.code, headers: response.headers,
        body: Data(response.body.readableBytesView))
    }
  }

  /// Opens a session, which has to work.
  func create(_ input: String = "why?", key: String = UUID().uuidString) async throws -> Session {
    let body = #"{"input":"\#(input)","idempotency_key":"\#(key)"}"#
    return try await call(.post, "/v1/sessions", body).decoded(Session.self)
  }
}

/// What a route answered.
struct Answer: Sendable {
  var status: Int
  var headers: HTTPFields
  var body: Data

  var text: String { String(decoding: body, as: UTF8.self) }

  func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try ContractJSON.decode(type, from: body)
  }

  /// The envelope, where the body is exactly that.
  func envelope() throws -> ErrorEnvelope {
    let envelope = try decoded(ErrorEnvelope.self)
    guard try ContractJSON.encode(envelope) == body else { throw NoEnvelope(body: text) }
    return envelope
  }

  func header(_ name: String) -> String? {
    HTTPField.Name(name).flatMap { headers[$0] }
  }

  struct NoEnvelope: Error {
    var body: String
  }
}

import FoundationEssentials
import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// Every status of the contract, with its envelope and headers.
@Suite struct StatusTests {
  /// A call that is refused: what is sent, and what comes back.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var name: String
    var status: Int
    var words: String
    var method = HTTPRequest.Method.post
    var path = "/v1/sessions"
    var body: String?
    var type: String? = "application/json"

    var testDescription: String { name }

    init(
      _ name: String, _ status: Int, _ words: String, _ method: HTTPRequest.Method = .post,
      _ path: String = "/v1/sessions", body: String? = nil, type: String? = "application/json"
    ) {
      self.name = name
      self.status = status
      self.words = words
      self.method = method
      self.path = path
      self.body = body
      self.type = type
    }
  }

  private static let unknown = "/v1/sessions/0b6f3c1e-8a55-4a0e-9a2f-6f4f1d1e2c33"

  /// A create with one field more or other.
  private static func create(_ field: String) -> String {
    let sound = [#""input":"why?""#, #""idempotency_key":"k""#]
    let name = field.prefix { $0 != ":" }
    return "{" + (sound.filter { !$0.hasPrefix(name) } + [field]).joined(separator: ",") + "}"
  }

  static let refusals: [Refusal] = [
    Refusal("nothing in the body", 400, "The body is empty", body: ""),
    Refusal("no JSON", 400, "not valid JSON", body: "{"),
    Refusal("a comma too many", 400, "not valid JSON", body: create(#""x":1,"#)),
    Refusal("a number that begins with 0", 400, "not valid JSON", body: create(#""x":01"#)),
    Refusal("an unknown escape", 400, "not valid JSON", body: create(#""x":"\q""#)),
    Refusal("a raw tab in a string", 400, "not valid JSON", body: create("\"x\":\"\t\"")),
    Refusal("no object", 400, "not an object", body: "[1]"),
    Refusal("a missing field", 400, "'input' is missing", body: #"{"idempotency_key":"k"}"#),
    Refusal("a missing key", 400, "'idempotency_key' is missing", body: #"{"input":"why?"}"#),
    Refusal("a field of another type", 400, "'input'", body: create(#""input":7"#)),
    Refusal("a blank question", 400, "'input' is blank", body: create(#""input":" \n\u3000""#)),
    Refusal("an empty key", 400, "'idempotency_key' has 0", body: create(#""idempotency_key":"""#)),
    Refusal(
      "a long key", 400, "'idempotency_key' has 129",
      body: create("\"idempotency_key\":\"\(String(repeating: "é", count: 129))\"")),
    Refusal(
      "a long title", 400, "'title' has 257",
      body: create("\"title\":\"\(String(repeating: "e\u{301}", count: 128))x\"")),
    Refusal(
      "a time without an offset", 400, "'time'", body: create(#""time":"2026-01-31T10:05:00""#)),
    Refusal("a day that is none", 400, "'time'", body: create(#""time":"2026-02-29T10:05:00Z""#)),
    Refusal("an unknown mode", 400, "'thinking_mode'", body: create(#""thinking_mode":"slow""#)),
    Refusal("the character NUL", 400, "'input' holds", body: create(#""input":"a\u0000b""#)),
    Refusal("half a surrogate pair", 400, "'input'", body: create(#""input":"\ud800""#)),
    Refusal(
      "two of a field", 400, "'input' is given more than once", body: create(#""\u0069nput":"x""#)),
    Refusal(
      "a nest that is JSON all the same", 400, "nested too deeply",
      body: create(
        "\"x\":" + String(repeating: "[", count: 600) + String(repeating: "]", count: 600))),
    Refusal("a deep nest", 400, "JSON", body: String(repeating: "[", count: 100_000)),
    Refusal("an infinite number", 400, "'input'", body: create(#""input":1e400"#)),
    Refusal("page 0", 400, "'page' is '0'", .get, "/v1/sessions?page=0"),
    Refusal("a page that is no number", 400, "'page' is 'x'", .get, "/v1/sessions?page=x"),
    Refusal("an empty page", 400, "'page' is ''", .get, "/v1/sessions?page="),
    Refusal("a limit below 1", 400, "'limit' is '-1'", .get, "/v1/sessions?page=1&limit=-1"),
    Refusal("half a limit", 400, "'limit' is '1.5'", .get, "/v1/sessions?limit=1.5"),
    Refusal("two pages", 400, "'page' is given 2 times", .get, "/v1/sessions?page=1&page=2"),
    Refusal("an unknown session", 404, "There is no session", .get, unknown),
    Refusal("a malformed identifier", 404, "There is no session", .get, "/v1/sessions/x"),
    Refusal(
      "an identifier in capitals", 404, "no session", .get,
      unknown.uppercased().replacing("/V1/SESSIONS", with: "/v1/sessions")),
    Refusal("an identifier with NUL", 404, "no session", .get, "/v1/sessions/%00"),
    Refusal("an identifier that is no text", 404, "no session", .get, "/v1/sessions/%ff%fe"),
    Refusal(
      "a follow-up to an unknown session", 404, "no session", .post, unknown + "/messages",
      body: #"{"input":"and?"}"#),
    Refusal("an end for an unknown session", 404, "no session", .post, unknown + "/cancel"),
    Refusal("an unknown route", 404, "nothing at '/v1/none'", .get, "/v1/none"),
    Refusal("an unknown route without a key", 404, "nothing at '/none'", .get, "/none"),
    Refusal("a wrong method", 405, "'DELETE' is not possible", .delete, unknown),
    Refusal("another wrong method", 405, "'PUT' is not possible", .put, "/v1/sessions"),
    Refusal("a wrong method without a key", 405, "use GET or HEAD", .post, "/healthz"),
    Refusal(
      "a body of a form", 415, "'text/plain'", body: create(#""title":"t""#), type: "text/plain"),
    Refusal("a body of no type", 415, "no content type", body: "{}", type: nil),
    Refusal(
      "a large body", 413, "larger than 1048576 bytes",
      body: create("\"title\":\"\(String(repeating: "x", count: 1 << 20))\"")),
  ]

  @Test(arguments: refusals)
  func `a refusal is in the envelope, and says why`(refusal: Refusal) async throws {
    try await withRoutes { fixture, client in
      let answer = try await client.with(fixture.admin).call(
        refusal.method, refusal.path, refusal.body, type: refusal.type)
      #expect(answer.status == refusal.status)
      let envelope = try answer.envelope()
      #expect(envelope.message.contains(refusal.words), "\(envelope.message)")
      #expect(envelope.retryAfter == nil)
      #expect(answer.header("Retry-After") == nil)
      #expect(answer.header("Content-Type") == "application/json")
      #expect((answer.header("Allow") != nil) == (refusal.status == 405))
    }
  }

  @Test(arguments: [
    (nil, "is missing"), ("Basic YTpi", "must be 'Bearer KEY'"), ("Bearer", "must be 'Bearer KEY'"),
    ("Bearer sk-1", "malformed"), ("Bearer trv_ak_unknown", "unknown or was revoked"),
    ("bearer trv_ak_unknown", "unknown or was revoked"),
  ])
  func `a key that is none is 401 on every call`(field: String?, words: String) async throws {
    try await withRoutes { _, client in
      for (method, path) in [
        (HTTPRequest.Method.post, "/v1/sessions"), (.get, "/v1/sessions"),
        (.get, "/v1/sessions/x"), (.post, "/v1/sessions/x/messages"), (.get, "/v1/none"),
        (.post, "/v1/sessions/x/cancel"), (.delete, "/v1/sessions"), (.get, "//v1//sessions"),
      ] {
        var headers: HTTPFields = [:]
        if let field { headers[.authorization] = field }
        let answer = try await client.with(nil).call(method, path, headers: headers)
        #expect(answer.status == 401)
        #expect(answer.header("WWW-Authenticate") == "Bearer")
        #expect(try answer.envelope().message.contains(words))
      }
    }
  }

  @Test func `405 names what the path takes`() async throws {
    try await withRoutes { _, client in
      let list = try await client.call(.patch, "/v1/sessions")
      #expect(list.header("Allow") == "GET, HEAD, POST")
      let one = try await client.call(.post, "/v1/sessions/x")
      #expect(one.header("Allow") == "GET, HEAD")
      let messages = try await client.call(.get, "/v1/sessions/x/messages")
      #expect(messages.status == 405 && messages.header("Allow") == "POST")
      let cancel = try await client.call(.get, "/v1/sessions/x/cancel")
      #expect(cancel.status == 405 && cancel.header("Allow") == "POST")
    }
  }

  @Test func `a member may do everything but list`() async throws {
    try await withRoutes { fixture, client in
      let refused = try await client.call(.get, "/v1/sessions?page=x")
      #expect(refused.status == 403)
      #expect(try refused.envelope().message.contains("'admin'"))
      let created = try await client.create()
      #expect(try await client.call(.get, "/v1/sessions/\(created.id)").status == 200)
      #expect(try await client.with(fixture.admin).call(.get, "/v1/sessions").status == 200)
    }
  }

  @Test func `a running session takes no follow-up for 5 seconds, a full organisation none for 30`()
    async throws
  {
    var settings = ServiceSettings()
    settings.maxRunning = 1
    try await withRoutes(settings: settings) { _, client in
      let session = try await client.create()
      let busy = try await client.call(
        .post, "/v1/sessions/\(session.id)/messages", #"{"input":"and?"}"#)
      #expect(busy.status == 409)
      #expect(try busy.envelope().retryAfter == 5)
      #expect(busy.header("Retry-After") == "5")
      let full = try await client.call(
        .post, "/v1/sessions", #"{"input":"more?","idempotency_key":"other"}"#)
      #expect(full.status == 429)
      #expect(try full.envelope().retryAfter == 30)
      #expect(full.header("Retry-After") == "30")
    }
  }

  @Test func `a failed session takes no follow-up, and never will`() async throws {
    struct Broken: Error {}
    try await withRoutes(engine: ScriptedEngine { _ in throw Broken() }) { fixture, client in
      let session = try await client.create()
      let ended = try await running(fixture.service) {
        try await client.ended(session.id)
      }
      #expect(ended.status == .failed)
      #expect(ended.messages?.last?.role == .assistant)
      let answer = try await client.call(
        .post, "/v1/sessions/\(session.id)/messages", #"{"input":"and?"}"#)
      #expect(answer.status == 409)
      #expect(try answer.envelope().retryAfter == nil)
      #expect(answer.header("Retry-After") == nil)
    }
  }

  @Test func `an organisation that is switched off is 403 until it is on again`() async throws {
    try await withRoutes { fixture, client in
      _ = try await fixture.store.setDisabled(true, organization: "acme", at: .now)
      let refused = try await client.call(.get, "/v1/sessions/x")
      #expect(refused.status == 403)
      #expect(try refused.envelope().message.contains("not enabled"))
      #expect(try await client.with(fixture.stranger).call(.get, "/v1/sessions").status == 200)
      _ = try await fixture.store.setDisabled(false, organization: "acme", at: .now)
      #expect(try await client.call(.get, "/v1/sessions/x").status == 404)
    }
  }
}

import FoundationEssentials
import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// Of several things that are wrong, the first in the contract's order is told.
@Suite struct OrderOfChecksTests {
  private static let large = String(repeating: "x", count: (1 << 20) + 1)
  private static let messages = "/v1/sessions/x/messages"

  @Test func `401 stands before 403, 404, 405, 413 and 415`() async throws {
    try await withRoutes { fixture, client in
      _ = try await fixture.store.setDisabled(true, organization: "acme", at: .now)
      let nobody = client.with(KeySecret())
      #expect(try await nobody.call(.get, "/v1/sessions?page=x").status == 401)
      #expect(try await nobody.call(.get, "/v1/none").status == 401)
      #expect(try await nobody.call(.delete, "/v1/sessions").status == 401)
      #expect(try await nobody.call(.post, Self.messages, Self.large).status == 401)
      #expect(try await nobody.call(.post, "/v1/sessions", "x", type: "text/plain").status == 401)
    }
  }

  @Test func `403 stands before 404 and 400`() async throws {
    try await withRoutes { fixture, client in
      #expect(try await client.call(.get, "/v1/sessions?page=x").status == 403)
      _ = try await fixture.store.setDisabled(true, organization: "acme", at: .now)
      #expect(try await client.call(.get, "/v1/sessions/x").status == 403)
      #expect(try await client.call(.post, Self.messages, "{").status == 403)
      #expect(try await client.call(.post, "/v1/sessions", Self.large).status == 403)
    }
  }

  @Test func `404 stands before 400, 413 and 415`() async throws {
    try await withRoutes { _, client in
      for (body, type) in [
        ("{", "application/json"), (Self.large, "application/json"), ("x", "a/b"),
      ] {
        let answer = try await client.call(.post, Self.messages, body, type: type)
        #expect(answer.status == 404)
      }
    }
  }

  @Test func `400, 413 and 415 stand before 409 and 429`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 1
    try await withRoutes(settings: settings) { _, client in
      let session = try await client.create()
      let path = "/v1/sessions/\(session.id)/messages"
      #expect(try await client.call(.post, path, #"{"input":" "}"#).status == 400)
      #expect(try await client.call(.post, path, Self.large).status == 413)
      #expect(try await client.call(.post, path, "x", type: "text/plain").status == 415)
      #expect(try await client.call(.post, "/v1/sessions", "{}").status == 400)
    }
  }

  @Test func `409 stands before 429`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 1
    try await withRoutes(settings: settings) { fixture, client in
      let idle = try await client.create("first")
      _ = try await running(fixture.service) { try await client.ended(idle.id) }
      let busy = try await client.create("second")
      let body = #"{"input":"and?"}"#
      #expect(try await client.call(.post, "/v1/sessions/\(busy.id)/messages", body).status == 409)
      #expect(try await client.call(.post, "/v1/sessions/\(idle.id)/messages", body).status == 429)
    }
  }

  @Test func `a used key is answered before 429, but not before 400`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 1
    try await withRoutes(settings: settings) { _, client in
      let session = try await client.create(key: "used")
      let again = #"{"input":"something else","idempotency_key":"used"}"#
      let replay = try await client.call(.post, "/v1/sessions", again)
      #expect(replay.status == 200)
      #expect(try replay.decoded(Session.self) == session)
      let blank = #"{"input":"","idempotency_key":"used"}"#
      #expect(try await client.call(.post, "/v1/sessions", blank).status == 400)
    }
  }
}

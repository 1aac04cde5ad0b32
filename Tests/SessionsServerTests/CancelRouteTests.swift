import FoundationEssentials
import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// The call that ends a running turn, over its route.
@Suite struct CancelRouteTests {
  @Test func `Defect 14: a member ends a running turn, once`() async throws {
    try await withRoutes { fixture, client in
      let session = try await client.create()
      let path = "/v1/sessions/\(session.id)/cancel"
      let stranger = try await client.with(fixture.stranger).call(.post, path)
      #expect(stranger.status == 404)
      let ended = try await client.call(.post, path)
      #expect(ended.status == 200)
      let stopped = try ended.decoded(Session.self)
      #expect(stopped.id == session.id && stopped.status == .failed)
      let expected = try ContractJSON.encode(stopped)
      #expect(ended.body == expected)
      let again = try await client.call(.post, path, "{}")
      #expect(again.status == 409)
      #expect(try again.envelope().retryAfter == nil)
      #expect(again.header("Retry-After") == nil)
      let messages = try await client.get(session.id).messages
      #expect(messages?.last?.role == .assistant)
      #expect(messages?.last?.markdownContent.contains("stopped by member") == true)
    }
  }

  @Test func `a turn that was ended makes room for another`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 1
    try await withRoutes(settings: settings) { _, client in
      let session = try await client.create("first")
      let body = #"{"input":"second","idempotency_key":"2"}"#
      #expect(try await client.call(.post, "/v1/sessions", body).status == 429)
      _ = try await client.call(.post, "/v1/sessions/\(session.id)/cancel")
      #expect(try await client.call(.post, "/v1/sessions", body).status == 201)
    }
  }
}

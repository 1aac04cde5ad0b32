import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// Organisations can't see, touch or disturb each other.
@Suite struct WallTests {
  @Test func `every call stops at the wall`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 1
    try await withRoutes(settings: settings) { fixture, client in
      let session = try await client.create(key: "shared")
      let other = client.with(fixture.stranger)
      // Get and follow-up: as if it were not there, running or idle.
      let path = "/v1/sessions/\(session.id)"
      let follow = #"{"input":"tell me"}"#
      #expect(try await other.call(.get, path).status == 404)
      #expect(try await other.call(.get, path, headers: [.prefer: "wait=60"]).status == 404)
      #expect(try await other.call(.post, path + "/messages", follow).status == 404)
      _ = try await running(fixture.service) { try await client.ended(session.id) }
      #expect(try await other.call(.get, path).status == 404)
      #expect(try await other.call(.post, path + "/messages", follow).status == 404)
      // List: nothing of it, in no page, and not in the count.
      for query in ["", "?page=1", "?limit=100", "?page=1&limit=1"] {
        let page = try await other.call(.get, "/v1/sessions" + query).decoded(SessionPage.self)
        #expect(page.sessions.isEmpty && page.total == 0)
      }
      // Create: keys and limits are each organisation's own.
      let busy = try await client.create("busy")
      let theirs = try await other.create(key: "shared")
      #expect(theirs.id != session.id)
      let page = try await other.call(.get, "/v1/sessions").decoded(SessionPage.self)
      #expect(page.sessions.map(\.id) == [theirs.id])
      let own = try await client.with(fixture.admin).call(.get, "/v1/sessions")
        .decoded(SessionPage.self)
      #expect(Set(own.sessions.map(\.id)) == [session.id, busy.id])
    }
  }

  @Test func `members of an organisation share its sessions`() async throws {
    try await withRoutes { fixture, client in
      let session = try await client.create()
      #expect(try await client.with(fixture.admin).get(session.id).id == session.id)
    }
  }
}

import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// "List sessions": pages, and everything in one answer.
@Suite struct ListTests {
  @Test func `pages are newest first and know their neighbours`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 100
    try await withRoutes(settings: settings) { fixture, client in
      for index in 0..<45 { _ = try await client.create("question \(index)") }
      let admin = client.with(fixture.admin)
      func page(_ query: String) async throws -> SessionPage {
        try await admin.call(.get, "/v1/sessions" + query).decoded(SessionPage.self)
      }
      let all = try await page("")
      #expect(all.count == 45 && all.total == 45 && all.prev == nil && all.next == nil)
      #expect(all.sessions.map(\.createdAt) == all.sessions.map(\.createdAt).sorted(by: >))
      #expect(all.sessions.allSatisfy { $0.messages == nil && $0.progress == nil })
      let second = try await page("?page=2")
      #expect(second.sessions == Array(all.sessions[20..<40]))
      #expect((second.prev, second.next, second.total) == (1, 3, 45))
      let third = try await page("?page=3")
      #expect(third.count == 5 && third.prev == 2 && third.next == nil)
      let limited = try await page("?limit=7")
      #expect(limited.sessions == Array(all.sessions[..<7]) && limited.next == 2)
      for query in ["?page=4", "?page=99999999999999999999999999", "?page=9223372036854775807"] {
        let past = try await page(query)
        #expect(past.sessions.isEmpty && past.total == 45 && past.count == 0)
        #expect((past.prev, past.next) == (3, nil))
      }
      let huge = try await page("?limit=99999999999999999999999999")
      #expect(huge.count == 45 && huge.next == nil)
    }
  }

  @Test func `everything is everything, over many batches`() async throws {
    var settings = ServiceSettings()
    settings.maxRunning = 10_000
    try await withRoutes(settings: settings) { fixture, client in
      let sessions = fixture.service.sessions(
        as: Principal(organization: "acme", user: "u", role: .member), evidence: somewhere)
      // Many share a millisecond, so that the tie-break matters at the batches' edges.
      var opened: Set<Session.ID> = []
      for index in 0..<1203 {
        opened.insert(try await sessions.create(draft("\(index)")).session.id)
      }
      let answer = try await client.with(fixture.admin).call(.get, "/v1/sessions")
      #expect(answer.header("Content-Length") == nil)
      let all = try answer.decoded(SessionPage.self)
      #expect(all.count == 1203 && all.total == 1203)
      #expect(all.sessions.map(\.id).count == 1203 && Set(all.sessions.map(\.id)) == opened)
      let order = all.sessions.map { ($0.createdAt, $0.id.rawValue) }
      #expect(
        zip(order, order.dropFirst()).allSatisfy { $0.0 > $1.0 || ($0.0 == $1.0 && $0.1 < $1.1) })
    }
  }
}

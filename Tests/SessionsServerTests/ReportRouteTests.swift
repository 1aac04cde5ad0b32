import FoundationEssentials
import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

@testable import SessionsServer

/// Reports over HTTP: for who asks, and for nobody else.
@Suite struct ReportRouteTests {
  /// Runs a body with the path of a session whose turn is answered, as the service has it.
  private func withAnswered(
    quote: String = "q",
    _ body: @escaping @Sendable (String, Session, RouteClient) async throws -> Void
  ) async throws {
    try await withRoutes(engine: SampleReport.engine(quote: quote)) { fixture, client in
      let id = try await client.create().id
      let embedded = fixture.service.sessions(
        as: Principal(organization: "acme", user: "u", role: .admin), evidence: somewhere)
      try await running(fixture.service) {
        for turn in 1...4 {
          if turn > 1 { _ = try await embedded.followUp(FollowUpDraft(input: "\(turn)"), to: id) }
          _ = try await embedded.ended(id)
        }
      }
      let known = try await embedded.get(id, wait: nil).session
      #expect(known.messages?.count { $0.report != nil } == 4)
      try await body("/v1/sessions/\(id)", known, client)
    }
  }

  private static func prefer(_ fields: [String]) throws -> HTTPFields {
    let name = try #require(HTTPField.Name("Prefer"))
    return HTTPFields(fields.map { HTTPField(name: name, value: $0) })
  }

  @Test func `a report is there for who prefers it, in one or several fields`() async throws {
    try await withAnswered { path, known, client in
      for (fields, applied) in [
        (["report"], "report"), (["REPORT"], "report"), (["report=\"\""], "report"),
        (["report; x=1"], "report"), (["wait=0, report"], "wait=0, report"),
        (["report", "wait=0"], "wait=0, report"),
        (["a=\"b, wait=5\"", "return=minimal,report , wait=\"0\""], "wait=0, report"),
        (["a=\"\\\", wait=5\", report"], "report"),
      ] {
        let answer = try await client.call(.get, path, headers: try Self.prefer(fields))
        #expect(answer.header("Preference-Applied") == applied, "\(fields)")
        #expect(try answer.decoded(Session.self) == known, "\(fields)")
        #expect(answer.body == (try ContractJSON.encode(known)))
      }
    }
  }

  @Test func `nobody else gets a byte of it`() async throws {
    try await withAnswered { path, known, client in
      var plain = known
      plain.messages = known.messages?.map { message in
        var message = message
        message.report = nil
        return message
      }
      let expected = try ContractJSON.encode(plain)
      for (fields, applied) in [
        ([], nil), (["wait=0"], "wait=0"), (["report=full"], nil), (["reports"], nil),
        (["report=no", "report"], nil), (["x=\"report\""], nil), (["x; report"], nil),
        (["=report, =wait=5"], nil),
      ] as [([String], String?)] {
        let answer = try await client.call(.get, path, headers: try Self.prefer(fields))
        #expect(answer.header("Preference-Applied") == applied, "\(fields)")
        #expect(answer.body == expected, "\(fields)")
      }
    }
  }

  @Test func `a conversation with long reports comes whole, in pieces`() async throws {
    try await withAnswered(quote: String(repeating: "é", count: 100_000)) { path, known, client in
      let report = try Self.prefer(["report"])
      let answer = try await client.call(.get, path, headers: report)
      #expect(answer.header("Content-Length") == nil)
      #expect(answer.header("Preference-Applied") == "report")
      #expect(answer.body == (try ContractJSON.encode(known)))
      let head = try await client.call(.head, path, headers: report)
      #expect(head.header("Content-Length") == "\(answer.body.count)")
      // Without them it is short, and comes at once.
      let plain = try await client.call(.get, path)
      #expect(plain.body.count < 5000 && plain.header("Content-Length") != nil)
    }
  }

  @Test func `who waits may do without messages while the turn runs`() async throws {
    let gate = Gate()
    try await withRoutes(engine: ScriptedEngine(gate: gate)) { fixture, client in
      let id = try await client.create().id
      let path = "/v1/sessions/\(id)"
      @Sendable func get(_ preference: String) async throws -> (Answer, Session) {
        let answer = try await client.call(.get, path, headers: try Self.prefer([preference]))
        return (answer, try answer.decoded(Session.self))
      }
      let (waiting, session) = try await get("wait=0, return=minimal")
      #expect(session.messages == nil && session.status == .running)
      #expect(waiting.text.contains(#""messages":null,"progress":null,"#))
      #expect(waiting.header("Preference-Applied") == "wait=0, return=minimal")
      // Without a wait there is nothing that is known already.
      #expect(try await get("return=minimal").1.messages?.count == 1)
      #expect(try await get("return=minimal").0.header("Preference-Applied") == nil)
      #expect(try await get("wait=0, return=representation").1.messages?.count == 1)
      try await running(fixture.service) {
        while try await get("wait=60, return=minimal").1.progress == nil {}
        let held = Task { try await get("wait=60, return=minimal, report") }
        await gate.open()
        let (ended, last) = try await held.value
        #expect(last.status == .idle && last.messages?.count == 2)
        #expect(ended.header("Preference-Applied") == "wait=60, report")
      }
    }
  }
}

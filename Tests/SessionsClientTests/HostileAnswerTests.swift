import FoundationEssentials
import SessionsAPI
import SessionsClient
import Testing
import TestSupport

/// Answers that are no answers: a clear fault each, never a crash, never a raw control character.
@Suite struct HostileAnswerTests {
  private func error(for reply: HTTPTestReply) async throws -> (SessionsError?, url: String) {
    try await HTTPTestServer.run(handler: { _ in reply }) { server in
      try await withClient(of: server.url, { $0.limits.body = 64 * 1024 }) { client in
        (
          try await failure { try await client.get(.init(rawValue: "s1"), wait: nil) },
          server.url
        )
      }
    }
  }

  @Test func `a page of HTML is no answer, and its beginning is shown clean`() async throws {
    let page = "<html>\n\u{1b}[31m\u{202e}Log in\u{7} first</html>"
    let (error, url) = try await error(
      for: .answer(
        HTTPTestAnswer(status: 200, fields: ["content-type": "text/html"], body: Array(page.utf8))))
    #expect(
      error?.message
        == "\(url) answered with something that is no answer of the Sessions API: "
        + "'text/html, <html> [31m Log in first</html>'. Check the server's URL, and what "
        + "stands between.")
  }

  @Test func `a 404 that is not the API's own does not claim that the session is gone`()
    async throws
  {
    let (error, _) = try await error(
      for: .answer(HTTPTestAnswer(status: 404, fields: [:], body: Array("not here".utf8))))
    #expect(error?.status == 500)
    #expect(error?.message.hasSuffix("Check the server's URL.") == true)
  }

  static let bodies = [
    "", "null", "[]", "7", "{}", #"{"id":7}"#, #"{"id":"s1","status":"sideways"}"#,
    String(repeating: "[", count: 20_000), "{\"id\":\"\u{0}\"",
    Session.json("s1").replacing("2026-01-31T10:05:00Z", with: "yesterday"),
    Session.json("another"),
    Session.json("s1").replacing(#""messages":null"#, with: #""messages":[{"id":1}]"#),
  ]

  @Test(arguments: bodies)
  func `JSON of another kind is a fault`(body: String) async throws {
    let (error, _) = try await error(for: .json(200, body))
    #expect(error?.status == 500, "\(String(describing: error))")
    #expect((error?.message.count ?? 0) < 400)
  }

  @Test func `invalid UTF-8 is a fault`() async throws {
    let (error, _) = try await error(
      for: .answer(HTTPTestAnswer(status: 200, fields: [:], body: [0x22, 0xFF, 0xFE, 0x22])))
    #expect(error?.status == 500)
  }

  @Test func `an answer larger than the limit is not read`() async throws {
    let (error, url) = try await error(for: .json(200, String(repeating: " ", count: 100_000)))
    #expect(error == .server(url, .answerTooLarge))
  }

  @Test func `unknown fields are ignored`() async throws {
    let (error, _) = try await error(
      for: .json(200, Session.json("s1", more: #","colour":"red","progress":null"#)))
    #expect(error == nil)
  }
}

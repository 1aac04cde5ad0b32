import FoundationEssentials
import InvestigationService
import SessionsAPI
import SessionsClient
import Shell
import Synchronization
import TestSupport
import Testing

/// Reports across a network: from servers that have them, and from those that do not.
@Suite(.timeLimit(.minutes(2))) struct ReportClientTests {
  @Test func `a server's reports come with its answers, whether waited for or not`() async throws {
    let engine = SampleReport.engine()
    try await TestFolder.run { folder in
      try await TestService.run(engine: engine, folder: folder) { service in
        try await withClient(of: service.url, key: service.memberKey) { client in
          let id = try await client.create(draft("why?")).session.id
          let ended = try await client.ended(id)
          #expect(ended.messages?.map(\.report) == [nil, try SampleReport.value(1)])
          #expect(ended == (try await client.get(id, wait: nil).session))
          #expect(ended == (try await service.embedded.get(id, wait: nil).session))
        }
      }
    }
  }

  @Test func `while a turn runs, who waits gets its progress and no messages`() async throws {
    let gate = Gate()
    try await TestFolder.run { folder in
      try await TestService.run(engine: ScriptedEngine(gate: gate), folder: folder) { service in
        try await withClient(of: service.url, key: service.memberKey) { client in
          let id = try await client.create(draft("why?")).session.id
          var fetched = try await client.get(id, wait: .seconds(60))
          while fetched.session.progress == nil {
            fetched = try await client.get(id, wait: .seconds(60))
          }
          #expect(fetched.waitApplied && fetched.session.messages == nil)
          #expect(try await client.get(id, wait: nil).session.messages?.count == 1)
          await gate.open()
          #expect(try await client.ended(id).messages?.count == 2)
        }
      }
    }
  }

  @Test(arguments: ["", #","report":null"#, #","report":[1]"#, #","report":{"sections":"\u001b"}"#])
  func `a message without a report that can be read is a message`(report: String) async throws {
    let messages = #"""
      [{"id":"m","role":"assistant","markdown_content":"so",
        "created_at":"2026-01-31T10:05:00Z"\#(report)}]
      """#
    let body =
      #"{"id":"s1","status":"idle","title":null,"input":"why?","#
      + #""created_at":"2026-01-31T10:05:00Z","updated_at":null,"messages":\#(messages)}"#
    try await HTTPTestServer.run(handler: { _ in .json(200, body) }) { server in
      try await withClient(of: server.url) { client in
        let session = try await client.get(.init(rawValue: "s1"), wait: nil).session
        #expect(session.messages?.map(\.markdownContent) == ["so"])
        #expect(session.messages?.first?.report == nil)
      }
    }
  }

  @Test func `an answer is shown at once though another shell's follow-up hides its end`()
    async throws
  {
    try await TestFolder.run { folder in
      let service = CrowdedService()
      let presenter = RecordingPresenter()
      let runtime = ShellRuntime(
        state: ShellState(front: .interactive, service: "test"),
        parts: ShellRuntime.Parts(
          service: service, evidence: nil, serviceName: "test", outbox: Outbox(folder: folder),
          history: HistoryFile(folder: folder, directory: "/"),
          archive: try Archive(folder: folder),
          pacing: ServiceUnderTest.Opened.pacing),
        presenter: presenter)
      await runtime.post(.submitted("why?"))
      try await presenter.wait { said, _ in said.answers == ["why?"] }
      await runtime.leave(.success)
      _ = await runtime.finish()
    }
  }
}

/// A service whose session is at once taken on by another shell, whose turn never ends; who waits is
/// told no messages.
private final class CrowdedService: SessionsService {
  private let gets = Mutex(0)

  private func session(turns: Int, isWhole: Bool) -> Session {
    let time = Date(timeIntervalSince1970: Double(turns))
    let messages = [("why?", Message.Role.user), ("Answer to why?", .assistant), ("and?", .user)]
      .prefix(turns == 1 ? 1 : 3).enumerated().map { place, message in
        Message(
          id: .init(rawValue: "m\(place)"), role: message.1, markdownContent: message.0,
          createdAt: time)
      }
    return Session(
      id: .init(rawValue: "s"), status: turns == 1 ? .running : .followUpRunning, title: nil,
      input: "why?", createdAt: time, updatedAt: time, messages: isWhole ? messages : nil)
  }

  func create(_ draft: SessionDraft) async throws -> CreatedSession {
    CreatedSession(session: session(turns: 1, isWhole: false), isReplay: false)
  }

  func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession {
    let isFirst = gets.withLock { gets in
      defer { gets += 1 }
      return gets == 0
    }
    return FetchedSession(
      session: session(turns: isFirst ? 1 : 2, isWhole: wait == nil), waitApplied: wait != nil)
  }

  func list(_ request: PageRequest) async throws -> SessionPage {
    SessionPage(sessions: [], total: 0, prev: nil, next: nil)
  }

  func followUp(_ draft: FollowUpDraft, to id: Session.ID) async throws -> FollowUpReceipt {
    throw SessionsError.told(.conflict, "Another's turn runs.", retryAfter: 5)
  }

  func cancel(_ id: Session.ID) async throws -> Session {
    throw SessionsError.told(.badRequest, "Not here.", retryAfter: nil)
  }
}

import FoundationEssentials
import SessionsAPI
import Shell
import Testing

/// What is said outside a conversation names no slash-command, and what was not found is named.
@Suite struct CommandWordsTests {
  /// A service with one session on each of many pages, that does not say what it does not find.
  private struct TerseService: SessionsService {
    func create(_ draft: SessionDraft) async throws -> CreatedSession {
      throw SessionsError.told(.forbidden, "no", retryAfter: nil)
    }

    func list(_ request: PageRequest) async throws -> SessionPage {
      var one = Session.none
      one.status = .idle
      return SessionPage(sessions: [one], total: 41, prev: nil, next: 2)
    }

    func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession {
      throw SessionsError.told(.notFound, "Not Found", retryAfter: nil)
    }

    func followUp(_ draft: FollowUpDraft, to id: Session.ID) async throws -> FollowUpReceipt {
      throw SessionsError.told(.forbidden, "no", retryAfter: nil)
    }

    func cancel(_ id: Session.ID) async throws -> Session {
      throw SessionsError.told(.notFound, "Not Found", retryAfter: nil)
    }
  }

  @Test func `what can be typed where it is read is what is offered`() async throws {
    try await withTemporaryFolder { folder in
      func directory(_ words: CommandWords) throws -> SessionDirectory {
        SessionDirectory(
          service: TerseService(), serviceName: "test", archive: try Archive(folder: folder),
          words: words)
      }
      let inside = try await directory(.conversation).list(SessionsQuery(), current: nil)
      #expect(inside.remark?.contains("/sessions --page 2 shows more.") == true)
      let outside = try await directory(.program).list(SessionsQuery(), current: nil)
      #expect(outside.remark?.contains("41 sessions in all; --page 2 shows more.") == true)
      #expect(outside.remark?.contains("/sessions") == false)
    }
  }

  @Test func `an id that is not known is named, whatever the server says`() async throws {
    try await withTemporaryFolder { folder in
      let directory = SessionDirectory(
        service: TerseService(), serviceName: "test", archive: try Archive(folder: folder))
      let id = "00000000-0000-4000-8000-000000000000"
      let error = await #expect(throws: ShellError.self) { _ = try await directory.find(id) }
      #expect(error?.description == "There is no session '\(id)': Not Found")
    }
  }

  @Test func `a failed session tells a script what a script can do`() async throws {
    try await withTemporaryFolder { folder in
      let service = ScriptedService()
      await service.set(answer: { _ in nil })
      _ = try await run("why?\n", on: service, folder: folder)
      let id = try #require(await service.order.first)
      let outcome = try await run(
        "more\n", on: service, folder: folder, resumption: .session(id.rawValue))
      #expect(outcome.status == .failedTurn)
      #expect(outcome.remarks.contains("without --session and --continue"))
      #expect(!outcome.remarks.contains("/retry"))
    }
  }
}

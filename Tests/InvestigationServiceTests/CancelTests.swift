import FoundationEssentials
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// Turns that somebody ends: at once, for good, and whoever works on them.
@Suite struct CancelTests {
  @Test func `Defect 14: a running turn is ended, its engine's call and its waiters at once`()
    async throws
  {
    try await withStoreFolder { folder in
      let started = Ending()
      let stopped = Ending()
      let service = try folder.service(
        EndlessEngine(onStart: started.come, onCancel: stopped.come))
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      try await running(service) {
        await started.wait()
        let waiting = Task { try await sessions.ended(id) }
        let cancelled = try await sessions.cancel(id)
        #expect(cancelled.id == id && cancelled.status == .failed && cancelled.messages == nil)
        await stopped.wait()
        let session = try await waiting.value
        #expect(session.status == .failed)
        #expect(
          session.messages?.map(\.markdownContent) == [
            "q", "## Failed\n\nThe investigation was stopped by local.",
          ])
      }
    }
  }

  @Test func `a follow-up that is ended fails under the promised identifier`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service()
      let user = Principal(organization: "local", user: "a*b_c", role: .member)
      let sessions = service.sessions(as: user, evidence: somewhere)
      let id = try await sessions.create(draft("one")).session.id
      _ = try await running(service) { try await sessions.ended(id) }
      let receipt = try await sessions.followUp(FollowUpDraft(input: "two"), to: id)
      _ = try await sessions.cancel(id)
      let messages = try #require(try await sessions.get(id, wait: nil).session.messages)
      #expect(messages.last?.id == receipt.assistantMessageID)
      #expect(messages.last?.markdownContent.hasSuffix("stopped by a\\*b\\_c.") == true)
      let open = try await SQLiteSessionStore(path: folder.storePath).openTurns()
      #expect(open.isEmpty)
    }
  }

  @Test func `where no turn runs there is none to end, and no session of others`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service()
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      let stranger = service.sessions(
        as: Principal(organization: "x", user: "u", role: .admin), evidence: somewhere)
      let unknown = await #expect(throws: SessionsError.self) { try await stranger.cancel(id) }
      #expect(unknown?.status == 404)
      _ = try await sessions.cancel(id)
      let idle = try await sessions.create(draft("r")).session.id
      _ = try await running(service) { try await sessions.ended(idle) }
      for ended in [id, idle] {
        let refused = await #expect(throws: SessionsError.self) { try await sessions.cancel(ended) }
        #expect(refused?.status == 409 && refused?.retryAfter == nil)
      }
    }
  }

  @Test func `what a worker says after the end is never kept`() async throws {
    try await withStoreFolder { folder in
      let store = try SQLiteSessionStore(path: folder.storePath)
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      let turn = try #require(
        try await store.claimTurn(
          owner: 9, at: Date(), lease: .seconds(60), isAlive: { _ in true }))
      #expect(try await store.holds(turn.claim))
      _ = try await sessions.cancel(id)
      #expect(try await !store.holds(turn.claim))
      let late = TurnOutcome.answered(markdown: "late", report: nil, memory: nil)
      #expect(try await !store.finish(turn.claim, with: late, at: Date()))
      #expect(try await store.renew(turn.claim, at: Date(), lease: .seconds(60)) == nil)
      try await store.release(turn.claim, at: Date())
      let again = try await store.claimTurn(
        owner: 9, at: Date(), lease: .seconds(60), isAlive: { _ in true })
      #expect(again == nil)
      #expect(try await sessions.get(id, wait: nil).session.messages?.count == 2)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a turn that another process ends is let go of long before its renewal`() async throws {
    try await withStoreFolder { folder in
      let stopped = Ending()
      let started = Ending()
      var settings = ServiceSettings()
      // Its renewal would come after an hour.
      settings.lease = .seconds(3 * 3600)
      let worker = try folder.service(
        EndlessEngine(onStart: started.come, onCancel: stopped.come), settings: settings)
      let elsewhere = try folder.service().sessions(as: .local, evidence: somewhere)
      try await running(worker) {
        let id = try await elsewhere.create(draft("q")).session.id
        await started.wait()
        _ = try await elsewhere.cancel(id)
        await stopped.wait()
      }
    }
  }
}

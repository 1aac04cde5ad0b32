import FoundationEssentials
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// The rules of the contract, on a store in a real file.
///
/// No worker runs unless a test says so.
@Suite struct ServiceRulesTests {
  @Test func `a create is running, titled by its first line, without messages`() async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let created = try await sessions.create(draft("\n  why  is it slow?\nmore"))
      #expect(!created.isReplay)
      #expect(created.session.status == .running)
      #expect(created.session.title == "why is it slow?")
      #expect(created.session.messages == nil)
      let fetched = try await sessions.get(created.session.id, wait: nil).session
      #expect(fetched.messages?.map(\.role) == [.user])
    }
  }

  @Test func `a used key returns the original, unchanged, even when nothing more may run`()
    async throws
  {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let first = try await sessions.create(draft("one", key: "k"))
      for index in 0..<4 { _ = try await sessions.create(draft("fill \(index)")) }
      let replay = try await sessions.create(draft("another body", key: "k"))
      #expect(replay.isReplay && replay.session == first.session)
      await #expect(throws: SessionsError.self) { _ = try await sessions.create(draft("six")) }
    }
  }

  @Test func `two creates at once with one key open one session`() async throws {
    try await withStoreFolder { folder in
      let services = [try folder.service(), try folder.service()]
      for round in 0..<20 {
        let created = try await withThrowingTaskGroup(of: CreatedSession.self) { group in
          for service in services {
            group.addTask {
              try await service.sessions(
                as: Principal(organization: "o\(round)", user: "u", role: .member),
                evidence: somewhere
              )
              .create(draft("q", key: "same"))
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(created.map(\.session.id)).count == 1)
        #expect(created.map(\.isReplay).sorted { !$0 && $1 } == [false, true])
      }
    }
  }

  @Test func `the sixth running session of an organisation waits 30 seconds`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service()
      let sessions = service.sessions(as: .local, evidence: somewhere)
      for index in 0..<5 { _ = try await sessions.create(draft("q\(index)")) }
      let error = await #expect(throws: SessionsError.self) {
        _ = try await sessions.create(draft("q6"))
      }
      #expect(error?.status == 429 && error?.retryAfter == 30)
      let others = Principal(organization: "others", user: "u", role: .member)
      _ = try await service.sessions(as: others, evidence: somewhere).create(draft("q"))
    }
  }

  @Test(arguments: [
    (SessionDraft(input: " \n\t", idempotencyKey: "k"), "input"),
    (SessionDraft(input: "q", idempotencyKey: ""), "idempotency_key"),
    (
      SessionDraft(input: "q", idempotencyKey: String(repeating: "k", count: 129)),
      "idempotency_key"
    ),
    (
      SessionDraft(input: "q", idempotencyKey: "k", title: String(repeating: "é", count: 257)),
      "title"
    ),
  ])
  func `a bad field is named`(draft: SessionDraft, field: String) async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let error = await #expect(throws: SessionsError.self) { _ = try await sessions.create(draft) }
      #expect(error?.status == 400)
      #expect(error?.message.contains("'\(field)'") == true)
    }
  }

  @Test func `lengths count scalars`() async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let family = String(repeating: "👩‍👩‍👧", count: 25) + "xyz"
      _ = try await sessions.create(SessionDraft(input: "q", idempotencyKey: family))
      let error = await #expect(throws: SessionsError.self) {
        _ = try await sessions.create(SessionDraft(input: "q", idempotencyKey: family + "1"))
      }
      #expect(error?.status == 400)
      let long = try await sessions.create(draft(String(repeating: "x", count: 500)))
      #expect(long.session.title?.unicodeScalars.count == 256)
    }
  }

  @Test func `a follow-up meets 404 before 400 before 409`() async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let unknown = await #expect(throws: SessionsError.self) {
        _ = try await sessions.followUp(FollowUpDraft(input: " "), to: .init(rawValue: "x"))
      }
      #expect(unknown?.status == 404)
      let id = try await sessions.create(draft("q")).session.id
      let blank = await #expect(throws: SessionsError.self) {
        _ = try await sessions.followUp(FollowUpDraft(input: " "), to: id)
      }
      #expect(blank?.status == 400)
      let busy = await #expect(throws: SessionsError.self) {
        _ = try await sessions.followUp(FollowUpDraft(input: "more"), to: id)
      }
      #expect(busy?.status == 409 && busy?.retryAfter == 5)
    }
  }

  @Test func `a failed session refuses a follow-up for good`() async throws {
    try await withStoreFolder { folder in
      struct Broken: Error {}
      let service = try folder.service(ScriptedEngine { _ in throw Broken() })
      let sessions = service.sessions(as: .local, evidence: somewhere)
      try await running(service) {
        let id = try await sessions.create(draft("q")).session.id
        let session = try await sessions.ended(id)
        #expect(session.status == .failed)
        #expect(session.messages?.last?.role == .assistant)
        #expect(
          session.messages?.last?.markdownContent.contains("could not be carried out") == true)
        let error = await #expect(throws: SessionsError.self) {
          _ = try await sessions.followUp(FollowUpDraft(input: "more"), to: id)
        }
        #expect(error?.status == 409 && error?.retryAfter == nil)
      }
    }
  }

  @Test func `a follow-up's messages come under the promised identifiers`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service()
      let sessions = service.sessions(as: .local, evidence: somewhere)
      try await running(service) {
        let id = try await sessions.create(draft("one")).session.id
        _ = try await sessions.ended(id)
        let receipt = try await sessions.followUp(FollowUpDraft(input: "two"), to: id)
        #expect(receipt.session.status == .followUpRunning && receipt.session.messages == nil)
        let messages = try #require(try await sessions.ended(id).messages)
        #expect(messages.map(\.markdownContent) == ["one", "re: one", "two", "re: two"])
        #expect(messages[2].id == receipt.userMessageID)
        #expect(messages[3].id == receipt.assistantMessageID)
      }
    }
  }

  @Test func `listing needs an admin, and pages like the contract`() async throws {
    try await withStoreFolder { folder in
      var settings = ServiceSettings()
      settings.maxRunning = 100
      let service = try folder.service(settings: settings)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let member = service.sessions(
        as: Principal(organization: "local", user: "m", role: .member))
      await #expect(throws: SessionsError.needsAdmin) { _ = try await member.list(.everything) }
      #expect(try await sessions.list(PageRequest(page: 3, limit: nil)).prev == nil)
      for index in 0..<45 { _ = try await sessions.create(draft("q\(index)")) }
      let all = try await sessions.list(.everything)
      #expect(all.count == 45 && all.total == 45 && all.prev == nil && all.next == nil)
      let ages = all.sessions.map { ($0.createdAt, $0.id.rawValue) }
      #expect(
        zip(ages, ages.dropFirst()).allSatisfy { $0.0 > $1.0 || ($0.0 == $1.0 && $0.1 < $1.1) })
      let pages: [(PageRequest, Int, Int?, Int?)] = [
        (PageRequest(page: 1, limit: nil), 20, nil, 2),
        (PageRequest(page: 3, limit: nil), 5, 2, nil),
        (PageRequest(page: nil, limit: 30), 30, nil, 2),
        (PageRequest(page: 2, limit: 30), 15, 1, nil),
        (PageRequest(page: 9, limit: 30), 0, 2, nil),
        (PageRequest(page: .max, limit: .max), 0, 1, nil),
      ]
      for (request, count, prev, next) in pages {
        let page = try await sessions.list(request)
        #expect(page.count == count && page.prev == prev && page.next == next, "\(request)")
        #expect(page.total == 45)
      }
      for bad in [PageRequest(page: 0, limit: nil), PageRequest(page: nil, limit: -1)] {
        await #expect(throws: SessionsError.self) { _ = try await sessions.list(bad) }
      }
    }
  }

  @Test func `no call reaches across organisations`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service()
      let id = try await service.sessions(as: .local, evidence: somewhere).create(
        draft("q", key: "k")
      ).session.id
      let stranger = service.sessions(
        as: Principal(organization: "x", user: "u", role: .admin), evidence: somewhere)
      #expect(try await stranger.list(.everything).total == 0)
      #expect(try await stranger.create(draft("q", key: "k")).isReplay == false)
      let calls: [@Sendable () async throws -> Void] = [
        { _ = try await stranger.get(id, wait: nil) },
        { _ = try await stranger.followUp(FollowUpDraft(input: "x"), to: id) },
        { _ = try await stranger.evidence(of: id) },
      ]
      for call in calls {
        let error = await #expect(throws: SessionsError.self) { try await call() }
        #expect(error?.status == 404)
      }
    }
  }

  @Test func `without evidence a create is refused with what to do`() async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: [])
      let error = await #expect(throws: SessionsError.self) {
        _ = try await sessions.create(draft("q"))
      }
      #expect(error?.status == 400)
      #expect(error?.message.contains("gumshoe demo") == true)
    }
  }

  @Test func `evidence is remembered by session, and added to later ones`() async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(
        as: .local, evidence: [EvidenceLocation(path: "/a")])
      let first = try await sessions.create(draft("q")).session.id
      try await sessions.addEvidence(EvidenceLocation(path: folder.path), to: first)
      let second = try await sessions.create(draft("q")).session.id
      for id in [first, second, nil] {
        #expect(try await sessions.evidence(of: id).map(\.path) == ["/a", folder.path])
      }
      let fixed = [EvidenceLocation(path: "/b")]
      let served = try folder.service().sessions(
        as: .local, evidence: fixed, isEvidenceFixed: true)
      let worker = try folder.service(ScriptedEngine())
      try await running(worker) {
        let other = worker.sessions(as: .local)
        _ = try await other.ended(first)
        _ = try await other.followUp(FollowUpDraft(input: "keeps its evidence"), to: first)
        _ = try await other.ended(first)
      }
      #expect(try await sessions.evidence(of: first).map(\.path) == ["/a", folder.path])
      _ = try await served.followUp(FollowUpDraft(input: "reads what is served"), to: first)
      #expect(try await sessions.evidence(of: first) == fixed)
      for bad in ["s3://x/y", "/no/such/place"] {
        let error = await #expect(throws: SessionsError.self) {
          try await sessions.addEvidence(EvidenceLocation(path: bad), to: first)
        }
        #expect(error?.message.contains("'\(bad)'") == true)
      }
    }
  }
}

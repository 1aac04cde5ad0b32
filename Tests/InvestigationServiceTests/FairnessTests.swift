import FoundationEssentials
import InvestigationService
import SessionsAPI
import Synchronization
import TestSupport
import Testing

/// Organisations are served in turn, not first come.
@Suite struct FairnessTests {
  /// Opens sessions of an organisation.
  private func ask(
    _ questions: [String], of organization: String, _ service: InvestigationService,
    _ time: ManualClock? = nil
  ) async throws {
    let sessions = service.sessions(
      as: Principal(organization: organization, user: "u", role: .member), evidence: somewhere)
    for question in questions {
      _ = try await sessions.create(draft(question))
      time?.advance(by: 1)
    }
  }

  private func claim(
    _ store: SQLiteSessionStore, ofIdleOrganizations: Bool = false
  ) async throws -> ClaimedTurn? {
    try await store.claimTurn(
      owner: 1, at: Date(), lease: .seconds(60), ofIdleOrganizations: ofIdleOrganizations,
      isAlive: { _ in true })
  }

  @Test func `Defect 5: an organisation's only turn starts before the second of another's five`()
    async throws
  {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let service = try folder.service(clock: time.clock)
      try await ask(["a1", "a2", "a3", "a4", "a5"], of: "a", service, time)
      try await ask(["b1"], of: "b", service, time)
      try await ask(["c1", "c2"], of: "c", service, time)
      let store = try SQLiteSessionStore(path: folder.storePath)
      var order: [String] = []
      while let turn = try await claim(store) { order.append(turn.input) }
      #expect(order == ["a1", "b1", "c1", "a2", "c2", "a3", "a4", "a5"])
    }
  }

  @Test func `turns whose owner is gone wait like new ones, and count for nobody`() async throws {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let service = try folder.service(clock: time.clock)
      try await ask(["a1", "a2"], of: "a", service, time)
      try await ask(["b1"], of: "b", service, time)
      let store = try SQLiteSessionStore(path: folder.storePath)
      #expect(try await claim(store)?.input == "a1")
      let late = try await store.claimTurn(
        owner: 2, at: Date(), lease: .seconds(60), isAlive: { $0 == 2 })
      #expect(late?.input == "a1" && late?.claim.token == 2)
      // The second organisation has a turn of an expired claim, and nothing else.
      let expired = try await store.claimTurn(
        owner: 2, at: Date(), lease: .seconds(-1), isAlive: { _ in true })
      #expect(expired?.input == "b1")
      #expect(try await claim(store, ofIdleOrganizations: true)?.input == "b1")
      #expect(try await claim(store, ofIdleOrganizations: true) == nil)
      #expect(try await claim(store)?.input == "a2")
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `Defect 5: who comes while another has every worker does not wait for it`() async throws {
    try await withStoreFolder { folder in
      let asked = Asked()
      let engine = ScriptedEngine(gate: Gate(), onAsk: asked.note)
      let service = try folder.service(engine)
      try await running(service) {
        try await ask(["a1", "a2", "a3", "a4", "a5"], of: "a", service)
        await asked.wait(for: 5)
        try await ask(["b1", "b2"], of: "b", service)
        try await ask(["c1"], of: "c", service)
        await asked.wait(for: 7)
        #expect(asked.questions.suffix(2).sorted() == ["b1", "c1"])
      }
    }
  }

  @Test func `two processes that claim at once never claim the same turn`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service(settings: roomy)
      for index in 0..<60 { try await ask(["q\(index)"], of: "o\(index % 7)", service) }
      let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
        for owner in 0..<4 {
          group.addTask {
            let store = try SQLiteSessionStore(path: folder.storePath)
            var inputs: [String] = []
            while let turn = try await store.claimTurn(
              owner: Int64(owner), at: Date(), lease: .seconds(60), isAlive: { _ in true })
            {
              inputs.append(turn.input)
            }
            return inputs
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(claimed.sorted() == (0..<60).map { "q\($0)" }.sorted())
    }
  }

  private var roomy: ServiceSettings {
    var settings = ServiceSettings()
    settings.maxRunning = 100
    return settings
  }
}

/// The questions that an engine was asked, and those who wait for their number.
private final class Asked: Sendable {
  private let seen = Mutex<[String]>([])
  private let marks = Mutex<[Int: Ending]>([:])

  var questions: [String] { seen.withLock { $0 } }

  func note(_ question: String) {
    let count = seen.withLock {
      $0.append(question)
      return $0.count
    }
    mark(count).come()
  }

  func wait(for count: Int) async {
    await mark(count).wait()
  }

  private func mark(_ count: Int) -> Ending {
    marks.withLock { marks in
      let mark = marks[count] ?? Ending()
      marks[count] = mark
      return mark
    }
  }
}

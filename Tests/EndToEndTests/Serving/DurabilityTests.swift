import Foundation
import Testing

/// Six servers on one store, of which one is killed every second.
@Suite struct DurabilityTests {
  /// How long the killing goes on; `make soak` makes it a minute.
  private static let seconds =
    ProcessInfo.processInfo.environment["GUMSHOE_SOAK_SECONDS"].flatMap(Int.init) ?? 10

  private static let sessions = 200

  @Test func `every acknowledged turn ends once, and no session is stuck`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let fleet = try await Fleet(store, count: 6)
      let end = ContinuousClock.now + .seconds(Self.seconds)
      let acknowledged = try await withThrowingTaskGroup(of: [String: Int].self) { group in
        group.addTask {
          while ContinuousClock.now < end {
            // The moment is the test's subject, not something it waits for.
            try await Task.sleep(for: .seconds(1))
            try await fleet.killAny()
          }
          return [:]
        }
        for client in 0..<8 {
          group.addTask {
            await Self.converse(client, Self.sessions / 8, until: end, fleet, key: store.member)
          }
        }
        return try await group.reduce(into: [:]) { $0.merge($1) { $1 } }
      }
      #expect(acknowledged.count == Self.sessions)
      try await expectAnsweredOnce(acknowledged, fleet, store)
      await fleet.stop()
    }
  }

  /// Opens sessions, and follows up as long as there is time; tells each session's turns.
  private static func converse(
    _ client: Int, _ count: Int, until end: ContinuousClock.Instant, _ fleet: Fleet, key: String
  ) async -> [String: Int] {
    let caller = HTTPCaller(key: key)
    var turns: [String: Int] = [:]
    for number in 0..<count {
      let body = ["input": "why did it fail?", "idempotency_key": "\(client).\(number)"]
      while true {
        let answer = await caller.call(await fleet.anyURL() + "/v1/sessions", body)
        guard let answer, [200, 201].contains(answer.status),
          let id = answer.object["id"] as? String
        else { continue }
        turns[id] = 1
        break
      }
    }
    while ContinuousClock.now < end {
      for id in turns.keys {
        let url = await fleet.anyURL() + "/v1/sessions/\(id)/messages"
        // A follow-up whose answer was lost may have been taken; it then counts by what is stored.
        let answer = await caller.call(url, ["input": "and then?"])
        if answer?.status == 202 { turns[id, default: 0] += 1 }
        if ContinuousClock.now >= end { break }
      }
    }
    return turns
  }

  private func expectAnsweredOnce(
    _ acknowledged: [String: Int], _ fleet: Fleet, _ store: ServedStore
  ) async throws {
    let caller = HTTPCaller(key: store.admin)
    for (id, turns) in acknowledged {
      var session: [String: Any] = [:]
      while true {
        let answer = await caller.call(await fleet.anyURL() + "/v1/sessions/\(id)")
        session = answer?.object ?? [:]
        if ["idle", "failed"].contains(session["status"] as? String) { break }
      }
      #expect(session["status"] as? String == "idle", "\(session)")
      let roles = (session["messages"] as? [[String: Any]] ?? []).compactMap {
        $0["role"] as? String
      }
      #expect(roles.count >= 2 * turns && roles.count.isMultiple(of: 2))
      #expect(roles.enumerated().allSatisfy { $1 == ($0.isMultiple(of: 2) ? "user" : "assistant") })
    }
    let all = await caller.call(await fleet.anyURL() + "/v1/sessions")
    #expect(all?.object["total"] as? Int == Self.sessions)
  }
}

/// Some servers on one store; a killed one is replaced.
private actor Fleet {
  private let store: ServedStore
  private var servers: [ServingProcess] = []

  init(_ store: ServedStore, count: Int) async throws {
    self.store = store
    for _ in 0..<count { servers.append(try await start()) }
  }

  private func start() async throws -> ServingProcess {
    try await store.serve("--max-running", "100000")
  }

  /// The address of any server.
  func anyURL() -> String {
    servers.randomElement()?.url ?? ""
  }

  /// Kills any server, as a crash would, and starts another.
  func killAny() async throws {
    guard let index = servers.indices.randomElement() else { return }
    servers[index].process.kill()
    _ = await servers[index].process.finish()
    servers[index] = try await start()
  }

  /// Stops all.
  func stop() async {
    for server in servers {
      let outcome = await server.stop()
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}

import FoundationEssentials
import Investigation
import InvestigationService
import SessionsAPI
import Synchronization

/// An engine whose answers a test decides: it waits at a gate, then answers by a script.
final class ScriptedEngine: InvestigationEngine {
  private let answer: @Sendable (Inquiry) throws -> String
  private let gate: Gate?
  let asked = Mutex<[String]>([])

  init(
    gate: Gate? = nil,
    answer: @escaping @Sendable (Inquiry) throws -> String = { "re: \($0.question)" }
  ) {
    self.gate = gate
    self.answer = answer
  }

  func investigate(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Report {
    asked.withLock { $0.append(inquiry.question) }
    progress(InvestigationProgress(step: "reading", done: 1, total: 2))
    try await gate?.pass()
    return Report(
      markdown: try answer(inquiry), suspects: [], abstained: false, memory: InvestigationMemory())
  }
}

/// Holds whoever comes until it is opened.
actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private(set) var arrivals = 0

  func pass() async throws {
    arrivals += 1
    while !isOpen {
      try Task.checkCancellation()
      await withTaskCancellationHandler {
        await withCheckedContinuation { waiting.append($0) }
      } onCancel: {
        Task { await self.nudge() }
      }
    }
  }

  func open() {
    isOpen = true
    nudge()
  }

  private func nudge() {
    let woken = waiting
    waiting = []
    for waiter in woken { waiter.resume() }
  }
}

/// Time that passes when a test says so.
final class ManualClock: Sendable {
  private let state = Mutex(
    (
      now: Date(timeIntervalSince1970: 1_000_000),
      sleepers: [(Date, CheckedContinuation<Void, Never>)]()
    ))

  var clock: ServiceClock {
    ServiceClock(
      now: { self.state.withLock { $0.now } },
      sleep: { duration in
        let seconds =
          Double(duration.components.seconds)
          + Double(duration.components.attoseconds) / 1e18
        await withTaskCancellationHandler {
          await withCheckedContinuation { continuation in
            let wakes = self.state.withLock { state in
              state.sleepers.append((state.now.addingTimeInterval(seconds), continuation))
              return Task.isCancelled
            }
            if wakes { self.advance(by: 0, wakingAll: true) }
          }
        } onCancel: {
          self.advance(by: 0, wakingAll: true)
        }
        try Task.checkCancellation()
      })
  }

  var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// Lets time pass and wakes whoever has slept long enough.
  func advance(by seconds: Double, wakingAll: Bool = false) {
    let woken = state.withLock { state in
      state.now = state.now.addingTimeInterval(seconds)
      let woken = state.sleepers.filter { wakingAll || $0.0 <= state.now }
      state.sleepers.removeAll { sleeper in wakingAll || sleeper.0 <= state.now }
      return woken
    }
    for sleeper in woken { sleeper.1.resume() }
  }
}

/// A folder with a store that several services can be opened on.
struct StoreFolder: Sendable {
  let path: String

  var storePath: String { path + "/service.sqlite" }

  func service(
    _ engine: any InvestigationEngine = ScriptedEngine(),
    settings: ServiceSettings = ServiceSettings(), clock: ServiceClock = .system
  ) throws -> InvestigationService {
    try InvestigationService(
      store: try SQLiteSessionStore(path: storePath), lockFile: storePath + ".owners",
      engine: engine, settings: settings, clock: clock)
  }
}

/// Runs a body with a folder of its own, removed afterwards.
func withStoreFolder<Result>(
  _ body: (StoreFolder) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gumshoe-store-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(StoreFolder(path: folder))
}

/// Runs a body while a service works.
func running<Result: Sendable>(
  _ service: InvestigationService, _ body: @Sendable () async throws -> Result
) async throws -> Result {
  let work = Task { await service.run() }
  do {
    let result = try await body()
    work.cancel()
    await work.value
    return result
  } catch {
    work.cancel()
    await work.value
    throw error
  }
}

extension SessionsService {
  /// Waits until a session's turn has ended.
  func ended(_ id: Session.ID) async throws -> Session {
    while true {
      let session = try await get(id, wait: .seconds(60)).session
      if !session.status.isRunning { return session }
    }
  }
}

/// A body with a key of its own.
func draft(_ input: String, key: String = UUID().uuidString) -> SessionDraft {
  SessionDraft(input: input, idempotencyKey: key)
}

/// Evidence that no scripted engine looks at.
let somewhere = [EvidenceLocation(path: "/somewhere")]

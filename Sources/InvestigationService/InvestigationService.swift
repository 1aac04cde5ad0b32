package import Investigation
package import Logging
import OwnerLock
package import SessionsAPI

/// The semantics of the Sessions API on a store: rules, limits, and workers that investigate.
///
/// Any number of processes may run one on the same store.
package final class InvestigationService: Sendable {
  let store: any SessionStore
  let settings: ServiceSettings
  let clock: ServiceClock
  let board = ChangeBoard()
  let bell = Bell()
  let logger: Logger
  private let engine: any InvestigationEngine
  private let owner: OwnerLock

  /// Makes a service; nothing is worked on before ``run()``.
  ///
  /// `lockFile` is where living processes are told from dead ones; all processes on one store name
  /// the same.
  ///
  /// - Throws: `OwnerLockError`.
  package init(
    store: any SessionStore, lockFile: String, engine: any InvestigationEngine,
    settings: ServiceSettings = ServiceSettings(), clock: ServiceClock = .system,
    logger: Logger = Logger(label: "gumshoe.service")
  ) throws {
    self.store = store
    self.engine = engine
    self.settings = settings
    self.clock = clock
    self.logger = logger
    owner = try OwnerLock(path: lockFile)
  }

  /// Works on turns until the task is cancelled; those under way are then given back.
  package func run() async {
    let worker = TurnWorker(
      store: store, engine: engine, board: board, settings: settings, clock: clock, logger: logger)
    let dispatcher = TurnDispatcher(worker: worker, owner: owner, bell: bell)
    await withDiscardingTaskGroup { group in
      group.addTask { await dispatcher.run() }
      group.addTask { await self.watch() }
    }
  }

  /// Wakes waiters at other processes' changes, without working on any turn.
  package func watch() async {
    await StoreWatcher(store: store, board: board, clock: clock, logger: logger).run()
  }

  /// Answers all who wait for a change, and whoever asks to wait from now on, at once.
  package func endWaits() async {
    await board.close()
  }

  /// Checks that the store answers, and takes writes.
  ///
  /// - Throws: ``SessionsError/unavailable(_:retryAfter:)``.
  package func checkStore() async throws {
    do {
      try await store.check()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      logger.error("store out of reach", metadata: ["error": "\(error)"])
      throw StoreFailure.unavailable(error)
    }
  }

  /// Speaks for a caller; new sessions may read the given evidence.
  ///
  /// Where `isEvidenceFixed`, older ones read it too from their next turn on, and nothing else.
  package func sessions(
    as principal: Principal, evidence: [EvidenceLocation] = [], isEvidenceFixed: Bool = false
  ) -> EmbeddedSessions {
    EmbeddedSessions(
      service: self, principal: principal, evidence: evidence, isEvidenceFixed: isEvidenceFixed)
  }
}

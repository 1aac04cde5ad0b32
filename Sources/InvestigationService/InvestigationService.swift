package import Investigation
package import Logging
import OwnerLock
package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
  /// The turns that this process works on.
  let work = TurnsAtWork()
  private let readiness: Readiness
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
    readiness = Readiness { try await store.probe(at: clock.now()) }
  }

  /// Works on turns until the task is cancelled; those under way are then given back.
  package func run() async {
    let worker = TurnWorker(
      store: store, engine: engine, board: board, work: work, settings: settings, clock: clock,
      logger: logger)
    let dispatcher = TurnDispatcher(worker: worker, owner: owner, bell: bell)
    await withDiscardingTaskGroup { group in
      group.addTask { await dispatcher.run() }
      group.addTask { await self.watch() }
      if let days = settings.keepDays { group.addTask { await self.keepPruning(days: days) } }
    }
  }

  /// Deletes the sessions that ended, and last changed more than some days ago; tells how many.
  package func prune(olderThanDays days: Int) async throws -> Int {
    try await store.prune(before: clock.now().addingTimeInterval(-86_400 * Double(days)))
  }

  /// Prunes now and every hour, until the task is cancelled.
  private func keepPruning(days: Int) async {
    while !Task.isCancelled {
      do {
        let count = try await prune(olderThanDays: days)
        if count > 0 { logger.info("old sessions deleted", metadata: ["count": "\(count)"]) }
      } catch is CancellationError {
        return
      } catch {
        logger.error("cannot delete old sessions", metadata: ["error": "\(error)"])
      }
      try? await clock.sleep(settings.pruning)
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

  /// Checks that the store takes writes and answers; what was found holds for two seconds.
  ///
  /// - Throws: ``SessionsError/store(_:)``.
  package func checkStore() async throws(SessionsError) {
    guard let trouble = await readiness.trouble() else { return }
    logger.error("store out of reach", metadata: ["error": "\(trouble)"])
    throw StoreFailure.unavailable(trouble)
  }

  /// Lets go of the store, for good: its file alone then holds all that was committed.
  package func close() async {
    await store.close()
  }

  /// Speaks for a caller; new sessions may read the given evidence.
  ///
  /// Where `isEvidenceFixed`, older ones read it too from their next turn on, and nothing else. What
  /// came by a pipe is kept in `piped` for each session that reads it. Of an input `kept` is what is
  /// stored and investigated. `remote` are the sources that its evidence may name.
  package func sessions(
    as principal: Principal, evidence: [EvidenceLocation] = [], isEvidenceFixed: Bool = false,
    piped: PipedFolder? = nil, kept: @escaping @Sendable (String) -> String = { $0 },
    remote: (any RemoteEvidence)? = nil
  ) -> EmbeddedSessions {
    EmbeddedSessions(
      service: self, principal: principal, evidence: evidence, isEvidenceFixed: isEvidenceFixed,
      piped: piped, kept: kept, remote: remote)
  }
}

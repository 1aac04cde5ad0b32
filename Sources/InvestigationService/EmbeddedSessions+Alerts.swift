package import SessionsAPI
import Synchronization

extension EmbeddedSessions {
  /// Asks about a group of alerts, each of them once: what was told of before changes nothing.
  ///
  /// - Throws: ``SessionsError/state(_:)`` where a session that is to be asked is still at work,
  ///   ``SessionsError/full(limit:retryAfter:)``; whoever tells of the alerts again may succeed.
  package func take(_ group: AlertGroup) async throws -> AlertOutcome {
    let evidence = defaults.withLock { $0 }
    guard !evidence.isEmpty else { throw SessionsError.evidence(.none) }
    let notice = AlertNotice(
      group, from: principal, evidence: evidence, receivedAt: service.clock.now())
    return try await reachingStore {
      let change = try await service.store.take(notice, maxRunning: service.settings.maxRunning)
      if !change.asked.isEmpty { await service.bell.ring() }
      for session in change.asked { await service.board.change(session) }
      return change.outcome
    }
  }

  package func alertSessions() async throws -> [Session] {
    try await reachingStore {
      try await service.store.alertSessions(
        atMost: Self.mostAlertSessions, of: principal.organization)
    }
  }

  /// Sessions of alerts that are listed: those of older ones nobody looks for in a list.
  private static let mostAlertSessions = 200
}

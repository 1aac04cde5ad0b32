package import Logging
import SessionsAPI

/// Lets callers in by their keys.
///
/// Every call looks into the store, so that a key that was revoked by any process is refused by the
/// next call.
package struct KeyGate: Sendable {
  private let store: any KeyStore
  private let clock: ServiceClock
  private let logger: Logger
  private let uses: KeyUses

  package init(store: any KeyStore, clock: ServiceClock = .system, logger: Logger) {
    self.store = store
    self.clock = clock
    self.logger = logger
    uses = KeyUses(store: store, logger: logger)
  }

  /// Finds out whose key was presented.
  ///
  /// - Throws: ``SessionsError/key(_:)`` where it is no living key,
  ///   ``SessionsError/disabled(organization:)`` where its organisation is switched off,
  ///   ``SessionsError/store(_:)`` where the store is out of reach.
  package func principal(presenting text: String) async throws -> Principal {
    guard let secret = KeySecret(presented: text) else {
      throw SessionsError.key(.malformed(prefix: KeySecret.prefix))
    }
    let key: KeyRecord?
    do {
      key = try await store.key(secret)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      logger.error("store out of reach", metadata: ["error": "\(error)"])
      throw StoreFailure.unavailable(error)
    }
    guard let key, key.revokedAt == nil else {
      throw SessionsError.key(.unknown)
    }
    guard !key.isOrganizationDisabled else {
      throw SessionsError.disabled(organization: key.principal.organization)
    }
    uses.note(key, at: clock.now())
    return key.principal
  }
}

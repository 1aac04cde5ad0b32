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
  /// - Throws: ``SessionsError/unauthorized(_:)`` where it is no living key,
  ///   ``SessionsError/forbidden(_:)`` where its organisation is switched off,
  ///   ``SessionsError/unavailable(_:retryAfter:)`` where the store is out of reach.
  package func principal(presenting text: String) async throws -> Principal {
    guard let secret = KeySecret(presented: text) else {
      throw SessionsError.unauthorized(
        "The API key is malformed; keys begin with '\(KeySecret.prefix)'.")
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
      throw SessionsError.unauthorized("The API key is unknown or was revoked.")
    }
    guard !key.isOrganizationDisabled else {
      throw SessionsError.forbidden(
        "The Sessions API is not enabled for the organisation '\(key.principal.organization)'.")
    }
    uses.note(key, at: clock.now())
    return key.principal
  }
}

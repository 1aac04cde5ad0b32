import Logging
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Keeps when keys were last used, written at most once a minute for each.
///
/// No caller waits for the writing, and none is refused because it failed.
final class KeyUses: Sendable {
  private let store: any KeyStore
  private let logger: Logger
  /// When this process last wrote a key's use.
  private let written = Mutex<[String: Date]>([:])

  private static let interval = 60.0

  init(store: any KeyStore, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  /// Notes that a key was used.
  func note(_ key: KeyRecord, at now: Date) {
    let isDue = written.withLock { written in
      let last = max(written[key.id] ?? .distantPast, key.lastUsedAt ?? .distantPast)
      guard now.timeIntervalSince(last) >= Self.interval else { return false }
      written[key.id] = now
      return true
    }
    guard isDue else { return }
    Task { [store, logger] in
      do {
        try await store.noteUse(ofKey: key.id, at: now)
      } catch {
        logger.debug("cannot keep a key's use", metadata: ["error": "\(error)"])
      }
    }
  }
}

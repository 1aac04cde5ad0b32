import Logging

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Keeps when keys were last used, written at most once a minute for each.
///
/// No caller waits for the writing, and none is refused because it failed.
actor KeyUses {
  private let store: any KeyStore
  private let logger: Logger
  /// When this process last wrote a key's use.
  private var written: [String: Date] = [:]

  private static let interval = 60.0

  init(store: any KeyStore, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  /// Notes that a key was used.
  func note(_ key: KeyRecord, at now: Date) {
    let last = max(written[key.id] ?? .distantPast, key.lastUsedAt ?? .distantPast)
    guard now.timeIntervalSince(last) >= Self.interval else { return }
    written[key.id] = now
    Task { [store, logger] in
      do {
        try await store.noteUse(ofKey: key.id, at: now)
      } catch {
        logger.debug("cannot keep a key's use", metadata: ["error": "\(error)"])
      }
    }
  }
}

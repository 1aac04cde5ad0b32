import Logging

/// Wakes waiters when another process changes the store.
///
/// Looks only while somebody waits: `PRAGMA data_version` costs some microseconds, and other ways to
/// learn of a commit (a file's time, inotify) tell before it can be seen.
struct StoreWatcher: Sendable {
  let store: any SessionStore
  let board: ChangeBoard
  let clock: ServiceClock
  let logger: Logger

  /// How often it looks while somebody waits: well within the 50 ms that are promised.
  private static let interval = Duration.milliseconds(20)

  /// Watches until the task is cancelled.
  func run() async {
    var last: Int64?
    while !Task.isCancelled {
      guard await board.hasWaiters else {
        last = nil
        await board.waitForWaiters()
        continue
      }
      do {
        let version = try await store.version()
        // The first look after a pause can't know what it missed.
        if version != last { await board.changeAny() }
        last = version
      } catch {
        logger.debug("cannot look for changes", metadata: ["error": "\(error)"])
      }
      try? await clock.sleep(Self.interval)
    }
  }
}

import Logging
import SessionsAPI

/// Wakes those who wait for a session when a commit has changed it, of whatever process.
///
/// Looks only while somebody waits: `PRAGMA data_version` costs some microseconds, and other ways to
/// learn of a commit (a file's time, inotify) tell before it can be seen. What was changed is found
/// by comparing the open turns, so that ten thousand waiters are not woken for the sake of one.
struct StoreWatcher: Sendable {
  let store: any SessionStore
  let board: ChangeBoard
  let clock: ServiceClock
  let logger: Logger

  /// How often it looks while somebody waits: well within the 50 ms that are promised.
  private static let interval = Duration.milliseconds(20)

  /// What a look found.
  private struct Look {
    var version: Int64
    var turns: [Session.ID: OpenTurn]
  }

  /// Watches until the task is cancelled.
  func run() async {
    var last: Look?
    while !Task.isCancelled {
      guard await board.hasWaiters else {
        last = nil
        await board.waitForWaiters()
        continue
      }
      do {
        last = try await look(after: last)
      } catch {
        logger.debug("cannot look for changes", metadata: ["error": "\(error)"])
      }
      try? await clock.sleep(Self.interval)
    }
  }

  /// Looks, and wakes those whose session is not as it was at the last look.
  private func look(after last: Look?) async throws -> Look {
    let version = try await store.version()
    guard version != last?.version else { return Look(version: version, turns: last?.turns ?? [:]) }
    let turns = try await store.openTurns()
    if let last {
      let changed = turns.filter { last.turns[$0.key] != $0.value }
      await board.noteCommit(changed: Set(changed.keys), open: Set(turns.keys))
    } else {
      // The first look after a pause can't know what it missed.
      await board.changeAny()
    }
    return Look(version: version, turns: turns)
  }
}

import GRDB
import Synchronization

/// Connections for reads of a few rows, on the caller's own thread.
///
/// In a write-ahead log a reader waits for nobody, and some rows found by their keys take less time
/// than the changes of thread that an asynchronous read costs. A connection is held by a thread that
/// runs, never across a suspension, and nobody ever waits for one: a pool shared with asynchronous
/// reads would come to a standstill once every thread waited for a reader that only they could free.
final class ShortReaders: Sendable {
  private let path: String
  private let configuration: Configuration
  /// Those that nobody reads with now; there are at most as many as threads read at once.
  private let free = Mutex<[DatabaseQueue]>([])

  init(path: String, configuration: Configuration) {
    self.path = path
    var configuration = configuration
    configuration.readonly = true
    self.configuration = configuration
  }

  /// Reads what was committed before.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    let known = free.withLock { $0.popLast() }
    let connection = try known ?? DatabaseQueue(path: path, configuration: configuration)
    defer { free.withLock { $0.append(connection) } }
    return try connection.read(body)
  }
}

import GRDB
import Synchronization

/// Connections for reads of a few rows, on the caller's own thread.
///
/// In a write-ahead log a reader waits for nobody, and some rows found by their keys take less time
/// than the changes of thread that an asynchronous read costs. A connection is held by a thread that
/// runs, never across a suspension, and nobody ever waits for one: a pool shared with asynchronous
/// reads would come to a standstill once every thread waited for a reader that only they could free.
final class ShortReaders: Sendable {
  private let file: StoreFile
  private let configuration: Configuration
  /// Those that nobody reads with now; there are at most as many as threads read at once.
  private let state = Mutex(State())

  private struct State {
    var free: [Reader] = []
    var isClosed = false
  }

  /// A connection, and what is remembered of its reads.
  private struct Reader: Sendable {
    let connection: DatabaseQueue
    var keys = KeyCache()
  }

  /// KiB of pages that each connection keeps: the inner pages of a million sessions' tables.
  private static let cacheSize = 16 << 10

  init(file: StoreFile, configuration: Configuration) {
    self.file = file
    var configuration = configuration
    configuration.readonly = true
    // A thread that answers others too must not sleep: whoever finds the store locked reads elsewhere.
    configuration.busyMode = .immediateError
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(Self.cacheSize)") }
    self.configuration = configuration
  }

  /// Reads by several statements that see the same moment.
  func readTogether<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try read { database in
      try database.cachedStatement(sql: "BEGIN DEFERRED").execute()
      // Nothing was written, so an end that fails loses nothing; the transaction must not go on.
      defer { try? database.cachedStatement(sql: "COMMIT").execute() }
      return try body(database)
    }
  }

  /// Reads by one statement what was committed before.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try read { database, _ in try body(database) }
  }

  /// Reads what was committed before, with the keys that the connection remembers.
  func read<Result>(_ body: (Database, inout KeyCache) throws -> Result) throws -> Result {
    let free = try state.withLock { state in
      guard !state.isClosed else {
        throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the store is closed")
      }
      return state.free.popLast()
    }
    var reader =
      try free ?? Reader(connection: DatabaseQueue(path: file.path, configuration: configuration))
    defer { giveBack(reader) }
    return try reader.connection.unsafeRead { try body($0, &reader.keys) }
  }

  private func giveBack(_ reader: Reader) {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.free.append(reader) }
      return state.isClosed
    }
    if isClosed { try? reader.connection.close() }
  }

  /// Closes all connections; those that somebody reads with at the end of the reading.
  func close() {
    let readers = state.withLock { state in
      state.isClosed = true
      defer { state.free = [] }
      return state.free
    }
    for reader in readers { try? reader.connection.close() }
  }
}

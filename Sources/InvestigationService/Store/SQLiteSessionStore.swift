import CPlatform
import GRDB
package import SessionsAPI
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Sessions in an SQLite file that any number of processes share.
///
/// The journal is a write-ahead log with `synchronous = FULL`: what was acknowledged survives a loss of
/// power. Writes begin `IMMEDIATE`, so that a limit that was checked still holds at the commit.
package final class SQLiteSessionStore: SessionStore {
  /// The file's path.
  package var path: String { file.path }
  let file: StoreFile
  let pool: DatabasePool
  /// A connection of its own, for `PRAGMA data_version` compares with its own last look.
  private let watcher: DatabaseQueue
  let shortReaders: ShortReaders
  let examiner = StoreExaminer()

  /// How long a call waits for another process's transaction.
  private static let busyTimeout = Duration.seconds(10)

  /// Opens or makes the store, mode 0600, in a folder of mode 0700.
  ///
  /// - Throws: ``StoreError``. A damaged file is never touched.
  package init(path: String) throws(StoreError) {
    let file = StoreFile(path: path)
    self.file = file
    try Self.makeFolder(of: path)
    do {
      let previousMask = umask(0o077)
      defer { umask(previousMask) }
      var configuration = Configuration()
      configuration.busyMode = .timeout(Self.busyTimeout / .seconds(1))
      configuration.maximumReaderCount = 4
      configuration.prepareDatabase { database in
        // A connection that is opened later must not open, or make, another file in its place.
        try file.check()
        try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
      }
      pool = try Self.retrying { try DatabasePool(path: path, configuration: configuration) }
      file.settle()
      let migrator = SessionSchema.migrator
      if try pool.read(migrator.hasBeenSuperseded) { throw StoreError.newer(path: path) }
      // Two that both found a step missing meet in it: the second finds what the first has made, and
      // on its next look that nothing is missing.
      try Self.retrying([.SQLITE_BUSY, .SQLITE_ERROR]) { [pool] in try migrator.migrate(pool) }
      watcher = try DatabaseQueue(path: path, configuration: configuration)
      shortReaders = ShortReaders(file: file, configuration: configuration)
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(opening: path, error)
    }
  }

  package func version() async throws -> Int64 {
    try await watcher.read { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
  }

  package func openTurns() async throws -> [Session.ID: OpenTurn] {
    try await watcher.read { database in
      let rows = try Row.fetchCursor(
        try database.cachedStatement(
          sql: """
            SELECT session, number, \(Progress.columns) FROM turn INDEXED BY turnOpen
            WHERE state IN ('waiting', 'claimed')
            """))
      var turns: [Session.ID: OpenTurn] = [:]
      while let row = try rows.next() {
        turns[Session.ID(rawValue: row[0])] = OpenTurn(
          number: row[1], progress: Progress(row: row, from: 2))
      }
      return turns
    }
  }

  /// Writes in one transaction, which begins within some time from now or not at all.
  ///
  /// Writes stand in a queue. While another process holds the store, those behind the first have
  /// waited as long as it has, and give up with it.
  func write<Result: Sendable>(
    within patience: Duration = busyTimeout,
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    try file.check()
    let deadline = ContinuousClock.now + patience
    return try await pool.writeWithoutTransaction { database in
      let left = max(.zero, ContinuousClock.now.duration(to: deadline))
      let isShort = left < Self.busyTimeout * 0.9
      if isShort { try Self.setBusyTimeout(left, database) }
      defer { if isShort { try? Self.setBusyTimeout(Self.busyTimeout, database) } }
      var result: Result?
      try database.inTransaction(.immediate) {
        result = try body(database)
        return .commit
      }
      guard let result else { throw DatabaseError(message: "the transaction gave nothing") }
      return result
    }
  }

  private static func setBusyTimeout(_ time: Duration, _ database: Database) throws {
    try database.execute(sql: "PRAGMA busy_timeout = \(time.milliseconds)")
  }

  /// Reads a few rows on the caller's thread; where the store is locked for the moment, elsewhere.
  ///
  /// Several statements see the same moment only where they are read `together`.
  func readShortly<Result: Sendable>(
    together: Bool = false, _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    do {
      return together ? try shortReaders.readTogether(body) : try shortReaders.read(body)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return try await pool.read(body)
    } catch {
      examiner.note(error) { _ = try body($0) }
      throw error
    }
  }

  /// Repeats an opening step that met another process doing the same.
  private static func retrying<Result>(
    _ codes: [ResultCode] = [.SQLITE_BUSY], _ body: () throws -> Result
  ) throws -> Result {
    for _ in 0..<50 {
      do {
        return try body()
      } catch let error as DatabaseError where codes.contains(error.resultCode) {
        cplatform_sleep(20)
      }
    }
    return try body()
  }

  /// Moves all that was committed into the file itself, where no other process keeps that from
  /// happening, and closes it; whatever is asked for afterwards fails.
  package func close() async {
    // SQLite deletes the log of its path when it closes, and that may be another store's by now.
    guard (try? file.check()) != nil else { return }
    // Another process that has the store open does the same when it leaves.
    try? await pool.writeWithoutTransaction { database in
      try Self.setBusyTimeout(Self.closingTimeout, database)
      _ = try database.checkpoint(.truncate)
    }
    shortReaders.close()
    try? pool.close()
    // Last, for it may write: the pool's readers are closed behind its writer, and leave the log.
    try? watcher.close()
  }

  /// How long leaving waits for others to let go of the store.
  private static let closingTimeout = Duration.seconds(1)

  private static func makeFolder(of path: String) throws(StoreError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let isMade: Void? = try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard isMade != nil, access(folder, W_OK) == 0 else {
      let failure = Errno(rawValue: cplatform_errno())
      throw .folderNotWritable(path: path, reason: failure.description)
    }
  }
}

extension StoreError {
  /// Names what kept an open store from answering.
  package init(using path: String, _ error: any Error) {
    self = error as? StoreError ?? StoreError(opening: path, error)
  }

  /// Names what kept a store from being opened.
  init(opening path: String, _ error: any Error) {
    guard let error = error as? DatabaseError else {
      self = .other(path: path, reason: "\(error)")
      return
    }
    let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    self =
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, reason: reason)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .notWritable(path: path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
      case .SQLITE_FULL: .full(path: path)
      default: .other(path: path, reason: reason)
      }
  }
}

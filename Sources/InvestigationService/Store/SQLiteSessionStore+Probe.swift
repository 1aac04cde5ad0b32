import GRDB

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension SQLiteSessionStore {
  /// The bytes that must be left on the disk: what a short question and its report take in the log
  /// and in the file.
  private static let leastRoom: UInt64 = 64 << 10

  package func probe(at now: Date) async throws {
    try file.check()
    guard file.isWritable else { throw StoreError.notWritable(path: path) }
    // The log is written over once it was copied into the file, so that a write may find room in it
    // where there is none on the disk.
    if let room = file.roomLeft(), room < Self.leastRoom { throw StoreError.full(path: path) }
    try await write(within: .seconds(1)) { database in
      try database.execute(
        sql: "UPDATE beat SET time = ? WHERE id = 1", arguments: [now.milliseconds])
    }
    // Into the file too: the log alone would hide that the file itself can't be written.
    try await pool.writeWithoutTransaction { database in
      do {
        _ = try database.checkpoint(.passive)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        // Another process is at it.
      }
    }
    // The write has made readers forget their pages, so that this reads the file.
    try await pool.read(examiner.look)
  }

  /// Reads elsewhere than on the caller's thread; what the file keeps from being read is noted.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    do {
      return try await pool.read(body)
    } catch {
      examiner.note(error) { _ = try body($0) }
      throw error
    }
  }
}

import CPlatform
import GRDB
import SystemPackage

/// A copy of a store as it is at one moment, made while others write.
package struct StoreBackup: Sendable {
  /// The store's path.
  private let source: String
  /// The path of the copy, where nothing stands yet.
  private let target: String

  package init(of source: String, to target: String) {
    self.source = source
    self.target = target
  }

  /// Writes the copy, mode 0600; what is at its path already is never touched.
  ///
  /// The copy stands at its path only when it is whole and on the disk.
  ///
  /// - Throws: ``BackupError``, ``StoreError``.
  package func write() throws {
    // Told at once, not after all is copied; the link below makes sure.
    guard access(target, F_OK) != 0 else { throw BackupError.exists(path: target) }
    let partial = target + ".\(getpid()).partial"
    let file = try make(partial)
    defer {
      unlink(partial)
      try? file.close()
    }
    try copy(to: partial)
    guard fsync(file.rawValue) == 0 else { throw failure(Errno(rawValue: cplatform_errno())) }
    guard link(partial, target) == 0 else {
      let reason = Errno(rawValue: cplatform_errno())
      throw reason == .fileExists ? BackupError.exists(path: target) : failure(reason)
    }
    Self.syncFolder(of: target)
  }

  private func copy(to partial: String) throws {
    do {
      // As the store is: a copy is no reason to change it to a newer schema.
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      let database = try DatabaseQueue(path: source, configuration: configuration)
      try database.writeWithoutTransaction { database in
        // It reads in one transaction, which in a write-ahead log keeps nobody from writing.
        try database.execute(sql: "VACUUM INTO ?", arguments: [partial])
      }
      try database.close()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
      throw BackupError.cannotWrite(path: target, reason: "there is no room left on its disk")
    } catch {
      throw StoreError(using: source, error)
    }
  }

  private func make(_ path: String) throws -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
    } catch let reason as Errno {
      throw failure(reason)
    }
  }

  private func failure(_ reason: Errno) -> BackupError {
    .cannotWrite(path: target, reason: reason.description)
  }

  /// Makes sure that the name of a new file survives a loss of power.
  private static func syncFolder(of path: String) {
    let folder = FilePath(path).removingLastComponent()
    guard
      let file = try? FileDescriptor.open(
        folder.isEmpty ? "." : folder, .readOnly, options: .closeOnExec)
    else { return }
    fsync(file.rawValue)
    try? file.close()
  }
}

/// A copy of a store that could not be made.
package enum BackupError: Error, Hashable, Sendable {
  case exists(path: String)
  case cannotWrite(path: String, reason: String)
}

extension BackupError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .exists(let path):
      "There is something at '\(path)' already, and a backup overwrites nothing. Name another file."
    case .cannotWrite(let path, let reason):
      "The backup '\(path)' cannot be written: \(reason). Name a file that can be."
    }
  }
}

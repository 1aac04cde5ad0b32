import GRDB
import SessionsAPI

/// Why a call on an open store failed, in words without its contents.
enum StoreFailure {
  /// The failure as callers see it: 503.
  static func unavailable(_ error: any Error) -> SessionsError {
    .unavailable("The session store is out of reach: \(words(for: error)).", retryAfter: nil)
  }

  /// Words for what a user can do something about; SQL and values stay in the log.
  static func words(for error: any Error) -> String {
    if let error = error as? StoreError { return words(for: error) }
    if error is StoreSilence { return "the disk does not answer" }
    guard let error = error as? DatabaseError else { return "an unexpected error" }
    return switch error.resultCode {
    case .SQLITE_FULL: "the disk is full"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "it stayed locked by another process"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: "its file is damaged"
    case .SQLITE_READONLY, .SQLITE_PERM: "its file cannot be written"
    case .SQLITE_IOERR: "the disk failed"
    default: "SQLite reports error \(error.extendedResultCode.rawValue)"
    }
  }

  /// Words without the path, which is no caller's business.
  private static func words(for error: StoreError) -> String {
    switch error {
    case .gone: "its file was moved, deleted or replaced"
    case .full: "the disk is full"
    case .busy: "it stayed locked by another process"
    case .damaged: "its file is damaged"
    case .notWritable, .folderNotWritable: "its file cannot be written"
    case .newer, .other: "an unexpected error"
    }
  }
}

import GRDB
import SessionsAPI

/// Why a call on an open store failed, without its contents: SQL and values stay in the log.
enum StoreFailure {
  /// The failure as callers see it: 503.
  static func unavailable(_ error: any Error) -> SessionsError {
    .store(StoreProblem(cause(of: error)))
  }

  /// What of a failure a user can do something about.
  static func cause(of error: any Error) -> StoreProblem.Cause {
    if let error = error as? StoreError { return cause(of: error) }
    if error is StoreSilence { return .silent }
    guard let error = error as? DatabaseError else { return .unexpected }
    return switch error.resultCode {
    case .SQLITE_FULL: .full
    case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
    case .SQLITE_READONLY, .SQLITE_PERM: .readOnly
    case .SQLITE_IOERR: .broken
    default: .sqlite(Int(error.extendedResultCode.rawValue))
    }
  }

  private static func cause(of error: StoreError) -> StoreProblem.Cause {
    switch error {
    case .gone: .gone
    case .full: .full
    case .busy: .locked
    case .damaged: .damaged
    case .notWritable, .folderNotWritable: .readOnly
    case .newer, .other: .unexpected
    }
  }
}

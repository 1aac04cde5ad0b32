import CPlatform
import SystemPackage

/// A living process's mark: a lock on one random byte of a file.
///
/// The kernel drops the lock when the process ends, however it ends, so whatever names an owner whose
/// byte is free belongs to nobody. A byte far beyond a file's end can be locked without being written.
package final class OwnerLock: Sendable {
  /// The number of the byte, which names the owner.
  package let number: Int64
  private let file: FileDescriptor

  /// Claims a random byte of a lock file, which is made where it is missing.
  ///
  /// - Throws: ``OwnerLockError``.
  package init(path: String) throws(OwnerLockError) {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
    } catch {
      throw OwnerLockError(path: path, code: (error as? Errno ?? .ioError).rawValue)
    }
    while true {
      let candidate = Int64.random(in: 1..<(1 << 52))
      if cplatform_lock_byte(file.rawValue, candidate) == 0 {
        number = candidate
        self.file = file
        return
      }
      let failure = Errno(rawValue: cplatform_errno())
      guard [.resourceTemporarilyUnavailable, .permissionDenied, .interrupted].contains(failure)
      else {
        try? file.close()
        throw OwnerLockError(path: path, code: failure.rawValue)
      }
    }
  }

  deinit {
    try? file.close()
  }

  /// Whether an owner still lives; where that can't be told, it is taken to live.
  package func isAlive(_ other: Int64) -> Bool {
    other == number || cplatform_is_byte_locked(file.rawValue, other) != 0
  }
}

/// A lock file that could not be used.
package struct OwnerLockError: Error, Hashable, Sendable {
  package var path: String
  /// The `errno`.
  package var code: Int32
}

extension OwnerLockError: CustomStringConvertible {
  package var description: String {
    "Cannot lock '\(path)': \(Errno(rawValue: code))."
  }
}

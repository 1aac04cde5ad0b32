#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A living process's mark: a lock on one random byte of a file.
///
/// The kernel drops the lock when the process ends, however it ends, so whatever names an owner whose
/// byte is free belongs to nobody. A byte far beyond a file's end can be locked without being written.
package final class OwnerLock: Sendable {
  /// The number of the byte, which names the owner.
  package let number: Int64
  private let descriptor: Int32

  /// Claims a random byte of a lock file, which is made where it is missing.
  ///
  /// - Throws: ``OwnerLockError``.
  package init(path: String) throws(OwnerLockError) {
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
    guard opened >= 0 else { throw OwnerLockError(path: path, code: errno) }
    while true {
      let candidate = Int64.random(in: 1..<(1 << 52))
      var claim = Self.lock(on: candidate)
      if fcntl(opened, Self.setLock, &claim) == 0 {
        number = candidate
        descriptor = opened
        return
      }
      guard errno == EAGAIN || errno == EACCES || errno == EINTR else {
        let failure = OwnerLockError(path: path, code: errno)
        close(opened)
        throw failure
      }
    }
  }

  deinit {
    close(descriptor)
  }

  /// Whether an owner still lives; where that can't be told, it is taken to live.
  package func isAlive(_ other: Int64) -> Bool {
    guard other != number else { return true }
    var probe = Self.lock(on: other)
    guard fcntl(descriptor, Self.getLock, &probe) == 0 else { return true }
    return probe.l_type != Int16(F_UNLCK)
  }

  // Open file description locks (fcntl(2)): unlike the older kind, they are not lost when some
  // other descriptor of the same file is closed. Their names are hidden from Swift.
  #if canImport(Glibc)
    private static let getLock: Int32 = 36
    private static let setLock: Int32 = 37
  #else
    private static let getLock: Int32 = 92
    private static let setLock: Int32 = 90
  #endif

  private static func lock(on byte: Int64) -> flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(byte)
    lock.l_len = 1
    return lock
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
    "Cannot lock '\(path)': \(String(cString: strerror(code)))."
  }
}

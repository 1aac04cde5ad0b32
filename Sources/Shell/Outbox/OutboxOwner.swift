#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A living process's claim to its outbox entries: a lock on one byte of a file.
///
/// The kernel drops the lock when the process ends, however it ends, so an entry whose owner's byte
/// is free belongs to nobody. A byte far beyond the end can be locked without being written.
final class OutboxOwner: Sendable {
  /// The number of the byte.
  let number: Int64
  private let descriptor: FileDescriptor

  /// Claims a random byte of a lock file.
  ///
  /// - Throws: ``FileError``.
  init(lockFile path: String) throws(FileError) {
    try FileDescriptor.makeFolder(of: path)
    descriptor = try FileDescriptor.open(
      path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode: 0o600)
    while true {
      let candidate = Int64.random(in: 1..<(1 << 52))
      var claim = Self.lock(on: candidate)
      if fcntl(descriptor.rawValue, Self.setLock, &claim) == 0 {
        number = candidate
        return
      }
      guard errno == EAGAIN || errno == EACCES || errno == EINTR else {
        throw FileError(path: path, action: "lock")
      }
    }
  }

  deinit {
    descriptor.close()
  }

  /// Whether an owner still lives.
  func isAlive(_ other: Int64) -> Bool {
    guard other != number else { return true }
    var probe = Self.lock(on: other)
    guard fcntl(descriptor.rawValue, Self.getLock, &probe) == 0 else { return true }
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

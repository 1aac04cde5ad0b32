import Foundation

/// The owners of an outbox, as other processes see them.
enum OutboxOwners {
  /// Waits until nobody holds the lock by which owners show that they live.
  ///
  /// Where a test stands for several processes, one has ended when nothing refers to it any more;
  /// and a child that another test is starting has a copy of all that is open until it runs its
  /// program (`FD_CLOEXEC`, fcntl(2)).
  static func waitForEnd(in folder: String) async throws {
    let file = open(folder + "/outbox.lock", O_RDWR)
    guard file >= 0 else { return }
    defer { close(file) }
    while true {
      var probe = flock()
      probe.l_type = Int16(F_WRLCK)
      probe.l_whence = Int16(SEEK_SET)
      // The lock of an open file, whose name is hidden from Swift: F_OFD_GETLK.
      #if canImport(Glibc)
        let isTold = fcntl(file, 36, &probe) == 0
      #else
        let isTold = fcntl(file, 92, &probe) == 0
      #endif
      guard isTold else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      if probe.l_type == Int16(F_UNLCK) { return }
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}

import CPlatform
import Synchronization
import SystemPackage

/// The file of a store at its path: the one that was opened, or none any more.
///
/// What is written to a file that was moved or deleted is lost to whoever opens the path next, and a
/// connection that opens the path then reads another file. So both are refused.
final class StoreFile: Sendable {
  let path: String
  /// The file that was opened; nil before that.
  private let opened = Mutex<Identity?>(nil)

  /// What tells a file from every other of this machine.
  private struct Identity: Equatable {
    var device: DeviceID
    var number: Inode
  }

  init(path: String) {
    self.path = path
  }

  /// Takes the file that stands at the path for the store's from now on.
  func settle() {
    opened.withLock { $0 = current() }
  }

  /// Checks that the store's file stands at its path; before ``settle()`` any does.
  ///
  /// - Throws: ``StoreError/gone(path:)``.
  func check() throws(StoreError) {
    guard let known = opened.withLock({ $0 }) else { return }
    guard current() == known else { throw .gone(path: path) }
  }

  /// The bytes that the disk has room for; nil where that can't be told.
  func roomLeft() -> UInt64? {
    UInt64(exactly: cplatform_room(path))
  }

  /// Whether this user may write the file, which a file system that became read-only refuses.
  var isWritable: Bool { access(path, W_OK) == 0 }

  private func current() -> Identity? {
    guard let status = try? Stat(path) else { return nil }
    return Identity(device: status.deviceID, number: status.inode)
  }
}

import Redaction
import Synchronization
import SystemPackage

/// A log that is written into a new file of mode 0600 as it comes, its secrets masked.
package final class LogSpool: Sendable {
  /// The bytes that are kept of one log at the most.
  package static let limit = 2 << 30

  private let file: OpenFile
  private let state = Mutex((stream: SecretStream(), head: LogHead()))

  /// Makes the file.
  ///
  /// - Throws: ``FileError``, also where there is one already.
  init(_ path: String) throws(FileError) {
    file = try OpenFile(
      path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow],
      permissions: .ownerReadWrite)
  }

  /// Takes the next bytes.
  ///
  /// - Throws: ``FileError``.
  func take(_ bytes: some Collection<UInt8>) throws(FileError) {
    let masked = state.withLock { state in
      let masked = state.stream.take(bytes)
      state.head.take(masked)
      return masked
    }
    try file.write(masked)
  }

  /// Writes what is left, and closes the file; how much there is in it.
  ///
  /// - Throws: ``FileError``.
  func finish() throws(FileError) -> LogHead {
    let (rest, head) = state.withLock { state in
      let rest = state.stream.finish()
      state.head.take(rest)
      state.head.finish()
      return (rest, state.head)
    }
    defer { file.close() }
    try file.write(rest)
    return head
  }
}

import Dispatch
import SessionsAPI
import SystemPackage

/// A file that the user names to go with a message.
struct AttachedFile: Sendable {
  /// What it is called: the last part of its path.
  let name: String
  private let path: String

  /// What is read at once.
  private static let block = 256 << 10

  /// Names a file; `~` is the home folder, as shells have it.
  ///
  /// - Throws: ``ShellError/badAttachment(_:reason:)`` where it is no plain file.
  init(_ typed: String) throws(ShellError) {
    path = HomeFolder.expanded(typed)
    name = path.split(separator: "/").last.map(String.init) ?? path
    let status: Stat
    do {
      status = try Stat(FilePath(path))
    } catch {
      let missing = error == Errno.noSuchFileOrDirectory
      throw .badAttachment(typed, reason: missing ? "there is no such file" : "\(error)")
    }
    switch status.type {
    case .regular: break
    case .directory:
      throw .badAttachment(typed, reason: "it is a folder; '/evidence add PATH' takes those")
    default: throw .badAttachment(typed, reason: "it is no plain file")
    }
  }

  /// Reads it; nil where it has more bytes than that.
  ///
  /// - Throws: ``ShellError/badAttachment(_:reason:)``.
  func read(atMost limit: Int) async throws -> [UInt8]? {
    let kept = BoundedBytes(limit: limit + 1)
    try await pieces { kept.take($0) }
    let bytes = kept.bytes
    return bytes.count > limit ? nil : bytes
  }

  /// Copies it into a new file of this user's alone, without its secrets; how much there is.
  ///
  /// - Throws: ``ShellError/badAttachment(_:reason:)``, ``FileError``.
  func copy(to place: String) async throws -> LogHead {
    let spool = try LogSpool(place)
    let room = BoundedCount(limit: LogSpool.limit)
    try await pieces { bytes in
      guard room.take(bytes.count) else {
        throw ShellError.badAttachment(
          path,
          reason: "it has more than \(ByteCount.text(LogSpool.limit)); '/evidence add PATH' "
            + "has it read where it lies")
      }
      try spool.take(bytes)
      return true
    }
    return try spool.finish()
  }

  /// Hands its bytes on, piece by piece, for as long as they are wanted.
  private func pieces(
    _ take: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Bool
  ) async throws {
    let path = path
    let result = await withCheckedContinuation { continuation in
      // Reading blocks, so it is not done on the cooperative pool.
      DispatchQueue(label: "gumshoe.attached").async {
        continuation.resume(
          returning: Result {
            let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
            defer { try? file.close() }
            var room = [UInt8](repeating: 0, count: Self.block)
            while true {
              let goesOn = try room.withUnsafeMutableBytes { buffer in
                let count = try file.read(into: buffer)
                guard count > 0 else { return false }
                return try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
              }
              guard goesOn else { return }
            }
          })
      }
    }
    do {
      try result.get()
    } catch let error as Errno {
      throw ShellError.badAttachment(path, reason: "\(error)")
    }
  }
}

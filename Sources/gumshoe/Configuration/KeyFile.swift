import CPlatform
import SessionsClient
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file that holds a profile's key: one line, mode 0600, written whole or not at all.
///
/// A second file beside it, which no profile's name can be, names the server it was stored for.
struct KeyFile: Sendable {
  let path: String

  private var serverPath: String { path + ".server" }

  /// Permissions that a file with a key has none of: all others', and to run it.
  private static let forbidden: FilePermissions = [
    .ownerExecute, .groupReadWriteExecute, .otherReadWriteExecute,
  ]

  /// Names the file of a profile below the configuration's folder.
  init(profile: String, folder: String) {
    path = "\(folder)/keys/\(profile)"
  }

  /// Reads the key; nil where there is no file.
  ///
  /// - Throws: ``StartFailure/connecting(_:)`` where others may read the file, or it holds no key.
  func read() throws(StartFailure) -> APIKey? {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch {
      throw .connecting(.unusableFile(path, reason: "\(error)"))
    }
    defer { try? file.close() }
    let permissions = try PrivateFile.naming(path) { try Stat(file).permissions }
    guard permissions.isDisjoint(with: Self.forbidden) else {
      throw .connecting(.wideKeyFile(path, mode: UInt16(permissions.rawValue)))
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = try PrivateFile.naming(path) {
      try bytes.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: 0, into: $0) }
    }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    guard let key = APIKey(text) else { throw .connecting(.badKey(source: "The file '\(path)'")) }
    return key
  }

  /// The server that the key was stored for; nil where it was put there by hand.
  var server: String? {
    guard let data = FileManager.default.contents(atPath: serverPath) else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  /// Writes the key to a new file that then takes the old one's place.
  ///
  /// - Throws: ``StartFailure/connecting(_:)``.
  func write(_ key: APIKey, for server: ServerAddress) throws(StartFailure) {
    // At no moment does the old server's name stand beside the new key.
    try PrivateFile.naming(path) {
      let failure = PrivateFile.failure(of: unlink(serverPath))
      if let failure, failure != .noSuchFileOrDirectory { throw failure }
    }
    try PrivateFile.replace(path, with: key.secret + "\n")
    try PrivateFile.replace(serverPath, with: "\(server)\n")
  }
}

/// Files that are for their owner alone.
enum PrivateFile {
  /// Puts a text in a file's place, mode 0600, so that a reader sees the old text or the new.
  ///
  /// - Throws: ``StartFailure/connecting(_:)``.
  static func replace(_ path: String, with text: String) throws(StartFailure) {
    try naming(path) {
      if let failure = makeFolder(of: path) { throw failure }
      let temporary = "\(path).\(getpid()).new"
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
      do {
        try file.closeAfter {
          // Also where the mask of this process takes some of it away.
          if let failure = failure(of: fchmod(file.rawValue, 0o600)) { throw failure }
          try file.writeAll(text.utf8)
          if let failure = failure(of: fsync(file.rawValue)) { throw failure }
        }
        if let failure = failure(of: rename(temporary, path)) { throw failure }
      } catch {
        unlink(temporary)
        throw error
      }
    }
  }

  /// Runs calls of swift-system on a file; what they throw becomes words about it.
  ///
  /// - Throws: ``StartFailure/connecting(_:)``.
  static func naming<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws(StartFailure) -> Result {
    do {
      return try body()
    } catch {
      throw .connecting(.unusableFile(path, reason: "\(error)"))
    }
  }

  /// Why the call failed that was just made, and gave a result; nil where it succeeded.
  static func failure(of result: Int32) -> Errno? {
    result == 0 ? nil : Errno(rawValue: cplatform_errno())
  }

  /// Makes the folders above a path, mode 0700, where they are missing; why that failed.
  private static func makeFolder(of path: String) -> Errno? {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
    let folder = String(path[..<slash])
    var failure = failure(of: mkdir(folder, 0o700))
    if failure == .noSuchFileOrDirectory {
      if let above = makeFolder(of: folder) { return above }
      failure = Self.failure(of: mkdir(folder, 0o700))
    }
    return failure == .fileExists ? nil : failure
  }
}

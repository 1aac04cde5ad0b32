import SessionsClient

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file that holds a profile's key: one line, mode 0600, written whole or not at all.
///
/// A second file beside it, which no profile's name can be, names the server it was stored for.
struct KeyFile: Sendable {
  let path: String

  private var serverPath: String { path + ".server" }

  /// Names the file of a profile below the configuration's folder.
  init(profile: String, folder: String) {
    path = "\(folder)/keys/\(profile)"
  }

  /// Reads the key; nil where there is no file.
  ///
  /// - Throws: ``StartFailure/connecting(_:)`` where others may read the file, or it holds no key.
  func read() throws(StartFailure) -> APIKey? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw failure() }
      return nil
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    let mode = status.st_mode & 0o7777
    guard mode & 0o177 == 0 else {
      throw .connecting(.wideKeyFile(path, mode: UInt16(mode)))
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count >= 0 else { throw failure() }
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
    guard unlink(serverPath) == 0 || errno == ENOENT else { throw failure() }
    try PrivateFile.replace(path, with: key.secret + "\n")
    try PrivateFile.replace(serverPath, with: "\(server)\n")
  }

  private func failure() -> StartFailure {
    .connecting(.unusableFile(path, reason: String(cString: strerror(errno))))
  }
}

/// Files that are for their owner alone.
enum PrivateFile {
  /// Puts a text in a file's place, mode 0600, so that a reader sees the old text or the new.
  ///
  /// - Throws: ``StartFailure/connecting(_:)``.
  static func replace(_ path: String, with text: String) throws(StartFailure) {
    func failure() -> StartFailure {
      .connecting(.unusableFile(path, reason: String(cString: strerror(errno))))
    }
    guard makeFolder(of: path) else { throw failure() }
    let temporary = "\(path).\(getpid()).new"
    let descriptor = open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
    guard descriptor >= 0 else { throw failure() }
    let bytes = Array(text.utf8)
    let isWritten =
      fchmod(descriptor, 0o600) == 0 && write(descriptor, bytes, bytes.count) == bytes.count
      && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(temporary, path) == 0 else {
      let problem = failure()
      unlink(temporary)
      throw problem
    }
  }

  /// Makes the folders above a path, mode 0700, where they are missing.
  private static func makeFolder(of path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return true }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, makeFolder(of: folder) else { return false }
    return mkdir(folder, 0o700) == 0 || errno == EEXIST
  }
}

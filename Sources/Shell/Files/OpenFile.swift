import CPlatform
import SystemPackage

/// An open file that knows its path, with the few calls that the shell's own files need.
struct OpenFile {
  let descriptor: FileDescriptor
  let path: String

  /// Opens a file; no other program that this one starts gets it.
  init(
    _ path: String, _ mode: FileDescriptor.AccessMode,
    options: FileDescriptor.OpenOptions = [], permissions: FilePermissions? = nil
  ) throws(FileError) {
    self.path = path
    descriptor = try FileError.naming(path, "open") {
      try FileDescriptor.open(
        path, mode, options: options.union(.closeOnExec), permissions: permissions)
    }
  }

  /// Makes the folders above a path, mode 0700, where they are missing.
  static func makeFolder(of path: String) throws(FileError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    var failure = makeOneFolder(folder)
    if failure == .noSuchFileOrDirectory {
      try makeFolder(of: folder)
      failure = makeOneFolder(folder)
    }
    if let failure {
      throw FileError(path: folder, action: "make the folder", code: failure.rawValue)
    }
  }

  /// Makes a folder where it is missing; what kept it from being made.
  private static func makeOneFolder(_ path: String) -> Errno? {
    guard mkdir(path, 0o700) != 0 else { return nil }
    let failure = Errno(rawValue: cplatform_errno())
    return failure == .fileExists ? nil : failure
  }

  /// Brings a folder's own entries to the disk, so that a rename survives a loss of power.
  static func synchronizeFolder(of path: String) throws(FileError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let file = try OpenFile(folder.isEmpty ? "/" : folder, .readOnly)
    defer { file.close() }
    _ = fsync(file.descriptor.rawValue)
  }

  /// Closes the file, and with it gives up its locks.
  func close() {
    try? descriptor.close()
  }

  /// Waits for the exclusive lock of the whole file.
  func lock() throws(FileError) {
    while flock(descriptor.rawValue, LOCK_EX) != 0 {
      let failure = Errno(rawValue: cplatform_errno())
      guard failure == .interrupted else {
        throw FileError(path: path, action: "lock", code: failure.rawValue)
      }
    }
  }

  /// What the file system says about the file.
  func status() throws(FileError) -> Stat {
    try FileError.naming(path, "examine") { try Stat(descriptor) }
  }

  /// Whether a path names this very file.
  func isStill(at path: String) throws(FileError) -> Bool {
    let mine = try status()
    guard let named = try? Stat(path) else { return false }
    return named.inode == mine.inode && named.deviceID == mine.deviceID
  }

  /// Writes all bytes, in one call where the system takes them so.
  func write(_ bytes: [UInt8]) throws(FileError) {
    try FileError.naming(path, "write to") { _ = try descriptor.writeAll(bytes) }
  }

  /// Reads the bytes between two offsets, fewer where the file ends earlier.
  func read(from start: Int, to end: Int) throws(FileError) -> [UInt8] {
    guard end > start else { return [] }
    var bytes = [UInt8](repeating: 0, count: end - start)
    let count = try FileError.naming(path, "read") {
      try bytes.withUnsafeMutableBytes { buffer in
        var done = 0
        while done < buffer.count {
          let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
          let count = try descriptor.read(fromAbsoluteOffset: Int64(start + done), into: rest)
          if count == 0 { break }
          done += count
        }
        return done
      }
    }
    return Array(bytes[..<count])
  }

  /// Brings written bytes to the disk.
  func synchronize() throws(FileError) {
    guard cplatform_synchronize(descriptor.rawValue) == 0 else {
      throw FileError(path: path, action: "flush")
    }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file, with the few calls that the shell's own files need.
struct FileDescriptor {
  let rawValue: Int32
  let path: String

  /// Opens a file.
  static func open(
    _ path: String, _ flags: Int32, mode: mode_t = 0
  ) throws(FileError) -> FileDescriptor {
    while true {
      #if canImport(Glibc)
        let descriptor = Glibc.open(path, flags, mode)
      #else
        let descriptor = Darwin.open(path, flags, mode)
      #endif
      if descriptor >= 0 { return FileDescriptor(rawValue: descriptor, path: path) }
      guard errno == EINTR else { throw FileError(path: path, action: "open") }
    }
  }

  /// Makes the folders above a path, mode 0700, where they are missing.
  static func makeFolder(of path: String) throws(FileError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw FileError(path: folder, action: "make the folder") }
    try makeFolder(of: folder)
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw FileError(path: folder, action: "make the folder")
    }
  }

  /// Brings a folder's own entries to the disk, so that a rename survives a loss of power.
  static func synchronizeFolder(of path: String) throws(FileError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = try open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
    defer { descriptor.close() }
    _ = fsync(descriptor.rawValue)
  }

  /// Closes the file, and with it gives up its locks.
  func close() {
    #if canImport(Glibc)
      _ = Glibc.close(rawValue)
    #else
      _ = Darwin.close(rawValue)
    #endif
  }

  /// Waits for the exclusive lock of the whole file.
  func lock() throws(FileError) {
    while flock(rawValue, LOCK_EX) != 0 {
      guard errno == EINTR else { throw FileError(path: path, action: "lock") }
    }
  }

  /// What the file system says about the file.
  func status() throws(FileError) -> stat {
    var status = stat()
    guard fstat(rawValue, &status) == 0 else { throw FileError(path: path, action: "examine") }
    return status
  }

  /// Whether a path names this very file.
  func isStill(at path: String) throws(FileError) -> Bool {
    let mine = try status()
    var named = stat()
    guard stat(path, &named) == 0 else { return false }
    return named.st_ino == mine.st_ino && named.st_dev == mine.st_dev
  }

  /// Writes all bytes, in one call where the system takes them so.
  func write(_ bytes: [UInt8]) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(rawValue, buffer.baseAddress?.advanced(by: done), bytes.count - done)
        #else
          Darwin.write(rawValue, buffer.baseAddress?.advanced(by: done), bytes.count - done)
        #endif
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw FileError(path: path, action: "write to")
      }
    }
  }

  /// Reads the bytes between two offsets, fewer where the file ends earlier.
  func read(from start: Int, to end: Int) throws(FileError) -> [UInt8] {
    guard end > start else { return [] }
    var bytes = [UInt8](repeating: 0, count: end - start)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(
          rawValue, buffer.baseAddress?.advanced(by: done), buffer.count - done,
          off_t(start + done))
      }
      if count == 0 { break }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw FileError(path: path, action: "read")
      }
    }
    return Array(bytes[..<done])
  }

  /// Brings written bytes to the disk.
  func synchronize() throws(FileError) {
    #if canImport(Glibc)
      let result = fdatasync(rawValue)
    #else
      let result = fsync(rawValue)
    #endif
    guard result == 0 else { throw FileError(path: path, action: "flush") }
  }
}

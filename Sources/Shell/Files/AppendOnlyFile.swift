#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file of lines that several processes append to at once and that may be replaced meanwhile.
///
/// An append takes the file's lock, makes sure that the path still names the same file, heals a line
/// that a killed process cut, and writes the whole line at once.
package struct AppendOnlyFile: Sendable {
  /// The file's path.
  package let path: String

  /// Names a file; it is made at the first append, mode 0600, in a folder of mode 0700.
  package init(path: String) {
    self.path = path
  }

  /// Appends one line; with `durably`, it survives a loss of power.
  ///
  /// - Throws: ``FileError``.
  package func append(_ line: [UInt8], durably: Bool) throws(FileError) {
    try withLock { descriptor throws(FileError) in
      var bytes = line
      bytes.append(UInt8(ascii: "\n"))
      if try !endsInNewline(descriptor) { bytes.insert(UInt8(ascii: "\n"), at: 0) }
      try descriptor.write(bytes)
      if durably { try descriptor.synchronize() }
    }
  }

  /// Reads the whole lines from an offset; an absent file has none.
  ///
  /// - Throws: ``FileError``.
  package func read(from offset: Int = 0) throws(FileError) -> Contents {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    } catch {
      guard error.code == ENOENT else { throw error }
      return Contents(lines: [], end: 0, identity: 0)
    }
    defer { descriptor.close() }
    let status = try descriptor.status()
    let start = offset <= Int(status.st_size) ? offset : 0
    let bytes = try descriptor.read(from: start, to: Int(status.st_size))
    let complete = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let lines = bytes[..<complete].split(separator: UInt8(ascii: "\n")).map(Array.init)
    return Contents(lines: lines, end: start + complete, identity: UInt64(status.st_ino))
  }

  /// Replaces the lines by what a transformation makes of them, under the lock.
  ///
  /// The new file is complete before it takes the old one's place. Nil leaves the file alone.
  ///
  /// - Throws: ``FileError``.
  package func rewrite(_ transform: ([[UInt8]]) -> [[UInt8]]?) throws(FileError) {
    try withLock { descriptor throws(FileError) in
      let status = try descriptor.status()
      let bytes = try descriptor.read(from: 0, to: Int(status.st_size))
      let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
      guard let kept = transform(lines) else { return }
      let temporary = path + ".new"
      let copy = try FileDescriptor.open(
        temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode: 0o600)
      defer { copy.close() }
      try copy.write(Array(kept.map { $0 + [UInt8(ascii: "\n")] }.joined()))
      try copy.synchronize()
      guard rename(temporary, path) == 0 else { throw FileError(path: path, action: "replace") }
      try FileDescriptor.synchronizeFolder(of: path)
    }
  }

  /// The lines of a file, and where to read on.
  package struct Contents: Sendable {
    package var lines: [[UInt8]]
    /// The offset behind the last whole line.
    package var end: Int
    /// Names the file behind the path, so that a reader notices a replaced one.
    package var identity: UInt64
  }

  /// Runs a body with the lock on the file that the path names at that moment.
  private func withLock(
    _ body: (FileDescriptor) throws(FileError) -> Void
  ) throws(FileError) {
    try FileDescriptor.makeFolder(of: path)
    while true {
      let descriptor = try FileDescriptor.open(
        path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, mode: 0o600)
      defer { descriptor.close() }
      try descriptor.lock()
      // Another process may have put a new file in its place while we waited for the lock.
      guard try descriptor.isStill(at: path) else { continue }
      return try body(descriptor)
    }
  }

  private func endsInNewline(_ descriptor: FileDescriptor) throws(FileError) -> Bool {
    let size = Int(try descriptor.status().st_size)
    guard size > 0 else { return true }
    return try descriptor.read(from: size - 1, to: size) == [UInt8(ascii: "\n")]
  }
}

extension AppendOnlyFile {
  /// The file's size in bytes, and what names it; nil where it is absent.
  func size() -> (bytes: Int, identity: UInt64)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (Int(status.st_size), UInt64(status.st_ino))
  }
}

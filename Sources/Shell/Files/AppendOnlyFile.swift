import CPlatform
import SystemPackage

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
    try withLock { file throws(FileError) in
      var bytes = line
      bytes.append(UInt8(ascii: "\n"))
      if try !endsInNewline(file) { bytes.insert(UInt8(ascii: "\n"), at: 0) }
      try file.write(bytes)
      if durably { try file.synchronize() }
    }
  }

  /// Reads the whole lines from an offset; an absent file has none.
  ///
  /// - Throws: ``FileError``.
  package func read(from offset: Int = 0) throws(FileError) -> Contents {
    let file: OpenFile
    do {
      file = try OpenFile(path, .readOnly, options: .noFollow)
    } catch {
      guard Errno(rawValue: error.code) == .noSuchFileOrDirectory else { throw error }
      return Contents(lines: [], end: 0, identity: 0)
    }
    defer { file.close() }
    let status = try file.status()
    let start = offset <= Int(status.size) ? offset : 0
    let bytes = try file.read(from: start, to: Int(status.size))
    let complete = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let lines = bytes[..<complete].split(separator: UInt8(ascii: "\n")).map(Array.init)
    return Contents(lines: lines, end: start + complete, identity: UInt64(status.inode.rawValue))
  }

  /// Reads the whole lines in front of an offset: as many as take up about so many bytes, and one at
  /// least where there is any.
  ///
  /// - Throws: ``FileError``.
  package func read(before end: Int, about count: Int) throws(FileError) -> Page {
    let file = try OpenFile(path, .readOnly, options: .noFollow)
    defer { file.close() }
    let newline = UInt8(ascii: "\n")
    var start = max(0, end - count)
    var bytes = try file.read(from: start, to: end)
    // A line may be longer than that.
    while start > 0, !bytes.dropLast().contains(newline) {
      let earlier = max(0, start - bytes.count)
      bytes = try file.read(from: earlier, to: start) + bytes
      start = earlier
    }
    let first = start == 0 ? 0 : bytes.firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
    let complete = bytes.lastIndex(of: newline).map { $0 + 1 } ?? 0
    let lines =
      first < complete
      ? bytes[first..<complete].split(separator: newline).map(Array.init) : []
    return Page(lines: lines, start: start + first, end: start + max(first, complete))
  }

  /// Some lines of a file, and their place in it.
  package struct Page: Sendable {
    package var lines: [[UInt8]]
    package var start: Int
    package var end: Int
  }

  /// Replaces the lines by what a transformation makes of them, under the lock.
  ///
  /// The new file is complete before it takes the old one's place. Nil leaves the file alone.
  ///
  /// - Throws: ``FileError``.
  package func rewrite(_ transform: ([[UInt8]]) -> [[UInt8]]?) throws(FileError) {
    try withLock { file throws(FileError) in
      let bytes = try file.read(from: 0, to: Int(try file.status().size))
      let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
      guard let kept = transform(lines) else { return }
      let temporary = path + ".new"
      let copy = try OpenFile(
        temporary, .writeOnly, options: [.create, .truncate, .noFollow],
        permissions: .ownerReadWrite)
      defer { copy.close() }
      try copy.write(Array(kept.map { $0 + [UInt8(ascii: "\n")] }.joined()))
      try copy.synchronize()
      guard rename(temporary, path) == 0 else { throw FileError(path: path, action: "replace") }
      try OpenFile.synchronizeFolder(of: path)
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
    _ body: (OpenFile) throws(FileError) -> Void
  ) throws(FileError) {
    try OpenFile.makeFolder(of: path)
    while true {
      let file = try OpenFile(
        path, .readWrite, options: [.create, .append, .noFollow], permissions: .ownerReadWrite)
      defer { file.close() }
      try file.lock()
      // Another process may have put a new file in its place while we waited for the lock.
      guard try file.isStill(at: path) else { continue }
      return try body(file)
    }
  }

  private func endsInNewline(_ file: OpenFile) throws(FileError) -> Bool {
    let size = Int(try file.status().size)
    guard size > 0 else { return true }
    return try file.read(from: size - 1, to: size) == [UInt8(ascii: "\n")]
  }
}

extension AppendOnlyFile {
  /// The file's size in bytes, and what names it; nil where it is absent.
  func size() -> (bytes: Int, identity: UInt64)? {
    guard let status = try? Stat(path) else { return nil }
    return (Int(status.size), UInt64(status.inode.rawValue))
  }
}

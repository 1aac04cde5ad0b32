import CPlatform
import SystemPackage

/// The folder of the indexes on disk: readable by its owner alone, bounded, and never needed.
///
/// Whatever it holds may be missing, torn or another program's: an index is used only where all of it is
/// as it was written. One is written under a name of its own and then renamed, so that others see a
/// whole one or none; whoever is killed meanwhile leaves a file without a lock, which the next one
/// removes.
struct IndexFolder: Sendable {
  let path: String
  /// The most bytes of all indexes together.
  private let most: Int

  /// What all indexes may take: 4 GiB.
  static let usualMost = 4 << 30
  /// How many there may be: each takes a block of the disk, however small.
  private static let mostIndexes = 100_000
  /// What one may take: an index has to fit into memory beside all else.
  static let mostOfOne = 64 << 20
  /// What names of indexes end in, and those of files that are written.
  private static let ending = ".index"
  private static let newEnding = ".new"

  /// Makes the folder where it is missing; nil where it cannot be used, or others could write to it.
  init?(_ path: String, most: Int = usualMost) {
    guard path.hasPrefix("/"), Self.make(path),
      let status = try? Stat(FilePath(path), flags: .symlinkNoFollow),
      status.type == .directory, status.userID.rawValue == geteuid()
    else { return nil }
    if status.permissions.rawValue & 0o777 != 0o700, chmod(path, 0o700) != 0 { return nil }
    self.path = path
    self.most = most
  }

  /// Makes a folder of mode 0700, and those above it.
  private static func make(_ folder: String) -> Bool {
    if mkdir(folder, 0o700) == 0 || cplatform_errno() == EEXIST { return true }
    guard cplatform_errno() == ENOENT, let slash = folder.lastIndex(of: "/"),
      slash > folder.startIndex, make(String(folder[..<slash]))
    else { return false }
    return mkdir(folder, 0o700) == 0 || cplatform_errno() == EEXIST
  }

  /// The first bytes of an index with its length; nil where there is none.
  func beginning(of name: String, count: Int) -> (bytes: [UInt8], length: Int)? {
    guard let file = open(name) else { return nil }
    defer { try? file.descriptor.close() }
    return Self.read(file.descriptor, min(count, file.length)).map { ($0, file.length) }
  }

  /// All bytes of an index; nil where there is none.
  func bytes(of name: String) -> [UInt8]? {
    guard let file = open(name) else { return nil }
    defer { try? file.descriptor.close() }
    return Self.read(file.descriptor, file.length)
  }

  private func open(_ name: String) -> (descriptor: FileDescriptor, length: Int)? {
    let opened = try? FileDescriptor.open(
      FilePath(path + "/" + name + Self.ending), .readOnly,
      options: [.noFollow, .closeOnExec, .nonBlocking])
    guard let opened else { return nil }
    guard let status = try? opened.stat(), status.type == .regular,
      status.userID.rawValue == geteuid(), status.size > 0, status.size <= Self.mostOfOne
    else {
      try? opened.close()
      return nil
    }
    return (opened, Int(status.size))
  }

  /// So many bytes of a file; nil where there are fewer.
  private static func read(_ file: FileDescriptor, _ count: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(room)[filled..<count])
        guard let got = try? file.read(fromAbsoluteOffset: Int64(filled), into: rest), got > 0
        else { return }
        filled += got
      }
    }
    return bytes.count == count ? bytes : nil
  }

  /// Puts an index in its place, where the disk has room for it.
  func save(_ bytes: [UInt8], as name: String) {
    guard bytes.count <= min(Self.mostOfOne, most) else { return }
    let new = "\(path)/\(name).\(UInt64.random(in: .min ... .max))\(Self.newEnding)"
    let opened = try? FileDescriptor.open(
      FilePath(new), .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
      permissions: .ownerReadWrite)
    guard let file = opened else { return }
    defer { try? file.close() }
    // Held until the file is closed: who could have it knows that nobody writes here any more.
    let isLocked = flock(file.rawValue, LOCK_EX | LOCK_NB) == 0
    guard isLocked, (try? file.writeAll(bytes)) == bytes.count,
      rename(new, path + "/" + name + Self.ending) == 0
    else {
      unlink(new)
      return
    }
  }

  /// Removes the oldest indexes where all take too much, and what the dead were writing.
  func trim() {
    guard let folder = try? OpenPath(path, for: .list), let names = try? folder.entries() else {
      return
    }
    var found: [(modified: Int64, path: String, size: Int)] = []
    for name in names {
      let file = path + "/" + name
      if name.hasSuffix(Self.newEnding) {
        Self.removeUnlocked(file)
      } else if name.hasSuffix(Self.ending),
        let status = try? Stat(FilePath(file), flags: .symlinkNoFollow)
      {
        found.append(
          (EvidenceFile.Version(status).modified, file, Int(clamping: status.size)))
      }
    }
    var total = found.reduce(0) { $0.addingReportingOverflow($1.size).partialValue }
    var left = found.count
    for index in found.sorted(by: { ($0.modified, $0.path) < ($1.modified, $1.path) }) {
      guard total > most || left > Self.mostIndexes else { return }
      unlink(index.path)
      total -= index.size
      left -= 1
    }
  }

  private static func removeUnlocked(_ file: String) {
    let opened = try? FileDescriptor.open(
      FilePath(file), .readOnly, options: [.noFollow, .closeOnExec, .nonBlocking])
    guard let opened else { return }
    defer { try? opened.close() }
    if flock(opened.rawValue, LOCK_EX | LOCK_NB) == 0 { unlink(file) }
  }
}

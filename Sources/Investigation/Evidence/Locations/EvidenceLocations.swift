#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the files that folders, files and globs name.
struct EvidenceLocations {
  /// The files, each once, in the order of their display paths.
  private(set) var files: [EvidenceFile] = []
  private(set) var unread: [UnreadFile] = []
  /// The folders and files seen, by device and inode: a link that leads back ends there.
  private var seen: Set<EvidenceFile.Identity> = []
  private let isSingle: Bool

  /// Finds the files of all locations.
  static func find(_ locations: [String]) async -> EvidenceLocations {
    await ThreadStart.result { EvidenceLocations(locations) }
  }

  /// Whether the same files are there as at another look, with the same bytes.
  func isSame(as other: EvidenceLocations) -> Bool {
    files == other.files && unread == other.unread
  }

  /// Folders nested deeper are not entered.
  private static let deepest = 64

  private init(_ locations: [String]) {
    isSingle = locations.count == 1
    for location in locations { add(location) }
    files.sort { $0.display < $1.display }
    unread.sort { ($0.path, $0.reason) < ($1.path, $1.reason) }
  }

  private mutating func add(_ location: String) {
    if status(location) != nil {
      addFound(location, isSingle: isSingle)
      return
    }
    let reason = String(cString: strerror(errno))
    guard location.contains(where: { "*?[".contains($0) }) else {
      unread.append(UnreadFile(path: location, reason: reason))
      return
    }
    let matches = Self.expand(location)
    if matches.isEmpty {
      unread.append(UnreadFile(path: location, reason: "no file matches"))
    }
    let base = Self.fixedFolder(of: location)
    for match in matches {
      addFound(match, isSingle: false, base: base)
    }
  }

  /// Adds a file or folder that exists; below `base` its display path begins.
  private mutating func addFound(_ path: String, isSingle: Bool, base: String? = nil) {
    guard let status = status(path) else { return }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if !isFolder(status) {
      let display = base.map { Self.relative(trimmed, to: $0) } ?? trimmed
      let folders =
        base == nil ? [] : Array(display.split(separator: "/").dropLast().map(String.init))
      addFile(trimmed, display: display, folders: folders, status)
      return
    }
    let name = base.map { Self.relative(trimmed, to: $0) } ?? Self.name(of: trimmed)
    let before = files.count + unread.count
    walk(trimmed, display: isSingle ? "" : name + "/", folders: [], status, depth: 0)
    if files.count + unread.count == before {
      unread.append(UnreadFile(path: path, reason: "the folder is empty"))
    }
  }

  private mutating func walk(
    _ folder: String, display: String, folders: [String], _ status: stat, depth: Int
  ) {
    guard depth < Self.deepest, seen.insert(identity(status)).inserted else { return }
    guard let names = Self.entries(of: folder) else {
      let shown = display.isEmpty ? folder : String(display.dropLast())
      unread.append(UnreadFile(path: shown, reason: String(cString: strerror(errno))))
      return
    }
    for name in names {
      let path = folder + "/" + name
      guard let status = self.status(path) else {
        let reason = String(cString: strerror(errno))
        unread.append(UnreadFile(path: display + name, reason: reason))
        continue
      }
      if isFolder(status) {
        walk(
          path, display: display + name + "/", folders: folders + [name], status,
          depth: depth + 1)
      } else {
        addFile(path, display: display + name, folders: folders, status)
      }
    }
  }

  private mutating func addFile(
    _ path: String, display: String, folders: [String], _ status: stat
  ) {
    guard status.st_mode & S_IFMT == S_IFREG else {
      unread.append(UnreadFile(path: display, reason: "not a regular file"))
      return
    }
    let identity = identity(status)
    guard seen.insert(identity).inserted else { return }
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    files.append(
      EvidenceFile(
        path: path, display: display, folders: folders, size: Int(status.st_size),
        version: EvidenceFile.Version(
          identity: identity, modified: modified.nanoseconds, changed: changed.nanoseconds)))
  }

  private func status(_ path: String) -> stat? {
    var result = stat()
    return stat(path, &result) == 0 ? result : nil
  }

  private func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

  private func identity(_ status: stat) -> EvidenceFile.Identity {
    EvidenceFile.Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      inode: UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// The names in a folder, sorted; nil where it cannot be read, with `errno` set.
  private static func entries(of folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The paths that match a pattern of the shell, sorted.
  private static func expand(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    var paths: [String] = []
    for index in 0..<Int(found.gl_pathc) {
      if let path = found.gl_pathv[index] { paths.append(String(cString: path)) }
    }
    return paths.sorted()
  }

  /// The folder of a pattern before its first wildcard, with its slash.
  private static func fixedFolder(of pattern: String) -> String {
    let fixed = pattern.prefix { !"*?[".contains($0) }
    guard let slash = fixed.lastIndex(of: "/") else { return "" }
    return String(fixed[...slash])
  }

  private static func relative(_ path: String, to base: String) -> String {
    path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
  }

  private static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard name == "." || name == "..", let real = realpath(path, nil) else { return name }
    defer { free(real) }
    return String(cString: real).split(separator: "/").last.map(String.init) ?? name
  }
}

extension timespec {
  /// The time in nanoseconds since 1970.
  fileprivate var nanoseconds: Int64 { Int64(tv_sec) * 1_000_000_000 + Int64(tv_nsec) }
}

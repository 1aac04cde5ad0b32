#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the files that folders, files and globs name.
///
/// What is named is read, also where it is a symbolic link: whoever runs the service named it. A link
/// met on the way, or among the matches of a glob, is followed only to what lies in a named place: a
/// named folder, a named file, or the folder before the first wildcard of a glob. So of
/// `/var/log/containers/*.log`, all links into `/var/log/pods`, nothing is read until `/var/log/pods`
/// or `/var/log` is named too.
struct EvidenceLocations {
  /// The files, each once, in the order of their display paths.
  private(set) var files: [EvidenceFile] = []
  private(set) var unread: [UnreadFile] = []
  /// The folders and files seen, by device and inode: a link that leads back ends there.
  private var seen: Set<EvidenceFile.Identity> = []
  /// How often something was met again.
  private var repeats = 0
  /// The named places, without any link in their paths.
  private var places: [String] = []
  private let names: PlaceNames
  private let isSingle: Bool

  /// Finds the files of all locations.
  static func find(_ locations: [String]) async -> EvidenceLocations {
    await ThreadStart.result { EvidenceLocations(locations) }
  }

  /// Whether the same files are there as at another look, with the same bytes.
  func isSame(as other: EvidenceLocations) -> Bool {
    files == other.files && unread == other.unread
  }

  /// Folders nested deeper are not entered; each level holds a descriptor open.
  private static let deepest = 64

  init(_ locations: [String]) {
    isSingle = locations.count == 1
    let named = locations.map { NamedLocation($0) }
    names = PlaceNames(named.map(\.place))
    places = named.compactMap(\.realPath)
    for location in named { add(location) }
    files.sort { $0.display < $1.display }
    unread.sort { ($0.path, $0.reason) < ($1.path, $1.reason) }
  }

  private mutating func add(_ location: NamedLocation) {
    let name = names[location.place]
    switch location.kind {
    case .missing(let reason): unread.append(UnreadFile(path: name, reason: reason))
    case .found: addFound(location.path, display: name, prefix: isSingle ? "" : name + "/")
    case .glob(let matches):
      let prefix = isSingle ? "" : name + "/"
      if matches.isEmpty {
        unread.append(UnreadFile(path: prefix + location.pattern, reason: "no file matches"))
      }
      for match in matches {
        let display = prefix + location.shown(match)
        addFound(
          match, display: display, prefix: display + "/", isNamed: false,
          folders: location.folders(above: match))
      }
    }
  }

  /// Adds a file, or the folder whose files go by paths with a prefix.
  private mutating func addFound(
    _ path: String, display: String, prefix: String, isNamed: Bool = true, folders: [String] = []
  ) {
    guard let found = OpenPath(path) else {
      unread.append(UnreadFile(path: display, reason: Self.systemReason))
      return
    }
    guard isNamed || isInside(found) else {
      unread.append(UnreadFile(path: display, reason: Self.leadsOut))
      return
    }
    guard found.isFolder else {
      addFile(path, display: display, folders: folders, found.status)
      return
    }
    let before = files.count + unread.count + repeats
    if let folder = OpenPath(path, for: .list), folder.identity == found.identity {
      walk(folder, path: path, display: prefix, folders: [], depth: 0)
    } else {
      unread.append(UnreadFile(path: display, reason: Self.systemReason))
    }
    if files.count + unread.count + repeats == before {
      unread.append(UnreadFile(path: display, reason: "the folder is empty"))
    }
  }

  private mutating func walk(
    _ folder: borrowing OpenPath, path: String, display: String, folders: [String], depth: Int
  ) {
    guard seen.insert(folder.identity).inserted else {
      repeats += 1
      return
    }
    let shown = display.isEmpty ? names[path] : String(display.dropLast())
    guard depth < Self.deepest else {
      unread.append(UnreadFile(path: shown, reason: "nested too deep"))
      return
    }
    guard let entries = Self.entries(of: folder.descriptor) else {
      unread.append(UnreadFile(path: shown, reason: Self.systemReason))
      return
    }
    for name in entries {
      var status = stat()
      let entry = display + name
      guard fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        unread.append(UnreadFile(path: entry, reason: Self.systemReason))
        continue
      }
      let isLink = status.st_mode & S_IFMT == S_IFLNK
      if isLink {
        guard let found = OpenPath(name, in: folder.descriptor) else {
          unread.append(UnreadFile(path: entry, reason: Self.systemReason))
          continue
        }
        // What was opened is asked, not the path: that may lead elsewhere a moment later.
        guard isInside(found) else {
          unread.append(UnreadFile(path: entry, reason: Self.leadsOut))
          continue
        }
        status = found.status
      }
      let inner = path + "/" + name
      guard status.st_mode & S_IFMT == S_IFDIR else {
        addFile(inner, display: entry, folders: folders, status)
        continue
      }
      let list = OpenPath(name, in: folder.descriptor, for: .list, followsLink: isLink)
      guard let list else {
        unread.append(UnreadFile(path: entry, reason: Self.systemReason))
        continue
      }
      guard list.identity == EvidenceFile.Version(status).identity else {
        unread.append(UnreadFile(path: entry, reason: "another has taken its place meanwhile"))
        continue
      }
      walk(
        list, path: inner, display: entry + "/", folders: folders + [name], depth: depth + 1)
    }
  }

  private mutating func addFile(
    _ path: String, display: String, folders: [String], _ status: stat
  ) {
    guard status.st_mode & S_IFMT == S_IFREG else {
      unread.append(UnreadFile(path: display, reason: "not a regular file"))
      return
    }
    let version = EvidenceFile.Version(status)
    guard seen.insert(version.identity).inserted else {
      repeats += 1
      return
    }
    files.append(
      EvidenceFile(
        path: path, display: display, folders: folders, size: Int(status.st_size),
        version: version))
  }

  private func isInside(_ found: borrowing OpenPath) -> Bool {
    guard let path = found.realPath?.utf8 else { return false }
    return places.contains { place in
      let place = place.utf8
      guard path.starts(with: place) else { return false }
      return path.count == place.count || place.last == UInt8(ascii: "/")
        || path.dropFirst(place.count).first == UInt8(ascii: "/")
    }
  }

  private static let leadsOut = "a symbolic link that leads out of the evidence"

  /// Why the system's last call failed.
  private static var systemReason: String { String(cString: strerror(errno)) }

  /// The names in a folder, sorted; nil where it cannot be read, with `errno` set.
  private static func entries(of folder: Int32) -> [String]? {
    // The stream closes the descriptor it is given.
    let own = dup(folder)
    guard own >= 0 else { return nil }
    guard let stream = fdopendir(own) else {
      close(own)
      return nil
    }
    defer { closedir(stream) }
    rewinddir(stream)
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

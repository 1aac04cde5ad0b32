import Evidence
import SystemPackage

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
  private(set) var unread: [Catalog.Unread] = []
  /// The folders and files seen, by device and inode: a link that leads back ends there.
  private var seen: Set<EvidenceFile.Identity> = []
  /// How often something was met again.
  private var repeats = 0
  /// The named places, without any link in their paths.
  private var places: [String] = []
  private let names: PlaceNames
  private let isSingle: Bool

  /// Whether the same files are there as at another look, with the same bytes.
  func isSame(as other: EvidenceLocations) -> Bool {
    files == other.files && unread == other.unread
  }

  /// Folders nested deeper are not entered; each level holds a descriptor open.
  private static let deepest = 64

  /// Finds the files of all locations; blocks while it looks.
  init(_ locations: [String]) {
    isSingle = locations.count == 1
    let named = locations.map { NamedLocation($0) }
    names = PlaceNames(named.map(\.place))
    places = named.compactMap(\.realPath)
    for location in named { add(location) }
    files.sort { $0.display < $1.display }
    unread.sort { ($0.path, $0.reason) < ($1.path, $1.reason) }
  }

  /// Text in memory, such as of a message or a pipe, as a file with a name.
  init(text: [UInt8], name: String) {
    isSingle = true
    names = PlaceNames([])
    files = [
      EvidenceFile(
        path: name, display: name, folders: [], size: text.count, version: .memory,
        origin: .text(text))
    ]
  }

  private mutating func add(_ location: NamedLocation) {
    let name = names[location.place]
    switch location.kind {
    case .missing(let reason): unread.append(Catalog.Unread(path: name, reason: reason))
    case .found: addFound(location.path, display: name, prefix: isSingle ? "" : name + "/")
    case .glob(let matches):
      let prefix = isSingle ? "" : name + "/"
      if matches.isEmpty {
        unread.append(Catalog.Unread(path: prefix + location.pattern, reason: "no file matches"))
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
    do throws(Errno) {
      let found = try OpenPath(path)
      guard isNamed || isInside(found) else {
        unread.append(Catalog.Unread(path: display, reason: Self.leadsOut))
        return
      }
      guard found.isFolder else {
        addFile(path, display: display, folders: folders, found.status)
        return
      }
      let before = files.count + unread.count + repeats
      let folder = try OpenPath(path, for: .list)
      if folder.identity == found.identity {
        walk(folder, path: path, display: prefix, folders: [], depth: 0)
      } else {
        unread.append(Catalog.Unread(path: display, reason: Self.replaced))
      }
      if files.count + unread.count + repeats == before {
        unread.append(Catalog.Unread(path: display, reason: "the folder is empty"))
      }
    } catch {
      unread.append(Catalog.Unread(path: display, reason: error.description))
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
      unread.append(Catalog.Unread(path: shown, reason: "nested too deep"))
      return
    }
    let entries: [String]
    do throws(Errno) {
      entries = try folder.entries()
    } catch {
      unread.append(Catalog.Unread(path: shown, reason: error.description))
      return
    }
    for name in entries {
      do throws(Errno) {
        try look(name, in: folder, path: path, display: display, folders: folders, depth: depth)
      } catch {
        unread.append(Catalog.Unread(path: display + name, reason: error.description))
      }
    }
  }

  private mutating func look(
    _ name: String, in folder: borrowing OpenPath, path: String, display: String,
    folders: [String], depth: Int
  ) throws(Errno) {
    let entry = display + name
    var status = try Stat(
      FilePath(name), relativeTo: folder.descriptor, flags: .symlinkNoFollow)
    let isLink = status.type == .symbolicLink
    if isLink {
      let found = try OpenPath(name, in: folder.descriptor)
      // What was opened is asked, not the path: that may lead elsewhere a moment later.
      guard isInside(found) else {
        unread.append(Catalog.Unread(path: entry, reason: Self.leadsOut))
        return
      }
      status = found.status
    }
    let inner = path + "/" + name
    guard status.type == .directory else {
      addFile(inner, display: entry, folders: folders, status)
      return
    }
    let list = try OpenPath(name, in: folder.descriptor, for: .list, followsLink: isLink)
    guard list.identity == EvidenceFile.Version(status).identity else {
      unread.append(Catalog.Unread(path: entry, reason: Self.replaced))
      return
    }
    walk(list, path: inner, display: entry + "/", folders: folders + [name], depth: depth + 1)
  }

  private mutating func addFile(
    _ path: String, display: String, folders: [String], _ status: Stat
  ) {
    guard status.type == .regular else {
      unread.append(Catalog.Unread(path: display, reason: "not a regular file"))
      return
    }
    let version = EvidenceFile.Version(status)
    guard seen.insert(version.identity).inserted else {
      repeats += 1
      return
    }
    files.append(
      EvidenceFile(
        path: path, display: display, folders: folders, size: Int(status.size),
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

  private static let replaced = "another has taken its place meanwhile"
}

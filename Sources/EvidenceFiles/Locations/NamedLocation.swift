import CPlatform
import SystemPackage

/// A folder, a file or a glob, as whoever runs the service named it.
struct NamedLocation {
  let path: String
  let kind: Kind

  /// What the name turned out to stand for.
  enum Kind {
    case found
    /// A pattern of the shell, with the paths that match it, sorted.
    case glob([String])
    case missing(String)
  }

  init(_ location: String) {
    var bytes = Array(location.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    path = String(decoding: bytes, as: UTF8.self)
    do throws(Errno) {
      _ = try Stat(FilePath(path))
      kind = .found
    } catch {
      let isGlob = path.utf8.contains(where: "*?[".utf8.contains)
      kind = isGlob ? .glob(Self.expand(path)) : .missing(error.description)
    }
  }

  /// What is named: the path itself; of a glob the folder before its first wildcard.
  var place: String {
    guard case .glob = kind else { return path }
    return fixedLength == 0 ? "." : String(decoding: path.utf8.prefix(fixedLength), as: UTF8.self)
  }

  /// A glob without the folder before its first wildcard.
  var pattern: String { shown(path) }

  /// A match of a glob without that folder.
  func shown(_ match: String) -> String {
    String(decoding: match.utf8.dropFirst(fixedLength), as: UTF8.self)
  }

  /// The names of the folders between that folder and a match, outermost first.
  func folders(above match: String) -> [String] {
    shown(match).utf8.split(separator: UInt8(ascii: "/")).dropLast().map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The place without any link in its path; nil where it is not there.
  var realPath: String? { (try? OpenPath(place))?.realPath }

  /// The bytes of a glob before its first wildcard, up to a slash.
  private var fixedLength: Int {
    let fixed = path.utf8.prefix { !"*?[".utf8.contains($0) }
    guard let slash = fixed.lastIndex(of: UInt8(ascii: "/")) else { return 0 }
    return fixed[...slash].count
  }

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
}

/// What the places that somebody named as evidence are called in reports.
///
/// No report holds a path of the machine: a place goes by the last part of its path, and by as many
/// more as tell it from the other places. `/srv/a/logs` and `/srv/b/logs` are `a/logs` and `b/logs`.
struct PlaceNames {
  private var names: [String: String] = [:]

  init(_ places: [String]) {
    var lengths: [[String]: Int] = [:]
    for place in places { lengths[Self.parts(of: place)] = 1 }
    while true {
      let groups = Dictionary(grouping: lengths) { Self.name($0.key, $0.value) }
      let alike = groups.values.filter { $0.count > 1 }.flatMap { $0 }
        .filter { $0.value < $0.key.count }
      guard !alike.isEmpty else { break }
      for (parts, length) in alike { lengths[parts] = length + 1 }
    }
    for place in places {
      let parts = Self.parts(of: place)
      names[place] = Self.name(parts, lengths[parts, default: 1])
    }
  }

  /// The name of a place.
  subscript(place: String) -> String { names[place] ?? Self.name(Self.parts(of: place), 1) }

  private static func name(_ parts: [String], _ length: Int) -> String {
    parts.isEmpty ? "/" : parts.suffix(length).joined(separator: "/")
  }

  /// The parts of a path; of one that ends in `.` or `..`, those of the folder it stands for.
  private static func parts(of path: String) -> [String] {
    let parts = split(path)
    guard parts.isEmpty || parts.last == "." || parts.last == "..",
      let real = (try? OpenPath(path.isEmpty ? "." : path))?.realPath
    else { return parts }
    return split(real)
  }

  /// By bytes: a mark that follows a slash would make another character of it.
  private static func split(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
    var status = stat()
    if stat(path, &status) == 0 {
      kind = .found
    } else if path.utf8.contains(where: "*?[".utf8.contains) {
      kind = .glob(Self.expand(path))
    } else {
      kind = .missing(String(cString: strerror(errno)))
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
  var realPath: String? { OpenPath(place)?.realPath }

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

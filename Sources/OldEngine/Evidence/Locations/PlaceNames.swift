#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
      let real = realpath(path.isEmpty ? "." : path, nil)
    else { return parts }
    defer { free(real) }
    return split(String(cString: real))
  }

  /// By bytes: a mark that follows a slash would make another character of it.
  private static func split(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
  }
}

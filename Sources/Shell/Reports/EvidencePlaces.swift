import CPlatform
package import SessionsAPI
import SystemPackage
import Terminal

/// The files of a session's evidence as they lie on this machine: reports name them by their places in
/// it, and hold no path of a machine.
///
/// Nothing that a report or a log says leads out of the evidence: a place is one of a file that is
/// there, below a location that the user named.
package struct EvidencePlaces: Sendable {
  /// The locations of the incident and those of the quiet period, each by a path from the root.
  private let groups: [[String]]
  /// The folder that one stands in.
  private let folder: String
  private let host: String
  private let isFile: @Sendable (String) -> Bool

  /// The first words of the commands that reports propose; other code is quoted as it is.
  private static let readers: Set<Substring> = ["sed", "gzip", "zstd", "xz", "bzip2"]

  /// Makes the places of some locations, for somebody who stands in a folder of a host.
  package init(
    _ locations: [EvidenceLocation], folder: String, host: String = Self.thisHost,
    isFile: @escaping @Sendable (String) -> Bool = Self.isRegularFile
  ) {
    groups = [EvidenceLocation.Purpose.evidence, .baseline].map { purpose in
      locations.filter { $0.purpose == purpose }.map { Self.place(of: $0.path) }
    }
    self.folder = folder
    self.host = host
    self.isFile = isFile
  }

  /// The path of a file by its place in the evidence; nil where there is none, or more than one.
  ///
  /// The only location's own name is left out of places; of several, each goes by the last parts of its
  /// path.
  func path(ofPlace place: String) -> String? {
    let parts = place.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !["", ".", ".."].contains($0) }) else { return nil }
    let candidates = groups.flatMap { locations in
      locations.flatMap { location in
        let names = location.split(separator: "/")
        let named = (0...min(names.count, parts.count)).filter { count in
          names.suffix(count).elementsEqual(parts.prefix(count))
        }
        return named.compactMap { count -> String? in
          let rest = parts.dropFirst(count).joined(separator: "/")
          let isOnly = locations.count == 1
          guard isOnly ? count == 0 || rest.isEmpty : count > 0 else { return nil }
          return rest.isEmpty ? location : location + "/" + rest
        }
      }
    }
    let found = Set(candidates.filter(isFile))
    return found.count == 1 ? found.first : nil
  }

  /// A location without a slash at its end; of a pattern, the folder before its first wildcard.
  private static func place(of location: String) -> String {
    var path = location
    if access(location, F_OK) != 0,
      let wildcard = location.firstIndex(where: { "*?[".contains($0) })
    {
      path = String(location[..<(location[..<wildcard].lastIndex(of: "/") ?? location.startIndex)])
    }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// Whether a path is that of a file with bytes, no folder and no device.
  package static let isRegularFile: @Sendable (String) -> Bool = { path in
    (try? Stat(FilePath(path)))?.type == .regular
  }

  /// This machine's name, so that no terminal takes a link for one of its own machine's files.
  package static let thisHost: String = {
    // The longest name there may be (POSIX, HOST_NAME_MAX) and its end.
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()
}

extension EvidencePlaces: CodePlaces {
  package func working(_ code: String) -> String {
    guard let reader = code.split(separator: " ").first, Self.readers.contains(reader) else {
      return code
    }
    let pieces = code.split(separator: "'", omittingEmptySubsequences: false)
    // Every second piece stands in quotes.
    guard pieces.count % 2 == 1 else { return code }
    return pieces.enumerated().map { number, piece in
      guard number % 2 == 1 else { return String(piece) }
      return Self.quoted(path(ofPlace: String(piece)).map(fromHere) ?? String(piece))
    }.joined()
  }

  package func address(of code: String) -> String? {
    guard let colon = code.lastIndex(of: ":"), code[colon...].count > 1,
      code[code.index(after: colon)...].allSatisfy({ $0.isASCII && $0.isNumber }),
      let path = path(ofPlace: String(code[..<colon]))
    else { return nil }
    // RFC 8089; all but unreserved characters as their bytes (RFC 3986, 2.1).
    return "file://" + Self.encoded(host) + Self.encoded(path)
  }

  /// A path as it is written where one stands.
  private func fromHere(_ path: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    guard path.hasPrefix(prefix) else { return path }
    let rest = String(path.dropFirst(prefix.count))
    // A command takes what begins so for an option.
    return rest.hasPrefix("-") ? "./" + rest : rest
  }

  /// A text as one word of a POSIX shell.
  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "'\\''"))'"
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }
}

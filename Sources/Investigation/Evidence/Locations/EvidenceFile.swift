/// A file that the evidence names.
struct EvidenceFile: Hashable {
  /// The path to open.
  var path: String
  /// The path as citations show it.
  var display: String
  /// The names of the folders between the evidence folder and the file, outermost first.
  var folders: [String]
  var size: Int
  var version: Version

  /// Names the same file under every path.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  /// What differs where a path holds another file, or the file other bytes.
  struct Version: Hashable {
    var identity: Identity
    /// When its bytes were changed last, in nanoseconds since 1970.
    var modified: Int64
    /// When anything of it was changed last, in nanoseconds since 1970.
    var changed: Int64
  }

  /// When the file's bytes were changed last, in milliseconds since 1970.
  var modified: Int64 { version.modified / 1_000_000 }

  /// The name without its folders.
  var name: String {
    String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
  }
}

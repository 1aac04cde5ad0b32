/// A file that the evidence names.
struct EvidenceFile: Hashable {
  /// The path to open.
  var path: String
  /// The path as citations show it.
  var display: String
  /// The names of the folders between the evidence folder and the file, outermost first.
  var folders: [String]
  var size: Int
  /// When the file was changed last, in milliseconds since 1970.
  var modified: Int64
  var version: Version

  /// What differs where a path holds another file, or the file other bytes.
  struct Version: Hashable {
    var device: UInt64
    var inode: UInt64
    /// When its bytes were changed last, in nanoseconds since 1970.
    var modified: Int64
    /// When anything of it was changed last, in nanoseconds since 1970.
    var changed: Int64
  }

  /// The name without its folders.
  var name: String {
    String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
  }
}

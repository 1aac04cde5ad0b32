import Timeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that the evidence names, as it was at one look.
struct EvidenceFile: Hashable {
  /// The path to open.
  var path: String
  /// The path as citations show it.
  var display: String
  /// The names of the folders between the evidence folder and the file, outermost first.
  var folders: [String]
  /// Its length in bytes; what is written behind it later belongs to the next look.
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

    init(_ status: stat) {
      identity = Identity(
        device: UInt64(truncatingIfNeeded: status.st_dev),
        inode: UInt64(truncatingIfNeeded: status.st_ino))
      #if canImport(Darwin)
        (modified, changed) = (status.st_mtimespec.nanoseconds, status.st_ctimespec.nanoseconds)
      #else
        (modified, changed) = (status.st_mtim.nanoseconds, status.st_ctim.nanoseconds)
      #endif
    }
  }

  /// When the file's bytes were changed last, in milliseconds since 1970.
  var modified: Int64 { version.modified / 1_000_000 }

  /// The name without its folders.
  var name: String {
    path.utf8.split(separator: UInt8(ascii: "/")).last.map {
      String(decoding: $0, as: UTF8.self)
    } ?? path
  }
}

extension timespec {
  /// The time in nanoseconds since 1970, at the most what can be counted.
  fileprivate var nanoseconds: Int64 {
    Int64(tv_sec).multipliedClamped(by: 1_000_000_000).addingClamped(Int64(tv_nsec))
  }
}

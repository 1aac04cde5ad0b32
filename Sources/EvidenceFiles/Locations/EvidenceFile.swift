import CPlatform
import SystemPackage

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
  var origin = Origin.disk

  /// Where the bytes of a file lie.
  enum Origin: Hashable {
    case disk
    /// In the archive at ``path``, the ordinal of its member, from 0.
    case member(Int)
    /// In memory: text that was pasted or came by a pipe.
    case text([UInt8])
  }

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

    /// Stands for bytes that cannot change.
    static let memory = Version()

    private init() {
      identity = Identity(device: 0, inode: 0)
      (modified, changed) = (0, 0)
    }

    init(_ status: Stat) {
      identity = Identity(
        device: UInt64(truncatingIfNeeded: status.deviceID.rawValue),
        inode: UInt64(truncatingIfNeeded: status.inode.rawValue))
      modified = cplatform_nanoseconds(status.st_mtim)
      changed = cplatform_nanoseconds(status.st_ctim)
    }
  }

  /// The name without its folders.
  var name: String {
    let path = origin == .disk ? path : display
    return path.utf8.split(separator: UInt8(ascii: "/")).last.map {
      String(decoding: $0, as: UTF8.self)
    } ?? path
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a path leads to, held open: it stays the same whatever becomes of the path meanwhile.
struct OpenPath: ~Copyable {
  let descriptor: Int32
  let status: stat

  /// How a path is opened.
  enum Purpose {
    /// Only to look at it; a pipe or a device is not waited for.
    case look
    /// To read the names in a folder.
    case list
  }

  /// Opens a path, below a folder where one is given; nil where that fails, with `errno` set.
  init?(
    _ path: String, in folder: Int32 = AT_FDCWD, for purpose: Purpose = .look,
    followsLink: Bool = true
  ) {
    var flags = O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW)
    switch purpose {
    case .look: flags |= Self.lookOnly
    case .list: flags |= O_RDONLY | O_DIRECTORY
    }
    descriptor = openat(folder, path, flags)
    var found = stat()
    let isOpen = descriptor >= 0 && fstat(descriptor, &found) == 0
    status = found
    guard isOpen else { return nil }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  #if canImport(Darwin)
    private static let lookOnly = O_EVTONLY
  #else
    /// `O_PATH` of Linux, which the C library's header keeps behind a feature test.
    private static let lookOnly: Int32 = 0o10_000_000
  #endif

  var identity: EvidenceFile.Identity { EvidenceFile.Version(status).identity }

  var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }

  /// The path of what is open without any link in it, as the kernel knows it; nil where it has none.
  var realPath: String? {
    var room = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    #if canImport(Darwin)
      guard fcntl(descriptor, F_GETPATH, &room) == 0 else { return nil }
      let bytes = room.prefix { $0 != 0 }
    #else
      let count = readlink("/proc/self/fd/\(descriptor)", &room, room.count - 1)
      guard count > 0 else { return nil }
      let bytes = room.prefix(count)
    #endif
    let path = String(decoding: bytes.map(UInt8.init(bitPattern:)), as: UTF8.self)
    // A pipe or a socket is called `pipe:[4711]`.
    return path.utf8.first == UInt8(ascii: "/") ? path : nil
  }
}

import CPlatform
import SystemPackage

/// What a path leads to, held open: it stays the same whatever becomes of the path meanwhile.
struct OpenPath: ~Copyable {
  let descriptor: FileDescriptor
  let status: Stat

  /// How a path is opened.
  enum Purpose {
    /// Only to look at it; a pipe or a device is not waited for.
    case look
    /// To read the names in a folder.
    case list
  }

  /// Opens a path, below a folder where one is given.
  ///
  /// - Throws: The system's error.
  init(
    _ path: String, in folder: FileDescriptor? = nil, for purpose: Purpose = .look,
    followsLink: Bool = true
  ) throws(Errno) {
    let base = folder?.rawValue ?? AT_FDCWD
    let opened =
      switch purpose {
      case .look: cplatform_open_to_look(base, path, followsLink ? 1 : 0)
      case .list: cplatform_open_folder(base, path, followsLink ? 1 : 0)
      }
    guard opened >= 0 else { throw Errno(rawValue: -opened) }
    self.init(opened: FileDescriptor(rawValue: opened), try Self.status(of: opened))
  }

  private init(opened: FileDescriptor, _ status: Stat) {
    descriptor = opened
    self.status = status
  }

  /// The status of what is open, which is closed where it has none.
  private static func status(of opened: CInt) throws(Errno) -> Stat {
    let descriptor = FileDescriptor(rawValue: opened)
    do throws(Errno) {
      return try descriptor.stat()
    } catch {
      try? descriptor.close()
      throw error
    }
  }

  deinit {
    try? descriptor.close()
  }

  /// Which file or folder is open.
  var identity: EvidenceFile.Identity { EvidenceFile.Version(status).identity }

  /// Whether it is a folder.
  var isFolder: Bool { status.type == .directory }

  /// The path of what is open without any link in it, as the kernel knows it; nil where it has none.
  var realPath: String? {
    var room = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = cplatform_path_of(descriptor.rawValue, &room, UInt32(room.count))
    guard count > 0 else { return nil }
    let path = String(decoding: room.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    // A pipe or a socket is called `pipe:[4711]`.
    return path.utf8.first == UInt8(ascii: "/") ? path : nil
  }

  /// The names in the folder that is open, sorted.
  ///
  /// - Throws: The system's error.
  func entries() throws(Errno) -> [String] {
    var error: CInt = 0
    guard let stream = cplatform_begin_names(descriptor.rawValue, &error) else {
      throw Errno(rawValue: error)
    }
    defer { cplatform_end_names(stream) }
    var names: [String] = []
    while let name = cplatform_next_name(stream) {
      let name = String(cString: name)
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

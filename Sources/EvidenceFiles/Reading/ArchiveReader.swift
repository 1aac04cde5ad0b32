import CArchive

/// Reads a compressed file or an archive by libarchive, as a stream.
///
/// `.zst`, `.xz` and `.bz2` have one member without a name; `.zip` and `.tar.*` have several, which
/// come in the order in which they were written.
final class ArchiveReader {
  private let file: FileSource
  private let archive: OpaquePointer?
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// The most bytes that all members together unpack to.
  private let budget: Int
  private var unpacked = 0
  /// Why the bytes ended early, in words; nil where they did not.
  private(set) var shortfall: String?

  /// What is read.
  enum Form {
    /// One stream of bytes under any filter.
    case stream
    /// Members.
    case archive
  }

  /// What a log unpacks to, against its packed size: text of one repeated line reaches 200.
  static let mostRatio = 250
  /// What any file may unpack to, however small it is.
  static let leastBudget = 256 << 20
  /// Members that are read of one archive.
  static let mostMembers = 10_000

  /// The most bytes that a compressed file of a size may unpack to.
  static func budget(packed size: Int) -> Int {
    let (product, overflows) = size.multipliedReportingOverflow(by: mostRatio)
    return max(leastBudget, overflows ? .max : product)
  }

  init(_ file: FileSource, form: Form) {
    self.file = file
    budget = Self.budget(packed: file.size)
    archive = archive_read_new()
    guard let archive else {
      shortfall = "cannot be unpacked: no memory"
      return
    }
    archive_read_support_filter_all(archive)
    switch form {
    case .stream: archive_read_support_format_raw(archive)
    case .archive:
      archive_read_support_format_tar(archive)
      archive_read_support_format_zip(archive)
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    archive_read_set_callback_data(archive, context)
    archive_read_set_read_callback(archive, readBlock)
    archive_read_set_seek_callback(archive, seekTo)
    if archive_read_open1(archive) != ARCHIVE_OK { shortfall = "cannot be unpacked: \(reason)" }
  }

  deinit {
    if let archive { archive_read_free(archive) }
    block.deallocate()
  }

  /// A member of an archive.
  struct Member {
    var name: String
    /// Whether it is a regular file, and its bytes can be read.
    var isFile: Bool
    var isEncrypted: Bool
  }

  /// Moves on to the next member; nil at the end.
  func next() -> Member? {
    guard let archive, shortfall == nil else { return nil }
    var entry: OpaquePointer?
    var code = archive_read_next_header(archive, &entry)
    while code == ARCHIVE_RETRY { code = archive_read_next_header(archive, &entry) }
    guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else {
      if code != ARCHIVE_EOF {
        shortfall = "the archive is damaged; what came before was read (\(reason))"
      }
      return nil
    }
    let name =
      archive_entry_pathname_utf8(entry).map { String(cString: $0) }
      ?? archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
    // The type's bits of stat(2): a regular file.
    let isFile =
      archive_entry_filetype(entry) & 0o170_000 == 0o100_000
      && archive_entry_hardlink(entry) == nil
    return Member(
      name: name, isFile: isFile, isEncrypted: archive_entry_is_data_encrypted(entry) > 0)
  }

  /// Reads bytes of the member at hand; 0 at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let archive, shortfall == nil else { return 0 }
    guard unpacked < budget else {
      shortfall =
        "unpacks to more than \(budget >> 20) MiB, which no log does; only the beginning was read"
      return 0
    }
    while true {
      let wanted = min(buffer.count, budget - unpacked)
      let count = archive_read_data(archive, buffer.baseAddress, wanted)
      if count >= 0 {
        unpacked += count
        return count
      }
      if count == Int(ARCHIVE_RETRY) { continue }
      shortfall = "the compressed data is damaged or cut short; what came before was read"
      return 0
    }
  }

  private var reason: String {
    guard let archive, let text = archive_error_string(archive) else { return "unknown" }
    return String(cString: text)
  }

  /// Fills the block; its bytes stay in place until the next call.
  fileprivate func fill(_ start: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    start?.pointee = UnsafeRawPointer(block.baseAddress)
    return file.read(into: block)
  }

  /// Moves on in the file, as lseek(2) does.
  fileprivate func seek(_ offset: Int, _ whence: Int32) -> Int {
    // lseek(2): SEEK_SET, SEEK_CUR, SEEK_END.
    let base = whence == 0 ? 0 : whence == 1 ? file.position : file.size
    let (place, overflows) = base.addingReportingOverflow(offset)
    guard !overflows, place >= 0 else { return Int(ARCHIVE_FATAL) }
    file.move(to: place)
    return place
  }
}

/// Gives libarchive the next block of the file.
private func readBlock(
  _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?,
  _ start: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> la_ssize_t {
  guard let context else { return 0 }
  return Unmanaged<ArchiveReader>.fromOpaque(context).takeUnretainedValue().fill(start)
}

/// Moves libarchive's place in the file.
private func seekTo(
  _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ offset: la_int64_t,
  _ whence: Int32
) -> la_int64_t {
  guard let context else { return la_int64_t(ARCHIVE_FATAL) }
  let reader = Unmanaged<ArchiveReader>.fromOpaque(context).takeUnretainedValue()
  return la_int64_t(reader.seek(Int(offset), whence))
}

/// The bytes of one member, or of a compressed file.
final class MemberSource: ByteSource {
  private let archive: ArchiveReader
  var shortfall: String? { archive.shortfall }

  /// Reads the member that an archive is at.
  init(memberOf archive: ArchiveReader) {
    self.archive = archive
  }

  /// Reads a compressed file.
  init(stream file: FileSource) {
    archive = ArchiveReader(file, form: .stream)
    _ = archive.next()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { archive.read(into: buffer) }
}

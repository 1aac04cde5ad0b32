#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where the bytes of a file come from, block by block.
protocol ByteSource: AnyObject {
  /// Why the bytes ended before the file's own end, in words; nil where they did not.
  var shortfall: String? { get }

  /// Fills a part of the buffer from its beginning; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
}

/// The bytes of an open file as they are, up to the length at which it was found.
final class FileSource: ByteSource {
  private let file: EvidenceFile
  private let descriptor: Int32
  private let meter: ReadingMeter?
  private var offset: Int
  private(set) var shortfall: String?

  /// Opens a file that was found, unless another has taken its place since.
  ///
  /// - Throws: ``Unreadable`` with the reason.
  init(_ file: EvidenceFile, from offset: Int = 0, meter: ReadingMeter? = nil) throws(Unreadable) {
    self.file = file
    self.offset = offset
    self.meter = meter
    descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Unreadable(reason: String(cString: strerror(errno))) }
    guard let now = status, EvidenceFile.Version(now).identity == file.version.identity else {
      throw Unreadable(reason: "another file has taken its place since it was found")
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let wanted = min(buffer.count, file.size - offset)
    guard wanted > 0 else { return 0 }
    while true {
      let count = pread(descriptor, buffer.baseAddress, wanted, off_t(offset))
      if count >= 0 {
        offset += count
        meter?.add(count)
        return count
      }
      if errno == EINTR { continue }
      shortfall = "reading stopped: \(String(cString: strerror(errno)))"
      return 0
    }
  }

  private var status: stat? {
    var result = stat()
    return fstat(descriptor, &result) == 0 ? result : nil
  }
}

extension FileSource {
  /// Returns whether the bytes that were there when the file was found are there still.
  ///
  /// Asked after reading: then whatever was read was read of those.
  func holds(_ seal: FileSeal?) -> Bool {
    guard let now = status else { return false }
    if EvidenceFile.Version(now) == file.version, now.st_size == file.size { return true }
    return now.st_size >= file.size && seal != nil && self.seal() == seal
  }

  /// The seal of the bytes there now; nil where there are fewer than were found.
  func seal() -> FileSeal? {
    let end = min(file.size, FileSeal.endLength)
    guard let head = hash(from: 0, count: min(file.size, FileSeal.beginningLength)),
      let tail = hash(from: file.size - end, count: end)
    else { return nil }
    return FileSeal(beginning: head, end: tail)
  }

  private func hash(from start: Int, count: Int) -> UInt64? {
    withUnsafeTemporaryAllocation(byteCount: max(1, count), alignment: 16) { room in
      var filled = 0
      while filled < count {
        let got = pread(
          descriptor, room.baseAddress?.advanced(by: filled), count - filled,
          off_t(start + filled))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return nil }
        filled += got
      }
      return Investigation.hash(
        Bytes(rebasing: UnsafeBufferPointer(room.bindMemory(to: UInt8.self))[0..<count]))
    }
  }
}

/// Why a file could not be read, in words.
struct Unreadable: Error {
  var reason: String
}

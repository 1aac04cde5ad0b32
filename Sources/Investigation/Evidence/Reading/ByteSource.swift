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

/// The bytes of an open file as they are.
final class FileSource: ByteSource {
  private let descriptor: Int32
  private var offset: Int
  private(set) var shortfall: String?

  /// Opens a file for reading; nil where that fails, with `errno` set.
  init?(path: String, from offset: Int = 0) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    self.offset = offset
  }

  deinit {
    close(descriptor)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 {
        offset += count
        return count
      }
      if errno == EINTR { continue }
      shortfall = "reading stopped: \(String(cString: strerror(errno)))"
      return 0
    }
  }
}

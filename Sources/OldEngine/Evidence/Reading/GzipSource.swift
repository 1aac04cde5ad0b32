import CZlib

/// The decompressed bytes of a gzip file (RFC 1952), of all its members.
final class GzipSource: ByteSource {
  private let file: FileSource
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var isOpen: Bool
  private var isInMember = false
  private(set) var shortfall: String?

  init(file: FileSource) {
    self.file = file
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 above the widest window makes zlib expect gzip's header.
    let code = inflateInit2_(
      stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    isOpen = code == Z_OK
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard isOpen else { return 0 }
    let bytes = buffer.bindMemory(to: UInt8.self)
    stream.pointee.next_out = bytes.baseAddress
    stream.pointee.avail_out = UInt32(min(bytes.count, Int(UInt32.max)))
    while stream.pointee.avail_out > 0 {
      if stream.pointee.avail_in == 0, !fill() {
        if isInMember { shortfall = "the gzip data is cut short; what came before was read" }
        isOpen = false
        break
      }
      isInMember = true
      let code = inflate(stream, Z_NO_FLUSH)
      if code == Z_STREAM_END {
        isInMember = false
        inflateReset(stream)
      } else if code != Z_OK && code != Z_BUF_ERROR {
        shortfall = "the gzip data is damaged; what came before was read"
        isOpen = false
        break
      }
    }
    return bytes.count - Int(stream.pointee.avail_out)
  }

  private func fill() -> Bool {
    let count = file.read(into: input)
    guard count > 0 else { return false }
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(count)
    return true
  }
}

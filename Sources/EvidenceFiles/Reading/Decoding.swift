import CZlib

/// The decompressed bytes of a gzip file (RFC 1952), of all its members.
final class GzipSource: ByteSource {
  private let file: any ByteSource
  private let budget: Int
  private var unpacked = 0
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var isOpen: Bool
  private var isInMember = false
  private(set) var shortfall: String?

  init(file: any ByteSource) {
    self.file = file
    budget = ArchiveReader.budget(packed: (file as? FileSource)?.size ?? 0)
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
    let count = bytes.count - Int(stream.pointee.avail_out)
    unpacked += count
    if unpacked > budget, isOpen {
      shortfall =
        "unpacks to more than \(budget >> 20) MiB, which no log does; only the beginning was read"
      isOpen = false
    }
    return count
  }

  private func fill() -> Bool {
    let count = file.read(into: input)
    guard count > 0 else { return false }
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = UInt32(count)
    return true
  }
}

/// The UTF-8 of a file that was written in UTF-16.
final class UTF16Source: ByteSource {
  private let source: any ByteSource
  private let bigEndian: Bool
  private var pending: [UInt8] = []
  private var rest: [UInt8] = []
  var shortfall: String? { source.shortfall }

  init(source: any ByteSource, bigEndian: Bool) {
    self.source = source
    self.bigEndian = bigEndian
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while pending.isEmpty {
      var block = [UInt8](repeating: 0, count: 1 << 16)
      let count = block.withUnsafeMutableBytes { source.read(into: $0) }
      if count == 0 { return 0 }
      decode(rest + block[0..<count])
    }
    let count = min(buffer.count, pending.count)
    pending[0..<count].withUnsafeBytes { buffer.copyMemory(from: $0) }
    pending.removeFirst(count)
    return count
  }

  private func decode(_ bytes: [UInt8]) {
    var units: [UInt16] = []
    var at = 0
    while at + 1 < bytes.count {
      let high = UInt16(bytes[bigEndian ? at : at + 1])
      let low = UInt16(bytes[bigEndian ? at + 1 : at])
      units.append(high << 8 | low)
      at += 2
    }
    // Half of a surrogate pair waits for its other half.
    if let last = units.last, last & 0xFC00 == 0xD800 {
      units.removeLast()
      at -= 2
    }
    rest = Array(bytes[at...])
    if units.first == 0xFEFF { units.removeFirst() }
    pending = Array(String(decoding: units, as: UTF16.self).utf8)
  }
}

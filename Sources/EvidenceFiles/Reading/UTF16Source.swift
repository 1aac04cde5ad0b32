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

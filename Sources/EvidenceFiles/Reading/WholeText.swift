/// The bytes of a source, so far as they were kept, and behind them what the source has left.
///
/// Lets a small file be read twice where it can be opened once only: a member of an archive.
final class WholeText: ByteSource {
  /// The first bytes, at most as many as told.
  let kept: [UInt8]
  private let rest: any ByteSource
  private var offset = 0
  var shortfall: String? { rest.shortfall }

  /// Reads a source to its end, or as far as bytes are kept.
  init(_ source: any ByteSource, most: Int) {
    rest = source
    var bytes: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd, bytes.count < most {
      let block = [UInt8](unsafeUninitializedCapacity: min(1 << 18, most - bytes.count)) {
        buffer, count in
        count = source.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      isAtEnd = block.isEmpty
      bytes += block
    }
    kept = bytes
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, kept.count - offset)
    guard count > 0 else { return rest.read(into: buffer) }
    kept[offset..<offset + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
    offset += count
    return count
  }
}

import CPlatform

/// Cuts a stream of bytes into lines, in memory that does not grow with them.
final class LineReader {
  /// The bytes of a line that are kept; the rest of a longer one is passed over.
  ///
  /// A megabyte: a stack trace with its context as one JSON object takes some hundred KiB.
  static let longestLine = 1 << 20
  /// Bytes that are read at a time: few enough to stay in a processor's second cache.
  private static let block = 1 << 18

  /// The bytes themselves, for who reads no lines: before the first is asked for.
  let source: any ByteSource
  let isCancelled: () -> Bool
  private let buffer: UnsafeMutableRawBufferPointer
  @exclusivity(unchecked) private var start = 0
  @exclusivity(unchecked) private var end = 0
  @exclusivity(unchecked) private var isAtEnd = false

  /// The number of the line handed out last, from 1; its first, where it spans several.
  @exclusivity(unchecked) private(set) var line = 0
  /// The index of the first byte of the line handed out last, from where reading began.
  @exclusivity(unchecked) private(set) var offset = 0
  /// The lines that were longer than ``longestLine``.
  private(set) var cutLines = 0
  @exclusivity(unchecked) private var consumed = 0
  @exclusivity(unchecked) private var extraLines = 0

  /// Makes a reader, whose lines end early where `isCancelled` says so.
  init(source: any ByteSource, isCancelled: @escaping () -> Bool = { false }) {
    self.source = source
    self.isCancelled = isCancelled
    // Room for the longest line, and for a block behind it.
    buffer = .allocate(byteCount: Self.longestLine + Self.block + 4096, alignment: 16)
  }

  deinit {
    buffer.deallocate()
  }

  /// Lines handed out so far, those inside of rows included.
  var lineCount: Int { line + extraLines }

  /// Why the bytes ended early, in words.
  var shortfall: String? { source.shortfall }

  /// Reads the next line, without its end; nil at the end.
  ///
  /// The view is valid until the next call.
  @inline(__always)
  func next() -> Bytes? {
    advance()
    guard let length = find(0x0A) else { return nil }
    return take(length)
  }

  /// Reads the next row of a table: line ends between quotes belong to it.
  func nextRow() -> Bytes? {
    advance()
    var length = 0
    var quotes = 0
    while true {
      guard let found = find(0x0A, from: length) else { return nil }
      for byte in bytes(length, found) where byte == 0x22 { quotes += 1 }
      let next = found + 1
      if quotes % 2 == 0 || next >= Self.longestLine || start + next >= end && !more() {
        return take(found, countingLines: true)
      }
      length = next
    }
  }

  private func advance() {
    line += 1 + extraLines
    extraLines = 0
    offset = consumed
  }

  private func bytes(_ from: Int, _ to: Int) -> Bytes {
    Bytes(
      rebasing: UnsafeBufferPointer(
        start: buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), count: buffer.count)[
          start + from..<start + to])
  }

  /// How many bytes stand before the next line end; those to the end of the file in its last line.
  @inline(__always)
  private func find(_ byte: UInt8, from: Int = 0) -> Int? {
    var searched = from
    while true {
      if start + searched < end, let base = buffer.baseAddress {
        let found = memchr(base + start + searched, Int32(byte), end - start - searched)
        if let found { return UnsafeRawPointer(found) - UnsafeRawPointer(base + start) }
        searched = end - start
      }
      if searched >= Self.longestLine { return searched }
      if !more() {
        if end > start, searched >= from, from == 0 || end - start > from { return end - start }
        line -= 1
        return nil
      }
    }
  }

  /// Reads more bytes behind those at hand; false at the end.
  private func more() -> Bool {
    guard !isAtEnd, let base = buffer.baseAddress else { return false }
    if start > 0 {
      memmove(base, base + start, end - start)
      end -= start
      start = 0
    }
    let room = UnsafeMutableRawBufferPointer(
      rebasing: buffer[end..<min(end + Self.block, buffer.count)])
    guard room.count > 0 else { return true }
    end += fill(room)
    return !isAtEnd
  }

  /// Reads a block; nothing at the end, and where nobody waits any more.
  private func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
    let count = isCancelled() ? 0 : source.read(into: room)
    if count == 0 { isAtEnd = true }
    return count
  }

  @inline(__always)
  private func take(_ length: Int, countingLines: Bool = false) -> Bytes {
    var view = bytes(0, length)
    if countingLines { for byte in view where byte == 0x0A { extraLines += 1 } }
    start += length
    consumed += length
    if start < end, buffer[start] == 0x0A {
      start += 1
      consumed += 1
    } else if length >= Self.longestLine {
      // Room must be left behind the view for what is passed over.
      let begin = start - length
      let kept = min(Self.longestLine, buffer.count - 4096 - begin)
      view = bytes(-length, -length + kept)
      passOver(behind: begin + kept)
    }
    if let last = view.last, last == 0x0D { view = view.part(0, view.count - 1) }
    return view
  }

  /// Passes over the rest of a line that is too long, keeping the view of its beginning in place.
  private func passOver(behind kept: Int) {
    cutLines += 1
    while true {
      if start < end, let base = buffer.baseAddress {
        if let found = memchr(base + start, 0x0A, end - start) {
          let at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
          consumed += at + 1 - start
          start = at + 1
          return
        }
        consumed += end - start
      }
      start = kept
      end = kept
      guard !isAtEnd else { return }
      end += fill(UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      if isAtEnd { return }
    }
  }
}

/// Walks through documents of JSON in memory that does not grow with them.
///
/// Values of at most a mebibyte are looked at as a whole; what is larger is walked through.
final class JSONWalker {
  /// Bytes of a value that are looked at as a whole: as many as of a line.
  private static let longest = LineReader.longestLine
  /// Bytes that are read at a time.
  private static let block = 1 << 18
  /// The deepest nesting that is walked through; no exporter wraps its entries deeper.
  private static let deepest = 24

  private let source: any ByteSource
  private let isCancelled: () -> Bool
  private let buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  /// Line ends passed.
  private var passed = 0

  /// The lines there are.
  var lines: Int { passed + (endsInLine ? 1 : 0) }
  private var endsInLine = false
  /// Values of a mebibyte or more without an entry in them.
  private(set) var cutRecords = 0
  /// Whether the text ended before a list or an object did.
  private(set) var isCut = false

  /// What has to be said of a text that ended too early; nil where it did not.
  var shortfall: String? {
    source.shortfall
      ?? (isCut ? "it ends in the middle of a value; what came before was read" : nil)
  }

  init(source: any ByteSource, isCancelled: @escaping () -> Bool) {
    self.source = source
    self.isCancelled = isCancelled
    buffer = .allocate(byteCount: Self.longest + Self.block, alignment: 16)
  }

  deinit {
    buffer.deallocate()
  }

  /// Calls `value` for each list or object that is looked at as a whole, with the line it begins in and
  /// whether it is a named one of an object; `enter` and `leave` around what is walked through.
  func walk(
    enter: () -> Void = {}, leave: () -> Void = {},
    value: (_ value: Bytes, _ line: Int, _ isMember: Bool) -> Void
  ) {
    while let byte = peek() {
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        walk(isMember: false, depth: 0, enter, leave, value)
      } else {
        pass(1)
      }
    }
  }

  /// Reads a list or an object: as a whole where it fits, else what is in it.
  private func walk(
    isMember: Bool, depth: Int, _ enter: () -> Void, _ leave: () -> Void,
    _ value: (_ value: Bytes, _ line: Int, _ isMember: Bool) -> Void
  ) {
    if let length = extent() {
      value(bytes(length), passed + 1, isMember)
      pass(length)
      return
    }
    guard let open = peek() else { return }
    pass(1)
    guard depth < Self.deepest else {
      cutRecords += 1
      passContainer()
      return
    }
    enter()
    defer { leave() }
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        walk(isMember: open == UInt8(ascii: "{"), depth: depth + 1, enter, leave, value)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        pass(1)
        return
      case UInt8(ascii: "\""): passString()
      default: pass(1)
      }
    }
    isCut = true
  }

  /// The length of the value that begins here; nil where it is longer than is looked at, or cut.
  private func extent() -> Int? {
    var depth = 0
    var at = 0
    var inString = false
    while true {
      while start + at >= end {
        guard at < Self.longest, more() else { return nil }
      }
      let view = Bytes(
        rebasing: UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self))[start..<end])
      while at < view.count {
        let byte = view[at]
        at += 1
        if inString {
          if byte == UInt8(ascii: "\\") {
            at += 1
          } else if byte == UInt8(ascii: "\"") {
            inString = false
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth <= 0 { return at <= Self.longest ? at : nil }
        default: break
        }
      }
      if at > Self.longest { return nil }
    }
  }

  private func bytes(_ length: Int) -> Bytes {
    Bytes(
      rebasing: UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self))[start..<start + length])
  }

  /// The next byte that is no white space; nil at the end.
  private func peek() -> UInt8? {
    while true {
      if start >= end, !more() { return nil }
      let byte = buffer[start]
      if byte > 0x20 { return byte }
      pass(1)
    }
  }

  private func pass(_ count: Int) {
    let stop = min(start + count, end)
    for at in start..<stop where buffer[at] == 0x0A { passed += 1 }
    if stop > start { endsInLine = buffer[stop - 1] != 0x0A }
    start = stop
  }

  /// Passes the string that begins here.
  private func passString() {
    pass(1)
    while start < end || more() {
      let byte = buffer[start]
      pass(1)
      if byte == UInt8(ascii: "\"") { return }
      if byte == UInt8(ascii: "\\"), start < end || more() { pass(1) }
    }
  }

  /// Passes what is left of the list or object that was begun.
  private func passContainer() {
    var depth = 1
    while depth > 0, let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        passString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      pass(1)
    }
  }

  /// Reads more bytes behind those at hand; false at the end, and where nobody waits any more.
  private func more() -> Bool {
    guard !isAtEnd, let base = buffer.baseAddress else { return false }
    if start > 0 {
      base.copyMemory(from: base + start, byteCount: end - start)
      end -= start
      start = 0
    }
    let room = UnsafeMutableRawBufferPointer(
      rebasing: buffer[end..<min(end + Self.block, buffer.count)])
    guard room.count > 0 else { return false }
    let count = isCancelled() ? 0 : source.read(into: room)
    if count == 0 { isAtEnd = true }
    end += count
    return count > 0
  }
}

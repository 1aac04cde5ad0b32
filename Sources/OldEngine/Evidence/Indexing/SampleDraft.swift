import Timeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A line kept for quoting, as bytes; its room is used again when a later line takes its place.
struct SampleDraft {
  /// The bytes of a line that are kept.
  static let longest = 2000
  private static let longestCause = 500

  var time: Int64?
  /// Index of the plan of its file.
  var file: Int32 = 0
  var line = 0
  private var raw: [UInt8] = []
  private var quote = 0..<0
  private var cause: [UInt8] = []
  private var causeLine = 0
  private var causeWeight = 0

  /// Takes the place of what was kept before.
  mutating func set(_ entry: LogEntry, file: Int32, line: Int, raw bytes: Bytes) {
    time = entry.time
    self.file = file
    self.line = line
    raw.removeAll(keepingCapacity: true)
    let kept = bytes.part(0, min(bytes.count, Self.longest))
    raw.append(contentsOf: kept)
    quote = entry.wrapped ? Self.find(entry.message, in: kept) : 0..<kept.count
    cause.removeAll(keepingCapacity: true)
    causeWeight = 0
  }

  /// Moves the line numbers.
  mutating func moveLines(by lines: Int) {
    if line > 0 { line += lines }
    causeLine += lines
  }

  /// Keeps a further line where it tells more than the one kept before.
  mutating func offerCause(_ bytes: Bytes, line: Int, weight: Int) {
    guard weight >= causeWeight else { return }
    cause = Array(bytes.trimmed().prefix(Self.longestCause))
    causeLine = line
    causeWeight = weight
  }

  /// Where a message stands in the raw line: all of it, or what comes before its first escape.
  private static func find(_ message: Bytes, in raw: Bytes) -> Range<Int> {
    let head = min(message.count, 24)
    guard head > 3, let needle = message.baseAddress, let hay = raw.baseAddress else {
      return 0..<raw.count
    }
    var start = 0
    while true {
      guard start + head <= raw.count,
        let found = memchr(hay + start, Int32(message[0]), raw.count - head - start + 1)
      else { return 0..<raw.count }
      start = UnsafeRawPointer(found) - UnsafeRawPointer(hay)
      if memcmp(hay + start, needle, head) == 0 { break }
      start += 1
    }
    var length = head
    while length < message.count, start + length < raw.count, raw[start + length] == message[length]
    { length += 1 }
    return start..<start + length
  }

  /// The excerpt; nil where its file has no place in the index.
  ///
  /// `files` maps plans to places in the index.
  func excerpt(files: [Int?]) -> LogExcerpt? {
    guard files.indices.contains(Int(file)), let place = files[Int(file)] else { return nil }
    let text = Self.text(raw[...])
    var quoted = text
    if quote.count < raw.count {
      let part = Self.text(raw[quote])
      if text.utf8.count == raw.count, !part.utf8.contains(0xEF) || text.contains(part) {
        quoted = part
      }
    }
    return LogExcerpt(
      file: place, line: line, time: time.map(Instant.init(milliseconds:)), text: text,
      quote: quoted,
      cause: causeWeight > 0 ? .init(line: causeLine, text: Self.text(cause[...])) : nil)
  }

  /// Bytes as text; a cut last character is left out, other invalid bytes are replaced.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    if bytes.count >= longestCause {
      // At most three bytes of a character can be left of a cut.
      var back = 0
      while back < 3, let last = bytes.last, last & 0xC0 == 0x80 {
        bytes.removeLast()
        back += 1
      }
      if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    }
    var text = String(decoding: bytes, as: UTF8.self)
    while text.utf8.count > longest { text.removeLast() }
    return text
  }
}

import Timeline

/// The stamp read last, by which one of the same day and layout is read from its clock alone.
///
/// `2026-01-02T10:00:01.123Z` after `2026-01-02T10:00:00.987Z` is 136 ms later. Wherever anything but
/// the digits of the clock differs, the stamp is read as any other.
struct ClockMemo {
  /// Bytes of the longest stamp that is kept.
  private static let longest = 40

  private var bytes: [UInt8] = []
  private var last: Stamp?
  /// Where the clock begins in the bytes, and where its fraction ends.
  private var clock = 0..<0
  private var milliseconds: Int64 = 0

  /// Reads the stamp of a known length that begins at an index.
  @inline(__always)
  mutating func read(_ text: Bytes, _ place: Range<Int>, _ stamps: StampReader) -> Stamp? {
    guard place.upperBound <= text.count else { return nil }
    if let stamp = advanced(text, place) { return stamp }
    guard let stamp = stamps.read(text, at: place.lowerBound), stamp.end == place.upperBound else {
      return nil
    }
    keep(text, place, stamp)
    return stamp
  }

  /// The stamp, where only digits of its clock are others than those read last.
  @inline(__always)
  private func advanced(_ text: Bytes, _ place: Range<Int>) -> Stamp? {
    guard var stamp = last, place.count == bytes.count else { return nil }
    let start = place.lowerBound
    return bytes.withUnsafeBufferPointer { known in
      var at = 0
      while at < clock.lowerBound {
        guard text[start &+ at] == known[at] else { return nil }
        at &+= 1
      }
      guard let now = Self.clock(text, start &+ at, start &+ clock.upperBound) else { return nil }
      at = clock.upperBound
      while at < known.count {
        guard text[start &+ at] == known[at] else { return nil }
        at &+= 1
      }
      stamp.timestamp.instant = stamp.timestamp.instant.advanced(by: now &- milliseconds)
      stamp.end = place.upperBound
      return stamp
    }
  }

  /// Keeps a stamp that has a clock of six digits.
  private mutating func keep(_ text: Bytes, _ place: Range<Int>, _ stamp: Stamp) {
    last = nil
    guard place.count <= Self.longest else { return }
    let part = text.part(place.lowerBound, place.upperBound)
    var at = 0
    while at + 8 <= part.count, Self.clock(part, at, at + 8) == nil { at += 1 }
    guard at + 8 <= part.count, at == 0 || !isDigit(part[at - 1]) else { return }
    var end = at + 8
    if end + 1 < part.count, part[end] == UInt8(ascii: ".") || part[end] == UInt8(ascii: ","),
      isDigit(part[end + 1])
    {
      end += 1
      while end < part.count, isDigit(part[end]) { end += 1 }
    }
    // What goes on may be a half of the day, or more of the fraction.
    if end < part.count, part[end] == 0x3A || isLetter(part[end]) && part[end] != 0x5A { return }
    if end + 1 < part.count, part[end] == 0x20, isLetter(part[end + 1]) { return }
    guard let now = Self.clock(part, at, end) else { return }
    bytes = Array(part)
    clock = at..<end
    milliseconds = now
    last = stamp
  }

  /// Reads `10:00:01`, with or without a fraction up to `end`, as milliseconds of the day.
  @inline(__always)
  private static func clock(_ text: Bytes, _ at: Int, _ end: Int) -> Int64? {
    guard end &- at >= 8, text[at &+ 2] == 0x3A, text[at &+ 5] == 0x3A,
      let hour = two(text, at), hour < 24, let minute = two(text, at &+ 3), minute < 60,
      let second = two(text, at &+ 6), second < 60
    else { return nil }
    var milliseconds = ((hour &* 60 &+ minute) &* 60 &+ second) &* 1000
    var scale: Int64 = 100
    var next = at &+ 9
    while next < end {
      guard isDigit(text[next]) else { return nil }
      milliseconds &+= Int64(text[next] &- 0x30) &* scale
      scale /= 10
      next &+= 1
    }
    return milliseconds
  }

  @inline(__always)
  private static func two(_ text: Bytes, _ at: Int) -> Int64? {
    let (tens, ones) = (text[at] &- 0x30, text[at &+ 1] &- 0x30)
    return tens < 10 && ones < 10 ? Int64(tens &* 10 &+ ones) : nil
  }
}

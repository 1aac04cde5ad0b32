import Evidence

/// The prefixes that lines had before, up to their level: most lines of a file begin like another.
///
/// A line that begins with the same bytes, but for its digits, is read up to there in one comparison:
/// `2026-01-02 10:00:01.123 INFO  …` after `2026-01-02 10:00:00.987 INFO  …`. Only its time is read
/// again. What is kept depends on nothing behind the bytes compared, so that it is what the steps of
/// ``PrefixWalk`` would find.
struct PrefixMemo {
  /// What one such prefix says.
  struct Known {
    /// Where its time begins and ends.
    var time: Range<Int>
    var level: Level
    var facts: LogEntry.Facts
    /// The walk behind the level.
    var walk: PrefixWalk
  }

  /// Prefixes that are kept: a file has few levels.
  private static let most = 4
  /// Bytes of the longest prefix that is kept.
  private static let longest = 64

  private var known: [Known] = []
  /// The bytes of each, ``longest`` of them, digits as `0`.
  private var bytes: [UInt8] = []
  private var lengths: [Int] = []
  private var next = 0

  /// Finds the prefix that a line begins with.
  @inline(__always)
  func match(_ text: Bytes) -> Known? {
    guard !lengths.isEmpty else { return nil }
    return search(text)
  }

  private func search(_ text: Bytes) -> Known? {
    bytes.withUnsafeBufferPointer { bytes in
      for index in lengths.indices {
        let length = lengths[index]
        guard text.count > length else { continue }
        let start = index &* Self.longest
        // From the end: there the levels differ.
        var at = length
        while at > 0, Self.plain(text[at &- 1]) == bytes[start &+ at &- 1] { at &-= 1 }
        if at == 0, Self.kind(text[length]) == bytes[start &+ length] { return known[index] }
      }
      return nil
    }
  }

  /// Keeps what a line's prefix says; `end` is the index behind its level.
  mutating func keep(_ text: Bytes, _ value: Known) {
    // The byte behind the blanks tells whether a level is one: its kind is kept too.
    var length = value.walk.at
    while length < text.count, text[length] == 0x20 { length += 1 }
    guard length + 1 < Self.longest, length < text.count else { return }
    if bytes.isEmpty { bytes = [UInt8](repeating: 0, count: Self.longest * Self.most) }
    let slot: Int
    if known.count < Self.most {
      slot = known.count
      known.append(value)
      lengths.append(length)
    } else {
      slot = next
      next = (next + 1) % Self.most
      known[slot] = value
      lengths[slot] = length
    }
    for at in 0..<length { bytes[slot * Self.longest + at] = Self.plain(text[at]) }
    bytes[slot * Self.longest + length] = Self.kind(text[length])
  }

  /// A byte, digits as `0`.
  @inline(__always)
  private static func plain(_ byte: UInt8) -> UInt8 { byte &- 0x30 < 10 ? 0x30 : byte }

  /// A byte, letters and digits as one of each.
  @inline(__always)
  private static func kind(_ byte: UInt8) -> UInt8 {
    isLetter(byte) ? UInt8(ascii: "a") : plain(byte)
  }
}

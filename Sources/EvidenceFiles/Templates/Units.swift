/// The words for units that stand behind a number.
enum Units {
  private static let names: Set<String> = [
    "b", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "byte", "bytes", "ms", "us", "ns", "s", "sec",
    "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hour", "hours", "day",
    "days", "msec", "msecs", "millis", "milliseconds", "usec", "%",
  ]
  private static let packed: [UInt64] = names.filter { $0.utf8.count <= 8 }.map {
    $0.utf8.reduce(0) { $0 << 8 | UInt64($1) }
  }.sorted()

  /// Where a unit ends that begins at an index; nil where none does.
  @inline(__always)
  static func end(_ bytes: Bytes, _ at: Int, _ end: Int) -> Int? {
    var value: UInt64 = 0
    var next = at
    while next < end, isLetter(bytes[next]) {
      guard next - at < 8 else { return nil }
      value = value << 8 | UInt64(lowered(bytes[next]))
      next += 1
    }
    guard next > at, firstLetters & 1 << UInt32(lowered(bytes[at]) &- 0x61) != 0 else { return nil }
    // Only marks that end a clause may follow: `KB,` but not `s3`.
    if next < end, bytes[next] > 0x20 {
      switch bytes[next] {
      case 0x2C, 0x2E, 0x29, 0x5D, 0x3B, 0x3A: break
      default: return nil
      }
    }
    return contains(value) ? next : nil
  }

  /// The letters that units begin with, one bit each: most words are none at the first look.
  private static let firstLetters = names.reduce(into: UInt32(0)) { bits, name in
    if let first = name.utf8.first, isLetter(first) { bits |= 1 << UInt32(first - 0x61) }
  }

  private static func contains(_ value: UInt64) -> Bool {
    var low = 0
    var high = packed.count
    while low < high {
      let middle = (low + high) / 2
      if packed[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < packed.count && packed[low] == value
  }

  /// Whether a word, marks at its end aside, is a unit.
  static func isUnit(_ word: [UInt8]) -> Bool {
    let letters = word.filter(isLetter)
    return names.contains(String(decoding: letters.map(lowered), as: UTF8.self))
  }
}

/// The English names of days and months.
enum DayNames {
  /// Whether the word at an index is the name of a day or month inside a date: `Sat Jun 11`.
  @inline(__always)
  static func isPartOfDate(_ bytes: Bytes, _ at: Int, _ end: Int) -> Bool {
    guard at + 4 < end, bytes[at] &- 0x41 < 26, bytes[at + 3] == 0x20, isName(bytes, at) else {
      return false
    }
    var next = at + 4
    while next < end, bytes[next] == 0x20 { next += 1 }
    return next < end && (isDigit(bytes[next]) || (next + 3 <= end && isName(bytes, next)))
  }

  private static func isName(_ bytes: Bytes, _ at: Int) -> Bool {
    guard at + 3 <= bytes.count else { return false }
    return names.contains(
      UInt32(bytes[at] | 0x20) << 16 | UInt32(bytes[at + 1] | 0x20) << 8
        | UInt32(bytes[at + 2] | 0x20))
  }

  /// The first three letters of the names of months and days, as numbers.
  private static let names: Set<UInt32> = Set(
    [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon",
      "tue", "wed", "thu", "fri", "sat", "sun",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
}

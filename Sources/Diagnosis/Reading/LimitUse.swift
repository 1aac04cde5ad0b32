/// How much of a limit is used, as a message states it.
///
///     in use=40 of 40                     40 of 40
///     took 2.9 s, expected 100 ms         2900 of 100, overrun
///     heartbeat is 93 s old; limit is 60  93 of 60, overrun
struct LimitUse: Hashable, Sendable {
  var used: Double
  var limit: Double
  /// Whether words of the message say that something is used, or that the limit is overrun.
  var isNamed: Bool

  /// Whether it is a time that was overrun: something was slow then, and nothing was used up.
  var isDuration = false

  /// Whether nothing is left.
  var isExceeded: Bool { used >= limit }

  /// Reads the first use of a limit in a message; nil where there is none.
  init?(in text: String) {
    guard text.utf8.contains(where: Self.isDigit) else { return nil }
    let parts = Self.parts(of: text)
    // A use and its limit are two numbers; most messages have fewer.
    guard parts.count(where: { $0.number != nil }) > 1 else { return nil }
    let names = Set(parts.map(\.word))
    // What adapts itself copes: "took too long (2502 > 2500), lowering the sample rate".
    guard names.isDisjoint(with: CopingWords.adapting) else { return nil }
    for (index, part) in parts.enumerated() {
      guard let used = part.number, index + 1 < parts.count else { continue }
      let before = index > 0 ? parts[index - 1].word : ""
      if Self.counters.contains(before) { continue }
      // With a noun between it is no share of it: "9 threads of 6 processes".
      if let limit = Self.share(parts, after: index),
        limit.isNamed || used <= limit.value || ["of", "/"].contains(parts[index + 1].word)
      {
        self.init(used: used, limit: limit.value, isNamed: limit.isNamed)
        if !isNamed { isNamed = !names.isDisjoint(with: Self.uses) }
        return
      }
      if let limit = Self.overrun(parts, index, before) {
        self.init(used: used * limit.factor, limit: limit.value, isNamed: true)
        isDuration =
          parts[index + 1].number == nil && Self.units[parts[index + 1].word]?.kind == "t"
        return
      }
    }
    return nil
  }

  private init(used: Double, limit: Double, isNamed: Bool) {
    (self.used, self.limit, self.isNamed) = (used, limit, isNamed)
  }

  private typealias Part = (word: String, number: Double?)

  /// What a number is a share of: "40 of 40", "40/40", "512 MB of 512 MB", and "600 > 300".
  private static func share(
    _ parts: [Part], after index: Int
  ) -> (value: Double, isNamed: Bool)? {
    for distance in 1...2 where index + distance + 1 < parts.count {
      guard let limit = parts[index + distance + 1].number, limit > 1,
        distance == 1 || units[parts[index + 1].word] != nil
      else { continue }
      // "10 of 10 idle" is no use, unless a field of its own follows: "6 of 40 idle=34".
      let next = index + distance + 2
      if next < parts.count, rests.contains(parts[next].word),
        next + 1 >= parts.count || parts[next + 1].number == nil
      {
        continue
      }
      switch parts[index + distance].word {
      case "of", "/": return (limit, false)
      case ">": return (limit, true)
      default: continue
      }
    }
    return nil
  }

  /// The limit that a message names behind a number, in units of it: "took 2.9 s, expected 100 ms".
  private static func overrun(
    _ parts: [Part], _ index: Int, _ before: String
  ) -> (value: Double, factor: Double)? {
    let unit = units[parts[index + 1].word]
    // Up to six words lie between: "93 seconds in the future, limit is 60".
    let reach = min(parts.count, index + 8)
    for position in (index + 1)..<reach where limits.contains(parts[position].word) {
      // A number of its own between the two belongs to something else.
      if parts[(index + 1)..<position].contains(where: { $0.number != nil }) { return nil }
      for next in (position + 1)..<max(position + 1, min(parts.count, position + 4)) {
        guard let limit = parts[next].number, limit > 0 else { continue }
        let own = next + 1 < parts.count ? units[parts[next + 1].word] : nil
        if let unit, let own, unit.kind == own.kind {
          return (limit * own.factor, unit.factor)
        }
        // Without a unit beside either, both are plain numbers of one thing: "used:17 allowed:16".
        if own == nil, unit != nil || uses.contains(before) { return (limit, 1) }
        return nil
      }
    }
    return nil
  }

  /// Units by what they measure, and how many of the smallest they are.
  private static let units: [String: (kind: Character, factor: Double)] = [
    "us": ("t", 0.001), "ms": ("t", 1), "s": ("t", 1000), "sec": ("t", 1000),
    "secs": ("t", 1000), "second": ("t", 1000), "seconds": ("t", 1000), "m": ("t", 60_000),
    "min": ("t", 60_000), "minutes": ("t", 60_000), "h": ("t", 3_600_000),
    "b": ("b", 1), "bytes": ("b", 1), "k": ("b", 1024), "kb": ("b", 1024), "kib": ("b", 1024),
    "ki": ("b", 1024), "mb": ("b", 1_048_576), "mib": ("b", 1_048_576), "mi": ("b", 1_048_576),
    "g": ("b", 1_073_741_824), "gb": ("b", 1_073_741_824), "gib": ("b", 1_073_741_824),
    "gi": ("b", 1_073_741_824), "percent": ("p", 1), "connections": ("c", 1),
    "threads": ("c", 1), "workers": ("c", 1), "slots": ("c", 1), "files": ("c", 1),
  ]
  /// Words that count on towards an end without using anything up.
  private static let counters: Set<String> = [
    "attempt", "attempts", "retry", "try", "step", "page", "part", "batch", "chunk", "shard",
    "partition", "row", "item", "file", "test", "tests", "phase", "stage", "epoch", "round", "line",
    "replica", "check", "http", "processed", "completed", "done", "sent", "copied", "loaded",
  ]
  private static let uses: Set<String> = [
    "use", "used", "using", "usage", "busy", "active", "utilization", "utilisation", "full",
    "occupied", "taken", "allocated", "rss", "heap", "pool", "workers", "connections", "threads",
    "open", "inflight", "queued", "waiting",
  ]
  private static let rests: Set<String> = [
    "idle", "free", "available", "ready", "healthy", "up", "ok", "running", "succeeded", "passed",
    "done", "remaining", "left", "alive", "reachable",
  ]
  private static let limits: Set<String> = [
    "allowed", "limit", "max", "maximum", "capacity", "threshold", "quota", "expected", "budget",
  ]

  /// The words, numbers and signs of comparison of a text, in order.
  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    let bytes = Array(text.utf8.prefix(1000))
    var index = 0
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case 0x30...0x39:
        while index < bytes.count, isDigit(bytes[index]) || bytes[index] == 0x2E { index += 1 }
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        // A second point makes it an address or a version, and no number.
        parts.append((digits, Double(digits)))
      case UInt8(ascii: "/"), UInt8(ascii: ">"):
        index += 1
        // "2047M->2046M" is an arrow and "a/b" a path: neither compares anything.
        let isBetween =
          bytes[start] == UInt8(ascii: ">") && start > 0
          && bytes[start - 1] == UInt8(ascii: " ")
          || start > 0 && isDigit(bytes[start - 1]) && index < bytes.count && isDigit(bytes[index])
        parts.append((isBetween ? String(decoding: [bytes[start]], as: UTF8.self) : "path", nil))
      case 0x41...0x5A, 0x61...0x7A:
        while index < bytes.count, (0x41...0x5A).contains(bytes[index] & 0xDF) { index += 1 }
        parts.append((String(decoding: bytes[start..<index], as: UTF8.self).lowercased(), nil))
      default:
        index += 1
      }
    }
    return parts
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

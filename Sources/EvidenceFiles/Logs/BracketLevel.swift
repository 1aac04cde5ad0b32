import Evidence

/// Levels in brackets, alone or beside a module, a thread or a place.
enum BracketLevel {
  /// The level that a bracket holds, and the module beside it.
  ///
  /// `error`, ` WARN `, `E`, `proxy:error`, `Server thread/INFO`, `ERROR/ForkPoolWorker-1`.
  static func find(in content: Bytes) -> (Level, Bytes?)? {
    var end = 0
    while end < content.count, isLetter(content[end]) { end += 1 }
    if end == content.count {
      if end == 1 { return LevelWords.level(letter: content[0]).map { ($0, nil) } }
      guard let found = LevelWords.find(content) else { return nil }
      // `[config]` and `[http]` are modules; `[Note]` and `[System]` are MySQL's levels.
      let isName = found.isProse && found.level == .info && content[0] & 0x20 != 0
      return isName ? nil : (found.level, nil)
    }
    let isUpper = content.part(0, end).allSatisfy { $0 & 0x20 == 0 }
    let isParted =
      content[end] == UInt8(ascii: "#") || content[end] == UInt8(ascii: "/")
      || content[end] == UInt8(ascii: "|")
    if end >= 3, isUpper || isParted, content[end] != UInt8(ascii: "-"),
      content[end] != UInt8(ascii: "_"),
      let found = LevelWords.find(content.part(0, end)), !found.isProse
    {
      return (found.level, content.part(end + 1, content.count).trimmed())
    }
    // Apache names the module first; Minecraft the thread; Chrome its process and place around it.
    var start = content.count
    while start > 0, isLetter(content[start - 1]) { start -= 1 }
    if start > 0, start < content.count,
      let found = LevelWords.find(content.part(start, content.count))
    {
      let separator = content[start - 1]
      let isLast = separator == UInt8(ascii: "/") || separator == UInt8(ascii: ":")
      if isLast, !found.isProse || separator == UInt8(ascii: ":") && isLetter(content[0]) {
        return (found.level, content.part(0, start - 1))
      }
    }
    return enclosed(content)
  }

  /// The level that stands in capitals between colons: `1234:5678:0102/030405.123:ERROR:file.cc(12)`.
  private static func enclosed(_ content: Bytes) -> (Level, Bytes?)? {
    guard isDigit(content[0]) else { return nil }
    var at = 0
    while let colon = content.first(UInt8(ascii: ":"), from: at) {
      let next = content.first(UInt8(ascii: ":"), from: colon + 1) ?? content.count
      let word = content.part(colon + 1, next)
      if word.count >= 4, word.allSatisfy({ $0 &- 0x41 < 26 }), let found = LevelWords.find(word) {
        return (found.level, next < content.count ? content.part(next + 1, content.count) : nil)
      }
      at = next
    }
    return nil
  }
}

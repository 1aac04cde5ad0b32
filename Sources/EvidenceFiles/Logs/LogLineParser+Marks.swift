import Evidence
import Timeline

/// The words of a prefix that begin with a digit or a mark.
extension LogLineParser {
  /// Reads a word that begins with a digit: a process, a thread, an identifier, or the message.
  func number(
    _ text: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let at = walk.at
    let end = PrefixWords.end(text, at)
    let word = text.part(at, end)
    // Redis: `1:M`, its process and its role.
    if at == 0, word.count >= 3, let colon = word.first(UInt8(ascii: ":")), colon == word.count - 2,
      word.part(0, colon).allSatisfy(isDigit), isLetter(word[colon + 1])
    {
      walk.isRedis = true
      return passedOnly(to: end, &walk)
    }
    // Zabbix: `1234:20260102:030405.123`, its process before the time.
    if at == 0, let colon = word.first(UInt8(ascii: ":")), colon < 8,
      let stamp = stamps.read(text, at: colon + 1), stamp.certainty == .stated
    {
      return taken(stamp, text, 0, &walk, &entry)
    }
    if walk.isBegun {
      if PrefixWords.isUUID(word) { return passedOnly(to: end, &walk) }
      if let close = PrefixWords.closed(word) {
        walk.hasContext = true
        return passedOnly(to: at + close, &walk)
      }
      // nginx: `31#31:`.
      if word.last == UInt8(ascii: ":"), word.contains(UInt8(ascii: "#")) {
        return passedOnly(to: end, &walk)
      }
      if let pipe = word.first(UInt8(ascii: "|")) { return passedOnly(to: at + pipe, &walk) }
      if !walk.hasLevel, word.count >= 12, ceph(text, end, &walk, &entry) { return .next }
    }
    // HAProxy: `[ALERT] 109/052034 (7723) : …`, the day of the year and the time.
    if walk.hasLevel, word.count == 10, word[3] == UInt8(ascii: "/") {
      return passedOnly(to: end, &walk)
    }
    let isNumber = word.allSatisfy {
      isDigit($0) || lowered($0) &- 0x61 < 6 || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "x")
        || $0 == UInt8(ascii: ".")
    }
    guard isNumber else { return .message }
    if walk.mark < 0 { walk.mark = at }
    if walk.hasTime, !walk.hasLevel { walk.numbers += 1 }
    walk.at = end
    return .next
  }

  /// Reads Ceph's thread and verbosity: `7f1c2a3b4700 -1 osd.3 …`; below 0 is an error.
  private func ceph(
    _ text: Bytes, _ start: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    var at = start
    while at < text.count, text[at] == 0x20 { at += 1 }
    let isError = at < text.count && text[at] == UInt8(ascii: "-")
    if isError { at += 1 }
    let digits = at
    while at < text.count, isDigit(text[at]) { at += 1 }
    guard at > digits, at - digits <= 2, at < text.count, text[at] == 0x20 else { return false }
    note(isError ? .error : .info, isFirm: true, &walk, &entry)
    walk.at = at
    return true
  }

  /// Reads a word that begins with a mark: nginx's `*67`, Redis's level, a Github Action's `##[error]`.
  func mark(
    _ text: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let at = walk.at
    let next = at + 1 < text.count ? text[at + 1] : 0x20
    let byte = text[at]
    if walk.isRedis, walk.hasTime, !walk.hasLevel, next == 0x20 {
      let level: Level
      switch byte {
      case UInt8(ascii: "#"): level = .warning
      case UInt8(ascii: "*"): level = .notice
      case UInt8(ascii: "-"): level = .info
      default: level = .debug
      }
      note(level, isFirm: true, &walk, &entry)
      walk.at = at + 1
      // What follows is the message, whatever it looks like.
      return .message
    }
    // Sling: `*ERROR*`.
    if byte == UInt8(ascii: "*"), isLetter(next), !walk.hasLevel,
      let close = text.first(byte, from: at + 1),
      let found = LevelWords.find(text.part(at + 1, close))
    {
      note(found.level, isFirm: true, &walk, &entry)
      walk.at = close + 1
      return .next
    }
    if byte == UInt8(ascii: "*"), isDigit(next), walk.isBegun {
      walk.at = PrefixWords.end(text, at)
      return .next
    }
    if byte == UInt8(ascii: "#"), text.has("##[", at: at),
      let close = text.first(UInt8(ascii: "]"), from: at), close - at < 20
    {
      let word = text.part(at + 3, close)
      if let found = LevelWords.find(word), found.level != .info {
        note(found.level, isFirm: true, &walk, &entry)
      }
      walk.at = close + 1
      return .message
    }
    return .message
  }

  /// Reads a command of a workflow: `::error file=app.js,line=1::message`.
  func command(
    _ text: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    note(text.has("::error", at: walk.at) ? .error : .warning, isFirm: true, &walk, &entry)
    var at = walk.at + 2
    while at + 1 < text.count, !text.has("::", at: at) { at += 1 }
    walk.at = min(at + 2, text.count)
    return .message
  }

  /// Reads the mnemonic of network devices: `%LINK-3-UPDOWN: …`; the number is syslog's severity.
  func cisco(
    _ text: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let end = PrefixWords.end(text, walk.at)
    let word = text.part(walk.at, end)
    if word.has("%%") { return comware(text, &walk, &entry) }
    guard word.count > 6, word.last == UInt8(ascii: ":") else { return .message }
    var at = 1
    while at + 2 < word.count {
      if word[at] == UInt8(ascii: "-"), isDigit(word[at + 1]), word[at + 2] == UInt8(ascii: "-"),
        let level = LevelWords.level(severity: Int(word[at + 1] &- 0x30))
      {
        note(level, isFirm: true, &walk, &entry)
        entry.logger = word.part(1, at)
        walk.at = end
        return .message
      }
      at += 1
    }
    return .message
  }

  /// Reads the mnemonic of Huawei's and H3C's devices: `%%01BGP/3/STATE_CHG_UPDOWN(l)[42]:…`; the number
  /// is syslog's severity (Huawei, "Log Reference", "Log Format").
  private func comware(
    _ text: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    guard let slash = text.first(UInt8(ascii: "/"), from: walk.at), slash + 2 < text.count,
      slash - walk.at < 40, text[slash + 2] == UInt8(ascii: "/"), isDigit(text[slash + 1]),
      let level = LevelWords.level(severity: Int(text[slash + 1] &- 0x30)),
      let colon = text.first(UInt8(ascii: ":"), from: slash), colon - slash < 80
    else { return .message }
    note(level, isFirm: true, &walk, &entry)
    var start = walk.at + 2
    while start < slash, isDigit(text[start]) { start += 1 }
    entry.logger = text.part(start, slash)
    walk.at = colon + 1
    return .message
  }
}

import Evidence
import Timeline

/// What is done where the words of a prefix end: a last look for time and level, and the message.
extension LogLineParser {
  /// Takes the rest as the message; of an access line also its status.
  func leave(
    _ text: Bytes, from start: Int, _ walk: PrefixWalk, _ entry: inout LogEntry
  ) {
    var message = text.part(min(start, text.count), text.count).trimmed()
    if let told = context.layout.message(in: text) { message = told }
    if walk.isMonolog {
      while message.count > 3, message.has(" []", at: message.count - 3) {
        message = message.part(0, message.count - 3)
      }
    }
    if let tab = message.index(of: 0x09), tab + 1 < message.count,
      message[tab + 1] == UInt8(ascii: "{"), walk.hasLevel
    {
      // zap's console: fields follow the message as an object.
      let fields = message.part(tab + 1, message.count)
      entry.structures.add(.json(fields))
      if let (values, _) = JSONScan.scan(fields), let detail = values.detail {
        entry.detail = detail.bytes
      }
      message = message.part(0, tab)
    }
    if !walk.hasLevel, let level = MessageCode.level(of: message) {
      entry.level = level
      entry.facts.insert([.level, .firmLevel])
    } else if walk.hasTime, !walk.hasLevel, MessageCode.isNamedValues(message) {
      entry.facts.insert(.opening)
    }
    // A level alone on its line is all that the line says.
    entry.message = message.isEmpty && (walk.hasLevel || !walk.hasTime) ? text : message
    if message.isEmpty, walk.hasTime, !walk.hasLevel { entry.facts.insert(.opening) }
    if walk.hasTime || walk.hasLevel,
      message.index(of: UInt8(ascii: "\"")) != nil || !walk.hasLevel,
      let line = AccessLine.read(text, message: text.count - (text.count - start))
    {
      entry.status = line.status
      entry.facts.insert(.access)
      entry.structures.add(.access(text))
      if !walk.hasLevel, line.status >= 500 { entry.level = .error }
      // Behind accounts and identifiers the request is what tells.
      let quote = line.request.lowerBound - 1
      if line.status >= 400, line.behindStatus > start + RequestPart.longest, quote > start,
        quote < text.count,
        text[quote] == UInt8(ascii: "\""), line.behindStatus > line.request.upperBound
      {
        entry.message = text.part(quote, text.count).trimmed()
      }
    }
    if walk.hasTime, !walk.hasLevel, isJavaHead(message) { entry.facts.insert(.opening) }
    if walk.hasTime, isNumbered(message) {
      entry.level = entry.level ?? .error
      entry.facts.insert(context.hasNumberedErrors ? [.opening, .numbered] : .numbered)
    }
    if walk.hasTime, !walk.hasLevel, isFunction(message) {
      entry.level = debugLevel(text, before: start)
      entry.facts.insert(.opening)
    }
  }

  /// Samba's debug level, the number behind the time: `[2026/01/02 03:04:05.123,  0] …` is an error.
  private func debugLevel(_ text: Bytes, before end: Int) -> Level? {
    guard let close = text.part(0, end).lastIndex(of: UInt8(ascii: "]")), close > 1,
      isDigit(text[close - 1]), text[close - 2] == 0x20
    else { return nil }
    switch text[close - 1] {
    case UInt8(ascii: "0"): return .error
    case UInt8(ascii: "1"): return .warning
    case UInt8(ascii: "2"): return .notice
    default: return .debug
    }
  }

  /// Whether a text is the number of an error whose words stand on the next line.
  ///
  /// SQL Server and Sybase write `Error: 9002, Severity: 17, State: 2.`
  private func isNumbered(_ text: Bytes) -> Bool {
    var at = text.has("Error: ") ? 7 : 0
    let digits = at
    while at < text.count, isDigit(text[at]) { at += 1 }
    return at > digits && text.count < at + 40 && text.has(", Severity: ", at: at)
  }

  /// Whether a text is the place in the source that Samba puts on the line before the message:
  /// `../source3/smbd/server.c:1234(main)`.
  private func isFunction(_ text: Bytes) -> Bool {
    guard text.last == UInt8(ascii: ")"), !text.contains(0x20),
      let open = text.first(UInt8(ascii: "("))
    else { return false }
    return PrefixWords.isPlace(text.part(0, open))
  }

  /// Whether a text is what java.util.logging puts on the line before the message: `com.shop.Db connect`.
  private func isJavaHead(_ text: Bytes) -> Bool {
    guard let blank = text.first(0x20), text.first(0x20, from: blank + 1) == nil,
      blank + 1 < text.count
    else { return false }
    let method = text.part(blank + 1, text.count)
    return PrefixWords.isClass(text.part(0, blank))
      && method.allSatisfy {
        isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
          || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "_")
      }
  }

  /// Finds a time behind words that the prefix's steps do not know: `web-1 app 2026-01-02 …`.
  ///
  /// Behind three words at most, as many as most lines of the file have, or in the bracket of an
  /// access line.
  func lateTime(_ text: Bytes, from start: Int) -> (Stamp, end: Int)? {
    var at = start
    var words = 0
    // An access line has client, identity and user before its time.
    let most = max(3, context.wordsBeforeTime)
    while at < text.count, at < start + 200, words <= most + 2 {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at < text.count else { return nil }
      let sign = text.part(at, PrefixWords.end(text, at)).first(UInt8(ascii: "="))
      if PrefixWords.namesValidity(text, before: sign.map { at + $0 } ?? at) { return nil }
      let isGroup = text[at] == UInt8(ascii: "[")
      if words > 0 || isGroup, words <= most || isGroup {
        let from = isGroup ? at + 1 : at
        if from < text.count, isDigit(text[from]) || words > 0 && isLetter(text[from]),
          let stamp = stamps.read(text, at: from), stamp.certainty > .number
        {
          let end = isGroup ? text.first(UInt8(ascii: "]"), from: stamp.end) : stamp.end
          if let end { return (stamp, isGroup ? end + 1 : end) }
        }
      }
      while at < text.count, text[at] > 0x20 { at += 1 }
      words += 1
    }
    return nil
  }

  /// Finds a level in capitals between colons: `10.0.0.1(1234):app@shop:[123]:ERROR:`.
  private func enclosedLevel(_ text: Bytes, _ start: Int, _ end: Int) -> (Level, end: Int)? {
    guard end - start > 6, text[end - 1] == UInt8(ascii: ":") else { return nil }
    var from = end - 1
    while from > start, text[from - 1] &- 0x41 < 26 { from -= 1 }
    guard from > start, text[from - 1] == UInt8(ascii: ":"), end - 1 - from >= 3,
      let found = LevelWords.find(text.part(from, end - 1))
    else { return nil }
    return (found.level, end)
  }

  /// Finds a level behind words that the prefix's steps do not know: `… app@shop ERROR: …`.
  ///
  /// In brackets, or in capitals: before a colon, or within the first nine where most lines have one.
  func lateLevel(_ text: Bytes, from start: Int) -> (Level, end: Int)? {
    var at = start
    for words in 0..<9 {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at < text.count, at < start + 140 else { return nil }
      var from = at
      while at < text.count, text[at] > 0x20 { at += 1 }
      let opened = text[from] == UInt8(ascii: "[") || text[from] == UInt8(ascii: "<")
      if opened { from += 1 }
      var end = from
      while end < at, isLetter(text[end]) { end += 1 }
      guard end > from, let found = LevelWords.find(text.part(from, end)) else {
        // PostgreSQL's `%r:%u@%d:[%p]:`: the level is one of the parts between colons.
        if let (level, end) = enclosedLevel(text, from, at) { return (level, end) }
        continue
      }
      let next = end < text.count ? text[end] : 0x20
      let isUpper = text.part(from, end).allSatisfy { $0 & 0x20 == 0 }
      let isClosed = opened && (next == UInt8(ascii: "]") || next == UInt8(ascii: ">"))
      let isHead =
        next == UInt8(ascii: ":")
        && (isUpper || words < 3 && text[from] & 0x20 == 0 && !found.isProse)
      let isBare = isUpper && !found.isProse && next <= 0x20 && context.hasLateLevels
      if isClosed || isHead || isBare {
        var behind = next > 0x20 ? end + 1 : end
        while behind < text.count, text[behind] <= 0x20 || text[behind] == UInt8(ascii: ":") {
          behind += 1
        }
        return (found.level, behind)
      }
    }
    return nil
  }
}

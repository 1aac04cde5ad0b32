import Evidence
import Timeline

/// The words of a prefix that begin with a letter: first of all its level.
extension LogLineParser {
  /// Reads a word that begins with a letter.
  func word(
    _ text: Bytes, _ depth: Int, isFirst: Bool, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let at = walk.at
    let next = at + 1 < text.count ? text[at + 1] : 0x20
    if !isLetter(next) {
      if let step = letter(text, isFirst: isFirst, &walk, &entry) { return step }
    } else if !walk.hasTime || isFirst, let stamp = stamps.read(text, at: at) {
      return taken(stamp, text, depth, &walk, &entry)
    }
    if !walk.hasLevel || walk.isLetterLevel, level(text, isFirst: isFirst, &walk, &entry) {
      return entry.facts.contains(.opening) ? .done : .next
    }
    return name(text, depth, &walk, &entry)
  }

  /// Reads a letter that stands for a level, alone or before the time of klog and its like.
  private func letter(
    _ text: Bytes, isFirst: Bool, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step? {
    let at = walk.at
    guard at + 1 < text.count else { return nil }
    let next = text[at + 1]
    let isSmall = next == UInt8(ascii: ":") && at > 0 && text[at - 1] == UInt8(ascii: "]")
    guard let level = LevelWords.level(letter: isSmall ? text[at] & 0xDF : text[at]) else {
      return nil
    }
    if isDigit(next) {
      if let stamp = stamps.readKlog(text, at: at + 1) {
        entry.offer(stamp)
        note(level, isFirm: true, &walk, &entry)
        walk.hasTime = true
        return klog(text, stamp.end, &walk, &entry)
      }
      // CockroachDB writes the year: `I260102 03:04:05.123456`.
      if let stamp = stamps.read(text, at: at + 1), stamp.certainty == .stated {
        entry.offer(stamp)
        note(level, isFirm: true, &walk, &entry)
        walk.hasTime = true
        walk.at = stamp.end
        return .next
      }
      // MongoDB counts its debugging: `D1`.
      guard walk.hasTime, at + 2 < text.count, text[at + 2] == 0x20 else { return nil }
    }
    // Ruby: `E, [2026-…`; Android: `E/Tag( 12): …`.
    let isRuby = next == UInt8(ascii: ",") && text.has(", [", at: at + 1)
    let isAndroid =
      next == UInt8(ascii: "/") && (isFirst || walk.hasTime) && text.first(UInt8(ascii: ":")) != nil
    // TeamCity: `[03:04:05]E: …`.
    let isBuild = next == UInt8(ascii: ":") && at > 0 && text[at - 1] == UInt8(ascii: "]")
    guard walk.hasTime || isRuby || isAndroid else { return nil }
    if next == 0x20 || isDigit(next) {
      var behind = at + 1
      while behind < text.count, text[behind] != 0x20 { behind += 1 }
      while behind < text.count, text[behind] == 0x20 { behind += 1 }
      guard behind < text.count else { return nil }
      // `I am` and `A thing`: in a prefix a mark or a name follows.
      let end = PrefixWords.end(text, behind)
      let follower = text[behind]
      let isMark = !isLetter(follower) && !isDigit(follower)
      let isName =
        text[end - 1] == UInt8(ascii: ":")
        || end - behind > 1 && text[behind] &- 0x41 < 26
          && text[behind + 1] &- 0x41 < 26
      guard isMark || isName || at > 0 && walk.mark >= 0 else { return nil }
    } else if !isRuby, !isAndroid, next != UInt8(ascii: "|"), next != 0x09,
      next != UInt8(ascii: "!"), !isBuild
    {
      return nil
    }
    note(level, isFirm: true, &walk, &entry)
    walk.isLetterLevel = true
    if isAndroid, let open = text.first(UInt8(ascii: "("), from: at),
      let close = text.first(UInt8(ascii: ")"), from: open),
      PrefixWords.isName(text.part(at + 2, open).trimmed())
    {
      entry.logger = text.part(at + 2, open).trimmed()
      walk.hasLogger = true
      walk.isLetterLevel = false
      walk.at = close + 1
      return .next
    }
    walk.at = at + (isDigit(next) || isAndroid || next == UInt8(ascii: "!") ? 2 : 1)
    return .next
  }

  /// Reads what klog writes behind its time: ` 3072 kubelet.go:1778] "message" key="value"`.
  private func klog(
    _ text: Bytes, _ start: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    walk.at = start
    guard let close = text.first(UInt8(ascii: "]"), from: start), close - start < 120 else {
      return .next
    }
    let head = text.part(start, close).trimmed()
    var from = head.count
    while from > 0, head[from - 1] != 0x20 { from -= 1 }
    if from < head.count { entry.logger = head.part(from, head.count) }
    let message = text.part(close + 1, text.count).trimmed()
    entry.message = message
    if message.first == UInt8(ascii: "\""),
      let quote = message.first(UInt8(ascii: "\""), from: 1)
    {
      let fields = message.part(quote + 1, message.count)
      entry.structures.add(.logfmt(fields))
      LogfmtScan.pairs(fields) { name, value, _, _ in
        if name.count == 3, name.has("err") { entry.detail = value }
        return true
      }
    }
    return .done
  }

  /// Takes a level.
  func note(
    _ level: Level, isFirm: Bool, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) {
    entry.level = level
    entry.facts.insert(isFirm ? [.level, .firmLevel] : .level)
    walk.hasLevel = true
    walk.isLetterLevel = false
    walk.mark = -1
  }

  /// Reads a word that is a level.
  private func level(
    _ text: Bytes, isFirst: Bool, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    var at = walk.at
    // PHP: `PHP Fatal error:  Uncaught …`, `PHP Warning:  …`.
    if text[at] == UInt8(ascii: "P"), text.has("PHP ", at: at) { at += 4 }
    if text.has("Fatal error: ", at: at) || text.has("Parse error: ", at: at) {
      note(.fatal, isFirm: true, &walk, &entry)
      walk.at = at + 13
      return true
    }
    var end = at
    while end < text.count, end - at < 14, isLetter(text[end]) { end += 1 }
    // PostgreSQL counts its debugging: `DEBUG1`.
    if end < text.count, end - at == 5, text[end] &- 0x31 < 5, lowered(text[at]) == 0x64 {
      end += 1
    }
    if end - at == 2, end + 2 < text.count, text[end] == UInt8(ascii: "("), walk.hasTime,
      let close = text.first(UInt8(ascii: ")"), from: end), close - end <= 4, close > end + 1
    {
      // VMware's `In(182)`: the number is PRI.
      let digits = text.part(end + 1, close)
      guard digits.allSatisfy(isDigit) else { return false }
      let number = digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
      guard let level = LevelWords.level(severity: number & 7) else { return false }
      note(level, isFirm: true, &walk, &entry)
      walk.at = close + 1
      return true
    }
    guard end - at >= 3, let found = LevelWords.find(text.part(at, end)) else {
      return further(text, at, end, &walk, &entry)
    }
    let next = end < text.count ? text[end] : 0x20
    let behind = end + 1 < text.count ? text[end + 1] : 0x20
    let isUpper = text.part(at, end).allSatisfy { $0 & 0x20 == 0 }
    let isTitle = at > walk.at
    switch next {
    case UInt8(ascii: ":"):
      guard
        isUpper || (isTitle || !found.isProse) && behind <= 0x20 || isConsole(text, at, end, &entry)
      else { return false }
    case 0x09, UInt8(ascii: "|"), UInt8(ascii: ";"):
      // Bamboo: `error`, a tab, then the time.
      let isBeforeTime = isFirst && next == 0x09 && stamps.read(text, at: end + 1) != nil
      guard walk.isBegun || isUpper || isBeforeTime else { return false }
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: ">"):
      guard isUpper, !found.isProse else { return false }
    case UInt8(ascii: "/"):
      guard isUpper || walk.hasTime, !found.isProse else { return false }
      note(found.level, isFirm: true, &walk, &entry)
      // Icinga: `warning/ApiListener: …`.
      walk.at = PrefixWords.end(text, end)
      if !walk.hasLogger { entry.logger = text.part(end + 1, walk.at).trimmed() }
      if let logger = entry.logger, logger.last == UInt8(ascii: ":") {
        entry.logger = logger.part(0, logger.count - 1)
      }
      walk.hasLogger = true
      return true
    case 0x00...0x20:
      let isPadded = behind <= 0x20 || !isLetter(behind) && !isDigit(behind)
      if isUpper {
        guard !found.isProse || isPadded && walk.isBegun else { return false }
      } else {
        // `Default     0x0  412`: a word of running text is a level where it fills a column.
        let isColumn = text[at] & 0x20 == 0 && next == 0x20 && behind == 0x20
        guard walk.hasTime, !found.isProse || isColumn else { return false }
        // VMware: `error hostd[123] [Originator…`.
        let isNamed = PrefixWords.process(text, end + 1) != nil
        guard isPadded || isNamed || found.level <= .info || context.hasBareLevels else {
          return false
        }
        if found.level <= .info { entry.facts.insert(.bareLevel) }
      }
    default: return false
    }
    note(found.level, isFirm: isUpper || walk.hasTime, &walk, &entry)
    walk.isWordLevel = next <= 0x20 && isUpper
    walk.at = end
    // `FATAL ERROR: heap limit reached`: both words are the message's.
    if next == 0x20, !walk.hasTime, isFollowedByLevel(text, end + 1) { walk.mark = at }
    if next == UInt8(ascii: ":") {
      walk.at = end + 1
      if isConsole(text, at, end, &entry) { return true }
      // Python's basic layout: `ERROR:app.db:message`.
      if behind > 0x20, isUpper, let colon = text.first(UInt8(ascii: ":"), from: end + 1),
        colon + 1 < text.count, PrefixWords.isName(text.part(end + 1, colon))
      {
        entry.logger = text.part(end + 1, colon)
        walk.hasLogger = true
        walk.at = colon + 1
      }
    }
    return true
  }

  /// Whether a level before a colon stands at an index.
  private func isFollowedByLevel(_ text: Bytes, _ start: Int) -> Bool {
    var end = start
    while end < text.count, isLetter(text[end]) { end += 1 }
    return end < text.count && text[end] == UInt8(ascii: ":")
      && LevelWords.find(text.part(start, end)) != nil
  }

  /// Tells the further lines of PostgreSQL, which carry the prefix of lines of their own.
  private func further(
    _ text: Bytes, _ at: Int, _ end: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    guard walk.isBegun, end < text.count, text[end] == UInt8(ascii: ":"), end - at >= 5 else {
      return false
    }
    if PrefixWords.isFurther(text, at) { entry.facts.insert(.continuation) }
    return false
  }

  /// Reads .NET's console: `fail: Shop.Db[0]` alone on its line, the message on the next.
  private func isConsole(_ text: Bytes, _ start: Int, _ end: Int, _ entry: inout LogEntry) -> Bool {
    guard end - start == 4, text.count > end + 4, text.last == UInt8(ascii: "]") else {
      return false
    }
    let category = text.part(end + 1, text.count).trimmed()
    guard let open = category.first(UInt8(ascii: "[")), open > 0,
      category.part(open + 1, category.count - 1).allSatisfy(isDigit),
      PrefixWords.isName(category.part(0, open))
    else { return false }
    entry.logger = category.part(0, open)
    entry.message = category
    entry.facts.insert(.opening)
    return true
  }
}

import Evidence
import Timeline

/// The words of a prefix that begin with a letter, a digit or a mark.
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
    guard at + 1 < text.count, let level = LevelWords.level(letter: text[at]) else { return nil }
    let next = text[at + 1]
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
    let isAndroid = next == UInt8(ascii: "/") && isFirst && text.first(UInt8(ascii: ":")) != nil
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
        text[end - 1] == UInt8(ascii: ":") || end - behind > 1 && text[behind] &- 0x41 < 26
          && text[behind + 1] &- 0x41 < 26
      guard isMark || isName || at > 0 && walk.mark >= 0 else { return nil }
    } else if !isRuby, !isAndroid, next != UInt8(ascii: "|"), next != 0x09,
      next != UInt8(ascii: "!")
    {
      return nil
    }
    note(level, isFirm: true, &walk, &entry)
    walk.isLetterLevel = true
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
    if end < text.count, end - at == 5, text[end] &- 0x31 < 5, lowered(text[at]) == 0x64 { end += 1 }
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
      guard isUpper || (isTitle || !found.isProse) && behind <= 0x20 || isConsole(text, at, end, &entry)
      else { return false }
    case 0x09, UInt8(ascii: "|"), UInt8(ascii: ";"): guard walk.isBegun || isUpper else { return false }
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "/"), UInt8(ascii: ","):
      guard isUpper, !found.isProse else { return false }
    case 0x00...0x20:
      let isPadded = behind <= 0x20 || !isLetter(behind) && !isDigit(behind)
      if isUpper {
        guard !found.isProse || isPadded && walk.isBegun else { return false }
      } else {
        guard walk.hasTime, !found.isProse else { return false }
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
    walk.at = end
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

  /// Tells the further lines of PostgreSQL, which carry the prefix of lines of their own.
  private func further(
    _ text: Bytes, _ at: Int, _ end: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    guard walk.isBegun, end < text.count, text[end] == UInt8(ascii: ":"), end - at >= 5 else {
      return false
    }
    let isFurther =
      text.has("DETAIL:", at: at) || text.has("STATEMENT:", at: at) || text.has("CONTEXT:", at: at)
      || text.has("QUERY:", at: at) || text.has("LOCATION:", at: at)
    if isFurther { entry.facts.insert(.continuation) }
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

  /// Reads a word that is a name, of a logger, a module or a field; else the message begins.
  private func name(
    _ text: Bytes, _ depth: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let at = walk.at
    var end = PrefixWords.end(text, at)
    var word = text.part(at, end)
    if let pipe = word.firstIndex(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ";") }),
      walk.isBegun
    {
      word = word.part(0, pipe)
      end = at + pipe
      guard PrefixWords.isName(word) else { return .message }
      return passed(word, to: end, &walk, &entry)
    }
    if let sign = word.first(UInt8(ascii: "=")) {
      return field(text, sign: at + sign, depth, &walk, &entry)
    }
    if PrefixWords.isPlace(word) {
      while let last = word.last, !isDigit(last) { word = word.part(0, word.count - 1) }
      return passed(word, to: end, &walk, &entry)
    }
    if walk.isBegun, let bracket = PrefixWords.process(text, at) {
      // `Shop.Db[0]` is a category of .NET, `vpxd[123]` a process.
      let core = text.part(at, bracket)
      if PrefixWords.isScoped(core) { return passed(core, to: end, &walk, &entry) }
      offer(program: core, &entry)
      return passedOnly(to: end, &walk)
    }
    if walk.mark >= 0, walk.hasTime, !walk.hasLevel, webSphere(text, end, &walk, &entry) {
      entry.logger = word
      return .message
    }
    var behind = end
    while behind < text.count, text[behind] == 0x20 { behind += 1 }
    let follower = behind < text.count ? text[behind] : 0
    let afterFollower = behind + 1 < text.count ? text[behind + 1] : 0x20
    if word.last == UInt8(ascii: ":") {
      let core = word.part(0, word.count - 1)
      return coloned(core, to: end, &walk, &entry)
    }
    guard walk.isBegun || follower == UInt8(ascii: "|") else { return .message }
    let isParted =
      (follower == UInt8(ascii: "-") || follower == UInt8(ascii: ":") || follower == UInt8(ascii: "|"))
      && afterFollower <= 0x20 && behind > end
    // log4j's `%l`: `com.shop.Db.save(Db.java:12) - …`.
    if isParted, word.last == UInt8(ascii: ")"), let open = word.first(UInt8(ascii: "(")),
      PrefixWords.isScoped(word.part(0, open))
    {
      return passed(word.part(0, open), to: behind, &walk, &entry)
    }
    if isParted, !walk.hasLogger || !walk.hasLevel, PrefixWords.isName(word) {
      return passed(word, to: behind, &walk, &entry)
    }
    if walk.hasLevel, end < text.count, text[end] == 0x09, PrefixWords.isName(word) {
      return passed(word, to: end, &walk, &entry)
    }
    if !walk.hasLogger, walk.hasContext || follower == UInt8(ascii: "["), PrefixWords.isClass(word) {
      return passed(word, to: end, &walk, &entry)
    }
    if !walk.hasLogger, walk.hasLevel, follower == UInt8(ascii: "["),
      PrefixWords.isScoped(word) || walk.isLetterLevel && word.allSatisfy({ $0 &- 0x41 < 26 })
    {
      return passed(word, to: end, &walk, &entry)
    }
    return PrefixWords.isUUID(word) && walk.isBegun ? passedOnly(to: end, &walk) : .message
  }

  /// Reads WebSphere's level behind thread and component: `0000001a WebApp        E   SRVE0293E: …`.
  private func webSphere(
    _ text: Bytes, _ start: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    var at = start
    while at < text.count, text[at] == 0x20 { at += 1 }
    guard at + 1 < text.count, text[at + 1] == 0x20, PrefixWords.end(text, walk.mark) - walk.mark == 8
    else { return false }
    // IBM, "Log format": A is audit, O and R are the standard streams.
    let level: Level
    switch text[at] {
    case UInt8(ascii: "A"), UInt8(ascii: "O"): level = .info
    case UInt8(ascii: "R"): level = .error
    default:
      guard let known = LevelWords.level(letter: text[at]) else { return false }
      level = known
    }
    note(level, isFirm: true, &walk, &entry)
    walk.at = at + 1
    return true
  }

  /// Reads a name before a colon: a logger, or the channel and level of Monolog.
  private func coloned(
    _ core: Bytes, to end: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    guard walk.isBegun else { return .message }
    if !walk.hasLevel, let dot = core.lastIndex(of: UInt8(ascii: ".")), dot > 0,
      let found = LevelWords.find(core.part(dot + 1, core.count)),
      core.part(dot + 1, core.count).allSatisfy({ $0 & 0x20 == 0 })
    {
      note(found.level, isFirm: true, &walk, &entry)
      entry.logger = core.part(0, dot)
      walk.hasLogger = true
      walk.isMonolog = true
      walk.at = end
      return .next
    }
    let isLogger =
      PrefixWords.isScoped(core) && core.last != UInt8(ascii: ":")
      || (walk.hasLevel || walk.hasContext) && PrefixWords.isCamel(core)
    guard !walk.hasLogger, isLogger, !LineShape.isException(core) else { return .message }
    return passed(core, to: end, &walk, &entry)
  }

  /// Passes a word that is the logger's name, or belongs to it.
  private func passed(
    _ word: Bytes, to end: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    if !walk.hasLogger, !word.isEmpty {
      entry.logger = word
      walk.hasLogger = true
    }
    return passedOnly(to: end, &walk)
  }

  private func passedOnly(to end: Int, _ walk: inout PrefixWalk) -> PrefixWalk.Step {
    walk.mark = -1
    walk.at = end
    return .next
  }

  /// Reads `key=value` in a prefix: all the rest may be pairs, or only this word.
  private func field(
    _ text: Bytes, sign: Int, _ depth: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    guard walk.isBegun, PrefixWords.isName(text.part(walk.at, sign)) else { return .message }
    let rest = text.part(walk.at, text.count)
    if walk.mark < 0, let values = LogfmtScan.scan(rest) {
      entry.structures.add(.logfmt(rest))
      entry.message = rest
      take(values, depth: depth, &entry)
      return .done
    }
    // `user=app,db=shop LOG:` and `request_id=F7 [info]`: what follows tells.
    if walk.mark < 0 { walk.mark = walk.at }
    walk.at = PrefixWords.end(text, sign)
    return walk.hasLevel ? .message : .next
  }

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
    if walk.isBegun {
      if PrefixWords.isUUID(word) { return passedOnly(to: end, &walk) }
      // nginx: `31#31:`.
      if word.last == UInt8(ascii: ":"), word.contains(UInt8(ascii: "#")) {
        return passedOnly(to: end, &walk)
      }
      if let pipe = word.first(UInt8(ascii: "|")) { return passedOnly(to: at + pipe, &walk) }
      if !walk.hasLevel, word.count >= 12, ceph(text, end, &walk, &entry) { return .next }
    }
    let isNumber = word.allSatisfy {
      isDigit($0) || lowered($0) &- 0x61 < 6 || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "x")
        || $0 == UInt8(ascii: ".")
    }
    guard isNumber else { return .message }
    if walk.mark < 0 { walk.mark = at }
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
}

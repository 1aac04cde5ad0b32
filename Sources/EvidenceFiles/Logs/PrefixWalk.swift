import Evidence
import Timeline

/// How far the words before a message have been read, and what they were.
struct PrefixWalk {
  /// The index to go on at.
  var at = 0
  /// Where words begin that may be the prefix's or the message's: only what follows them tells.
  var mark = -1
  var hasTime = false
  var hasLevel = false
  /// Whether the level was one letter: a word that says the same may follow.
  var isLetterLevel = false
  var hasLogger = false
  /// Whether a bracket with a thread, a process or a module was passed.
  var hasContext = false
  /// Whether the first word was `1:M`, as Redis writes its process.
  var isRedis = false
  /// Whether channel and level stood as Monolog writes them: empty lists may end the line.
  var isMonolog = false
  /// Whether the time stood between `<` and `>`, as WebLogic writes all parts.
  var isAngled = false

  /// Whether anything was recognised.
  var isBegun: Bool { hasTime || hasLevel || hasContext }

  /// What a step came to.
  enum Step {
    /// A word of the prefix was passed.
    case next
    /// An inner layer has read the rest.
    case done
    /// The message begins.
    case message
  }
}

/// Prefixes of plain text: time, level, process, thread and logger in any order and any dress.
extension LogLineParser {
  /// Words of a prefix: no layout known has more.
  private static let mostWords = 20

  /// Reads the words before the message and leaves the message.
  func walk(_ text: Bytes, depth: Int, _ entry: inout LogEntry) {
    var walk = PrefixWalk()
    if steps(text, depth, &walk, &entry) { return }
    if !walk.hasTime, entry.time == nil, !entry.facts.contains(.wrapper) || depth > 0,
      let (stamp, end) = lateTime(text, from: walk.mark >= 0 ? walk.mark : walk.at)
    {
      entry.offer(stamp)
      walk.hasTime = true
      walk.mark = -1
      walk.at = end
      if afterTime(text, depth, &walk, &entry) == .done { return }
      if steps(text, depth, &walk, &entry) { return }
    }
    var start = walk.mark >= 0 ? walk.mark : walk.at
    if !walk.hasLevel, walk.hasTime,
      let (level, end) = lateLevel(text, from: start)
    {
      entry.level = level
      entry.facts.insert([.level, .firmLevel])
      walk.hasLevel = true
      start = end
    }
    leave(text, from: start, walk, &entry)
  }

  /// Takes the rest as the message; of an access line also its status.
  private func leave(
    _ text: Bytes, from start: Int, _ walk: PrefixWalk, _ entry: inout LogEntry
  ) {
    var message = text.part(min(start, text.count), text.count).trimmed()
    if walk.isMonolog {
      while message.count > 3, message.has(" []", at: message.count - 3) {
        message = message.part(0, message.count - 3)
      }
    }
    if let tab = message.first(0x09), tab + 1 < message.count,
      message[tab + 1] == UInt8(ascii: "{"), walk.hasLevel
    {
      // zap's console: fields follow the message as an object.
      entry.structures.add(.json(message.part(tab + 1, message.count)))
      message = message.part(0, tab)
    }
    entry.message = message
    if message.isEmpty, walk.hasTime, !walk.hasLevel { entry.facts.insert(.opening) }
    if walk.hasTime || walk.hasLevel, message.contains(UInt8(ascii: "\"")) || !walk.hasLevel,
      let line = AccessLine.read(text, message: text.count - (text.count - start))
    {
      entry.status = line.status
      entry.facts.insert(.access)
      entry.structures.add(.access(text))
      if !walk.hasLevel, line.status >= 500 { entry.level = .error }
    }
    if walk.hasTime, !walk.hasLevel, isJavaHead(message) { entry.facts.insert(.opening) }
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

  /// Goes on word by word; true where an inner layer has read the rest.
  private func steps(
    _ text: Bytes, _ depth: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    var words = 0
    while words < Self.mostWords {
      passSeparators(text, &walk)
      guard walk.at < text.count else { return false }
      words += 1
      switch step(text, depth, isFirst: words == 1, &walk, &entry) {
      case .next: continue
      case .done: return true
      case .message: return false
      }
    }
    return false
  }

  /// Passes blanks, and the marks that stand between the words of a prefix.
  @inline(__always)
  private func passSeparators(_ text: Bytes, _ walk: inout PrefixWalk) {
    var at = walk.at
    while at < text.count {
      let byte = text[at]
      if byte <= 0x20 {
        at += 1
        continue
      }
      guard byte < 0x80, !isLetter(byte), !isDigit(byte), byte != UInt8(ascii: "["),
        walk.isBegun || walk.mark >= 0 || at == 0
      else { break }
      let next = at + 1 < text.count ? text[at + 1] : 0x20
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: ";"): at += 1
      case UInt8(ascii: ":"):
        guard next != byte else {
          walk.at = at
          return
        }
        at += 1
      case UInt8(ascii: "-"):
        guard next <= 0x20 || next == byte || next == UInt8(ascii: "[") else {
          walk.at = at
          return
        }
        // Redis marks with it what is verbose.
        guard !walk.isRedis || !walk.hasTime || walk.hasLevel else {
          walk.at = at
          return
        }
        at += 1
      case UInt8(ascii: ">"):
        guard next <= 0x20 else {
          walk.at = at
          return
        }
        at += 1
      default:
        walk.at = at
        return
      }
    }
    walk.at = at
  }

  /// Reads one word of the prefix.
  @inline(__always)
  private func step(
    _ text: Bytes, _ depth: Int, isFirst: Bool, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let at = walk.at
    let byte = text[at]
    if isDigit(byte) || byte == UInt8(ascii: "@") {
      if let stamp = stamps.read(text, at: at),
        stamp.certainty > .number || isFirst && PrefixWords.endsWord(text, stamp.end)
      {
        return taken(stamp, text, depth, &walk, &entry)
      }
      return number(text, &walk, &entry)
    }
    if isLetter(byte) {
      return word(text, depth, isFirst: isFirst, &walk, &entry)
    }
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "{"):
      return group(text, depth, &walk, &entry)
    case UInt8(ascii: "#") where isFirst && text.has("####<", at: at):
      walk.at += 4
      return group(text, depth, &walk, &entry)
    case UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "-"):
      return mark(text, &walk, &entry)
    case UInt8(ascii: "%"): return cisco(text, &walk, &entry)
    case UInt8(ascii: ":") where text.has("::error", at: at) || text.has("::warning", at: at):
      return command(text, &walk, &entry)
    case 0xE2 where text.has("⋮", at: at):
      // CockroachDB parts its prefix from the message so.
      walk.at += 3
      return .next
    default: return .message
    }
  }

  /// Takes a time at the front and looks for what may follow one only.
  func taken(
    _ stamp: Stamp, _ text: Bytes, _ depth: Int, _ walk: inout PrefixWalk,
    _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let start = walk.at
    entry.offer(stamp)
    let isFirstTime = !walk.hasTime
    walk.hasTime = true
    walk.mark = -1
    walk.at = stamp.end
    guard isFirstTime else { return .next }
    return afterTime(
      text, depth, isSyslog: isLetter(text[start]), &walk, &entry)
  }

  /// Reads what stands behind a time where it is a layer of its own.
  private func afterTime(
    _ text: Bytes, _ depth: Int, isSyslog: Bool = false, _ walk: inout PrefixWalk,
    _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    guard walk.at < text.count else { return .next }
    if let at = stream(text, walk.at, &entry) {
      entry.facts.insert(.wrapper)
      let rest = text.part(at, text.count)
      if entry.facts.contains(.partial) {
        entry.message = rest
      } else {
        read(rest, depth: depth + 1, &entry)
      }
      return .done
    }
    var at = walk.at
    while at < text.count, text[at] <= 0x20 { at += 1 }
    guard at < text.count else { return .next }
    let byte = text[at]
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "<") && at + 1 < text.count && isDigit(text[at + 1]) {
      let inner = text.part(at, text.count)
      if byte == UInt8(ascii: "<") ? inner.first(UInt8(ascii: ">")) ?? 9 < 5
        : at + 1 < text.count && text[at + 1] == UInt8(ascii: "\"")
      {
        read(inner, depth: depth + 1, &entry)
        return .done
      }
    }
    guard isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "/") else { return .next }
    let hasOffset =
      walk.at > 5 && isDigit(text[walk.at - 1])
      && (text[walk.at - 5] == UInt8(ascii: "+") || text[walk.at - 6] == UInt8(ascii: "+")
        || text[walk.at - 5] == UInt8(ascii: "-") || text[walk.at - 6] == UInt8(ascii: "-"))
    if let head = SyslogHead.read(text, at, isSyslog: isSyslog, hasOffset: hasOffset) {
      if let host = head.host { offer(host: host, &entry) }
      offer(program: head.program, &entry)
      entry.facts.insert(.wrapper)
      read(text.part(head.end, text.count), depth: depth + 1, &entry)
      return .done
    }
    let mayBeContainer = isLetter(byte) && container(text.part(at, text.count), depth: depth + 1, &entry)
    return mayBeContainer ? .done : .next
  }

  /// Finds a time behind words that the prefix's steps do not know: `web-1 app 2026-01-02 …`.
  ///
  /// Behind three words at most, as many as most lines of the file have, or in the bracket of an
  /// access line.
  private func lateTime(_ text: Bytes, from start: Int) -> (Stamp, end: Int)? {
    var at = start
    var words = 0
    // An access line has client, identity and user before its time.
    let most = max(3, context.wordsBeforeTime)
    while at < text.count, at < start + 200, words <= most + 2 {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at < text.count else { return nil }
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
  /// In brackets, or in capitals: before a colon, or within the first four words.
  private func lateLevel(_ text: Bytes, from start: Int) -> (Level, end: Int)? {
    var at = start
    for words in 0..<7 {
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
        next == UInt8(ascii: ":") && (isUpper || words < 3 && text[from] & 0x20 == 0 && !found.isProse)
      let isBare = isUpper && !found.isProse && next <= 0x20 && words < 4 && !context.hasLevels
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

import Evidence
import Timeline

/// The words of a prefix that stand in brackets.
extension LogLineParser {
  /// Reads a bracket: a time, a level, a thread, a module; else the message begins with it.
  func group(
    _ text: Bytes, _ depth: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    let at = walk.at
    let open = text[at]
    if open == UInt8(ascii: "{"), at + 1 < text.count, text[at + 1] == UInt8(ascii: "\"") {
      guard walk.isBegun, let (values, _) = JSONScan.scan(text, at: at, isCut: isCut) else {
        return .message
      }
      let object = text.part(at, text.count)
      entry.structures.add(.json(object))
      entry.message = object
      take(values, depth: depth, &entry)
      return .done
    }
    guard let close = close(of: text, at), endsGroup(text, close, open: open) else {
      return .message
    }
    if open == UInt8(ascii: "["), let stamp = parted(text, at, close, walk) {
      return taken(stamp, text, depth, &walk, &entry)
    }
    if open == UInt8(ascii: "["), listed(text, at, close, walk, &entry) { return .done }
    let content = text.part(at + 1, close)
    let wasBegun = walk.isBegun
    let hadTime = walk.hasTime
    if at == 0, open == UInt8(ascii: "["), content.allSatisfy(isDigit) { walk.isRedis = true }
    if at > 4, text.has("--- [", at: at - 4), text.has(" [", at: close + 1) {
      // Spring Boot puts the application's name before the thread's.
      entry.offer(service: content.trimmed(), rank: ServiceRank.guess)
      walk.at = close + 1
      return .next
    }
    let isTold: Bool
    switch open {
    case UInt8(ascii: "["): isTold = square(content, &walk, &entry)
    case UInt8(ascii: "<"):
      isTold = angle(content, &walk, &entry)
      if !isTold, walk.isAngled {
        // WebLogic: all its parts stand so; the last is the message.
        var next = close + 1
        while next < text.count, text[next] <= 0x20 { next += 1 }
        guard next < text.count else {
          walk.at = at + 1
          entry.message = content
          return .done
        }
        walk.angled += 1
        if entry.logger == nil { entry.logger = content }
        // `####<time> <level> <subsystem> <machine> <server> <thread> …` (Oracle, "Log Message Format").
        if text.has("####<"), !content.isEmpty {
          if walk.angled == 2, entry.host == nil { entry.host = content }
          if walk.angled == 3 { entry.offer(service: content, rank: ServiceRank.program) }
        }
        walk.at = close + 1
        return .next
      }
    case UInt8(ascii: "("):
      isTold = timed(content, &walk, &entry) || walk.isBegun && context(content, &walk, &entry)
    default:
      // Airflow's `{taskinstance.py:1234}`, ClickHouse's `{query}`.
      isTold =
        walk.isBegun
        ? PrefixWords.isName(content) && context(content, &walk, &entry)
        : timed(content, &walk, &entry)
    }
    guard isTold else {
      // `[pool www] server reached …` or `[RMCommunicator Allocator] org.x.Y: …`: what follows tells.
      guard open == UInt8(ascii: "["), walk.isBegun else { return .message }
      if walk.mark < 0 { walk.mark = at }
      walk.at = close + 1
      return .next
    }
    walk.at = close + 1
    if !hadTime, walk.hasTime, !walk.hasLevel {
      walk.mark = -1
      return afterTime(text, depth, &walk, &entry)
    }
    // At the very front a name in brackets may be the message's: what follows it tells.
    if wasBegun || walk.hasTime || walk.hasLevel {
      walk.mark = -1
    } else if walk.mark < 0 {
      walk.mark = at
    }
    return .next
  }

  /// Reads date and clock in brackets of their own: `[2026-01-02][03:04:05]`.
  private func parted(_ text: Bytes, _ at: Int, _ close: Int, _ walk: PrefixWalk) -> Stamp? {
    guard !walk.hasTime, close - at <= 11, isDigit(text[close - 1]), text.has("][", at: close),
      var stamp = stamps.read(text, at: at + 1), stamp.end > close, stamp.end < text.count,
      text[stamp.end] == UInt8(ascii: "]")
    else { return nil }
    stamp.end += 1
    return stamp
  }

  /// Reads the message of a line that is nothing but brackets, as those of TiDB: behind level and
  /// place, `["disk full"] [path=/data] [error="no space"]`; the rest are its fields.
  private func listed(
    _ text: Bytes, _ at: Int, _ close: Int, _ walk: PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    guard walk.hasLevel, walk.hasPlace, text.last == UInt8(ascii: "]"), close > at + 1,
      close + 1 == text.count || text.has("] [", at: close)
    else { return false }
    var message = text.part(at + 1, close)
    if message.count > 1, message.first == UInt8(ascii: "\""), message.last == UInt8(ascii: "\"") {
      message = message.part(1, message.count - 1)
    }
    entry.message = message
    entry.structures.add(.text(text.part(close + 1, text.count)))
    return true
  }

  /// Whether a prefix can go on behind a bracket.
  private func endsGroup(_ text: Bytes, _ close: Int, open: UInt8) -> Bool {
    guard close + 1 < text.count else { return true }
    let next = text[close + 1]
    if next <= 0x20 { return true }
    switch next {
    case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "("),
      UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: "<"), UInt8(ascii: "{"),
      UInt8(ascii: "\""):
      return true
    default:
      // Unreal: `[  0]LogNet: …`. A name in brackets that runs into a word is the message's.
      return open == UInt8(ascii: "[") && isLetter(next)
        && text[close - 1] != UInt8(ascii: "[") && isDigit(text[close - 1])
    }
  }

  private func square(_ raw: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry) -> Bool {
    let content = raw.trimmed()
    guard let first = content.first else { return walk.isBegun }
    if isDigit(first), !walk.hasTime, uptime(raw, &walk, &entry) { return true }
    if timed(content, &walk, &entry) { return true }
    if !walk.hasLevel || walk.isLetterLevel, let (level, name) = BracketLevel.find(in: content) {
      note(level, isFirm: true, &walk, &entry)
      if let name, !name.isEmpty { entry.logger = name }
      return true
    }
    if uptimeLike(content), walk.isBegun { return true }
    return context(content, &walk, &entry)
  }

  /// Reads the kernel's and the virtual machine's seconds since their start: `   12.345678`, `0.123s`.
  private func uptime(_ raw: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry) -> Bool {
    guard let stamp = stamps.readUptime(raw, at: 0) else { return false }
    let rest = raw.part(stamp.end, raw.count)
    guard rest.isEmpty || rest.count == 1 && rest[0] == UInt8(ascii: "s") || rest.has("s][") else {
      return false
    }
    if entry.time == nil { entry.facts.insert(.uptime) }
    entry.offer(stamp)
    walk.hasTime = true
    return true
  }

  private func uptimeLike(_ content: Bytes) -> Bool {
    content.contains(UInt8(ascii: "."))
      && content.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  /// Reads a bracket with a time in it, and what else stands there.
  ///
  /// `[2026-01-02T03:04:05Z ERROR app::db]`, `[10:15:30 ERR]`, `[W 2026-01-02 03:04:05 App]`,
  /// `[2026-01-02 03:04:05,123: ERROR/Worker-1]`, `[2026-07-02T08:11:11.000423 #107]`.
  private func timed(_ content: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry) -> Bool {
    guard let first = content.first, isLetter(first) || isDigit(first) else { return false }
    var at = 0
    var level: Level?
    if isLetter(first), let blank = content.first(0x20), blank <= 8 {
      let word = content.part(0, blank)
      if let found = blank == 1 ? LevelWords.level(letter: first) : LevelWords.find(word)?.level {
        level = found
        at = blank
        while at < content.count, content[at] == 0x20 { at += 1 }
      }
    }
    guard at < content.count, let stamp = stamps.read(content, at: at),
      stamp.certainty > .number || stamp.end == content.count && at == 0
    else { return false }
    entry.offer(stamp)
    walk.hasTime = true
    if let level { note(level, isFirm: true, &walk, &entry) }
    rest(content, stamp.end, &walk, &entry)
    return true
  }

  /// Reads level and name behind a time in the same bracket.
  private func rest(
    _ content: Bytes, _ start: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) {
    var at = start
    while at < content.count {
      while at < content.count, !isLetter(content[at]) { at += 1 }
      let from = at
      while at < content.count, isLetter(content[at]) { at += 1 }
      guard at > from else { return }
      let word = content.part(from, at)
      if !walk.hasLevel, let found = LevelWords.find(word) {
        note(found.level, isFirm: true, &walk, &entry)
        continue
      }
      at = PrefixWords.end(content, from)
      if entry.logger == nil { entry.logger = content.part(from, at) }
    }
  }

  private func angle(_ content: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry) -> Bool {
    if !walk.hasTime, timed(content, &walk, &entry) {
      walk.isAngled = true
      return true
    }
    // Codes before a level: `<522008> <3214> <ERRS> |stm| …`.
    if !walk.isBegun, walk.at == 0, content.count >= 4, content.allSatisfy(isDigit) {
      walk.hasContext = true
      return true
    }
    if !walk.hasLevel, let found = LevelWords.find(content.trimmed()) {
      note(found.level, isFirm: true, &walk, &entry)
      return true
    }
    // A facility of syslog with its severity: `<local0.info>`, `<kern.err>`.
    if !walk.hasLevel, content.count < 20, let dot = content.first(UInt8(ascii: ".")),
      content.part(0, dot).allSatisfy({ isLetter($0) || isDigit($0) }),
      let found = LevelWords.find(content.part(dot + 1, content.count))
    {
      note(found.level, isFirm: true, &walk, &entry)
      return true
    }
    // A process of Erlang: `<0.123.0>`.
    return walk.isBegun && content.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  /// Passes a bracket with a thread, a process, a module or an identifier.
  private func context(
    _ content: Bytes, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) -> Bool {
    if content.has("req-") { return true }
    guard PrefixWords.isContext(content), content.last != UInt8(ascii: ":") else { return false }
    let isPlace = PrefixWords.isPlace(content)
    let isScoped = PrefixWords.isScoped(content) || isPlace
    if isPlace { walk.hasPlace = true }
    if walk.hasLevel, walk.hasLogger, !isScoped, entry.logger != nil, walk.hasContext == false {
      walk.hasContext = true
      return content.contains(where: isDigit)
    }
    let isName = !content.allSatisfy {
      isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-")
    }
    if content.has("client ") || content.has("pid ") {
      walk.hasContext = walk.isBegun
      return true
    }
    if let comma = content.first(UInt8(ascii: ",")), comma > 2, walk.isBegun {
      // Spring's tracing: `[orders,6f2b…,7a1c…]`.
      entry.offer(service: content.part(0, comma), rank: ServiceRank.guess)
      walk.hasContext = true
      return true
    }
    if isScoped && !walk.hasLogger || entry.logger == nil && isName {
      entry.logger = content
      walk.hasLogger = walk.hasLogger || isScoped
    }
    if walk.isBegun { walk.hasContext = true }
    return true
  }
}

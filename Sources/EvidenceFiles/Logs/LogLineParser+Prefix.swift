import Evidence
import Timeline

/// Prefixes of plain text: time, level, process, thread and logger in any order and any dress.
extension LogLineParser {
  /// Words of a prefix: no layout known has more.
  private static let mostWords = 20

  /// Reads the words before the message and leaves the message.
  func walk(_ text: Bytes, depth: Int, _ entry: inout LogEntry) {
    var walk = PrefixWalk()
    if depth == 0 { isFresh = entry.service == nil && entry.facts.isEmpty }
    if steps(text, depth, &walk, &entry) { return }
    finish(text, depth, &walk, &entry)
  }

  /// Reads a line that begins like one before; false where none did.
  func resume(_ text: Bytes, _ entry: inout LogEntry) -> Bool {
    let text = text.trimmed()
    guard let known = memo.match(text), let stamp = clock.read(text, known.time, stamps) else {
      return false
    }
    entry.message = text
    entry.offer(stamp)
    entry.level = known.level
    entry.facts.formUnion(known.facts)
    var walk = known.walk
    isFresh = false
    if !steps(text, 0, &walk, &entry) { finish(text, 0, &walk, &entry) }
    return true
  }

  /// Does what is left where the words of a prefix end.
  private func finish(
    _ text: Bytes, _ depth: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
  ) {
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
    if !walk.hasLevel, walk.hasTime {
      let start = walk.mark >= 0 ? walk.mark : walk.at
      if let (level, end) = lateLevel(text, from: start) {
        entry.facts.insert(.lateLevel)
        note(level, isFirm: true, &walk, &entry)
        walk.at = end
      } else {
        let second = (text.first(0x20, from: start) ?? text.count) + 1
        if PrefixWords.isFurther(text, second) { entry.facts.insert(.continuation) }
        if let (level, end) = context.layout.level(in: text, from: start) {
          note(level, isFirm: true, &walk, &entry)
          walk.at = end
        }
      }
      // Behind the level the prefix may go on: `… web-1 ERROR [shop.db] - boom`.
      if walk.hasLevel, goesOn(text, walk), steps(text, depth, &walk, &entry) { return }
    }
    leave(text, from: walk.mark >= 0 ? walk.mark : walk.at, walk, &entry)
  }

  /// Keeps the prefix up to its level, where it says nothing else.
  private func remember(_ text: Bytes, _ walk: PrefixWalk, _ entry: LogEntry) {
    isFresh = false
    guard let level = entry.level, walk.isWordLevel, !walk.hasLogger, entry.logger == nil,
      entry.service == nil, entry.host == nil, entry.structures.first == nil,
      let time = walk.timePlace, entry.facts.isDisjoint(with: [.wrapper, .openOrder, .innerTime])
    else { return }
    memo.keep(text, .init(time: time, level: level, facts: entry.facts, walk: walk))
  }

  /// Whether behind a level that stands late a bracket, a qualified name, or a column of numbers follows.
  private func goesOn(_ text: Bytes, _ walk: PrefixWalk) -> Bool {
    var at = walk.at
    while at < text.count, text[at] <= 0x20 { at += 1 }
    guard at < text.count else { return false }
    if text[at] == UInt8(ascii: "[") || text[at] == UInt8(ascii: "(") { return true }
    if at > walk.at + 1 { return true }
    let end = PrefixWords.end(text, at)
    let word = text.part(at, end)
    // A name that is padded is a column.
    if end + 1 < text.count, text[end] == 0x20, text[end + 1] == 0x20 { return true }
    return PrefixWords.isPlace(word)
      || PrefixWords.isScoped(word.last == UInt8(ascii: ":") ? word.part(0, word.count - 1) : word)
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
      case .next: if isFresh, walk.hasTime, walk.hasLevel { remember(text, walk, entry) }
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
        stamp.certainty > .number || isFirst && PrefixWords.endsWord(text, stamp.end),
        entry.admits(stamp)
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
    if depth > 0 { entry.facts.insert(.innerTime) }
    let isFirstTime = !walk.hasTime
    walk.hasTime = true
    walk.mark = -1
    walk.at = stamp.end
    walk.timePlace = isFirstTime ? start..<stamp.end : nil
    guard isFirstTime else { return .next }
    return afterTime(
      text, depth, isSyslog: isLetter(text[start]), &walk, &entry)
  }

  /// Reads what stands behind a time where it is a layer of its own.
  func afterTime(
    _ text: Bytes, _ depth: Int, isSyslog: Bool = false, _ walk: inout PrefixWalk,
    _ entry: inout LogEntry
  ) -> PrefixWalk.Step {
    guard walk.at < text.count else { return .next }
    if let at = stream(text, walk.at, &entry) {
      entry.facts.insert(.wrapper)
      let rest = text.part(at, text.count)
      if entry.facts.contains(.partial) || isJoining {
        entry.message = rest
      } else {
        read(rest, depth: depth + 1, &entry)
      }
      return .done
    }
    var at = walk.at
    while at < text.count, text[at] <= 0x20 { at += 1 }
    guard at < text.count else { return .next }
    // Three blanks align columns; more are the line's own.
    if at - walk.at > 4 { entry.facts.insert(.indented) }
    let byte = text[at]
    if byte == UInt8(ascii: "{")
      || byte == UInt8(ascii: "<") && at + 1 < text.count && isDigit(text[at + 1])
    {
      let inner = text.part(at, text.count)
      if byte == UInt8(ascii: "<")
        ? inner.first(UInt8(ascii: ">")) ?? 9 < 5
        : at + 1 < text.count && text[at + 1] == UInt8(ascii: "\"")
      {
        read(inner, depth: depth + 1, &entry)
        return .done
      }
    }
    if byte == UInt8(ascii: "{"), labels(text, at, depth, &entry) { return .done }
    guard isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "/") else { return .next }
    if stream(named: text, at, depth, &entry) { return .done }
    let hasOffset =
      walk.at > 5 && isDigit(text[walk.at - 1])
      && (text[walk.at - 5] == UInt8(ascii: "+") || text[walk.at - 6] == UInt8(ascii: "+")
        || text[walk.at - 5] == UInt8(ascii: "-") || text[walk.at - 6] == UInt8(ascii: "-"))
    let hasHost = !context.host.isEmpty && text.part(at, text.count).starts(with: context.host)
    if let head = SyslogHead.read(
      text, at, isSyslog: isSyslog || hasHost, hasOffset: hasOffset)
    {
      if let level = head.level {
        entry.level = level
        entry.facts.insert([.level, .firmLevel])
      }
      if let host = head.host { offer(host: host, &entry) }
      offer(program: head.program, &entry)
      entry.facts.insert(.wrapper)
      read(text.part(head.end, text.count), depth: depth + 1, &entry)
      return .done
    }
    let mayBeContainer =
      isLetter(byte) && container(text.part(at, text.count), depth: depth + 1, &entry)
    return mayBeContainer ? .done : .next
  }
}

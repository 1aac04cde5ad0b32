import Evidence
import Timeline

/// The words of a prefix that name something: a logger, a module, a process, a field.
extension LogLineParser {
  /// Reads a word that is a name, of a logger, a module or a field; else the message begins.
  func name(
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
    if walk.isBegun, let close = PrefixWords.closed(word) {
      walk.hasContext = true
      return passedOnly(to: at + close, &walk)
    }
    // Rust's name of a thread: `ThreadId(01)`.
    if walk.hasLevel, word.has("ThreadId("), word.last == UInt8(ascii: ")") {
      walk.hasContext = true
      return passedOnly(to: end, &walk)
    }
    if PrefixWords.isPlace(word) {
      while let last = word.last, !isDigit(last) { word = word.part(0, word.count - 1) }
      walk.hasPlace = true
      return passed(word, to: end, &walk, &entry)
    }
    // Cloud-init: `util.py[WARNING]: …`.
    if walk.isBegun, !walk.hasLevel, let open = word.first(UInt8(ascii: "[")), open > 0,
      let close = word.first(UInt8(ascii: "]"), from: open), close + 2 >= word.count,
      let found = LevelWords.find(word.part(open + 1, close)), !found.isProse
    {
      note(found.level, isFirm: true, &walk, &entry)
      return passed(word.part(0, open), to: at + close + 1, &walk, &entry)
    }
    // `nginx: [emerg] …`: a program says its name, then the level.
    if !walk.hasLevel, word.last == UInt8(ascii: ":"), text.has(" [", at: end),
      let close = text.first(UInt8(ascii: "]"), from: end + 2), close > end + 2,
      let found = LevelWords.find(text.part(end + 2, close)), !found.isProse
    {
      note(found.level, isFirm: true, &walk, &entry)
      offer(program: word.part(0, word.count - 1), &entry)
      return passedOnly(to: close + 1, &walk)
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
    // `Backup     BackupHandler.cpp(00617) : …`: a component, then its place.
    if walk.hasLevel, !walk.hasPlace, behind > end + 1, PrefixWords.isName(word) {
      let place = PrefixWords.end(text, behind)
      if place < text.count, PrefixWords.isPlace(text.part(behind, place)) {
        walk.hasPlace = true
        return passed(word, to: place, &walk, &entry)
      }
    }
    let follower = behind < text.count ? text[behind] : 0
    let afterFollower = behind + 1 < text.count ? text[behind + 1] : 0x20
    if word.last == UInt8(ascii: ":") {
      let core = word.part(0, word.count - 1)
      return coloned(text, core, to: end, &walk, &entry)
    }
    guard walk.isBegun || follower == UInt8(ascii: "|") else { return .message }
    let isParted =
      (follower == UInt8(ascii: "-") || follower == UInt8(ascii: ":")
        || follower == UInt8(ascii: "|"))
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
    // Behind a logger only a class goes on with it: a message may be one word.
    if walk.hasLevel, !walk.hasPlace, end < text.count, text[end] == 0x09,
      walk.hasLogger ? PrefixWords.isScoped(word) : PrefixWords.isName(word)
    {
      return passed(word, to: end, &walk, &entry)
    }
    if !walk.hasLogger, walk.hasContext || follower == UInt8(ascii: "["), PrefixWords.isClass(word)
    {
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
    guard at + 1 < text.count, text[at + 1] == 0x20,
      PrefixWords.end(text, walk.mark) - walk.mark == 8
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
    _ text: Bytes, _ core: Bytes, to end: Int, _ walk: inout PrefixWalk, _ entry: inout LogEntry
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
    // Apple's log: behind columns of numbers the process, `412    0    backupd: (TimeMachine) …`.
    if walk.hasLevel, walk.mark >= 0, !PrefixWords.isScoped(core), PrefixWords.isName(core),
      walk.at > 1, text[walk.at - 1] == 0x20, text[walk.at - 2] == 0x20
    {
      offer(program: core, &entry)
      return passedOnly(to: end, &walk)
    }
    let isLogger =
      PrefixWords.isScoped(core) && core.last != UInt8(ascii: ":")
      || (walk.hasLevel || walk.hasContext) && PrefixWords.isCamel(core)
      || walk.isLetterLevel && core.count > 1 && PrefixWords.isName(core)
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
      // Android: behind process, thread and a letter stands who wrote, out of all on the device.
      if walk.isLetterLevel, walk.numbers == 2 {
        entry.offer(service: word, rank: ServiceRank.guess)
      }
    }
    return passedOnly(to: end, &walk)
  }

  func passedOnly(to end: Int, _ walk: inout PrefixWalk) -> PrefixWalk.Step {
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
}

import Evidence

/// Host and program as syslog and journald write them behind the time.
struct SyslogHead {
  var host: Bytes?
  var program: Bytes
  /// The index of the message.
  var end: Int
  /// The level that stands between the two, as templates of syslog daemons put it.
  var level: Level?

  /// Reads `web-1 sshd[812]: …`, `web-1 kernel: …`, `app[web.1]: …`; nil where it is something else.
  ///
  /// `isSyslog`: the time is written as syslog does, with a month's name; then a host is always there
  /// and a program may come without its process. `hasOffset`: the time ends in a numeric offset, as
  /// rsyslog and journald write it.
  static func read(_ text: Bytes, _ start: Int, isSyslog: Bool, hasOffset: Bool) -> SyslogHead? {
    var at = start
    while at < text.count, isHost(text[at]) { at += 1 }
    guard at > start, at < text.count else { return nil }
    if text[at] == UInt8(ascii: "[") || text[at] == UInt8(ascii: "(")
      || text[at] == UInt8(ascii: "/")
    {
      return program(text, start, host: nil, isSyslog: isSyslog, needsProcess: true)
    }
    guard text[at] == 0x20, text[at - 1] != UInt8(ascii: ":") else { return nil }
    let host = text.part(start, at)
    guard LevelWords.find(host) == nil else { return nil }
    while at < text.count, text[at] == 0x20 { at += 1 }
    // Network devices write no program, but a mnemonic; security products an event.
    if at < text.count, text[at] == UInt8(ascii: "%") || text.has("CEF:", at: at), isSyslog {
      return SyslogHead(host: host, program: text.part(at, at), end: at)
    }
    if isSyslog, let mnemonic = mnemonic(text, behindSequence: at) {
      return SyslogHead(host: host, program: text.part(mnemonic, mnemonic), end: mnemonic)
    }
    let isHostLike = host.contains {
      isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let mayLackProcess = isSyslog || hasOffset && isHostLike
    if let head = program(
      text, at, host: host, isSyslog: isSyslog, needsProcess: !mayLackProcess)
    {
      return head
    }
    // `bigip-1 err tmm[812]: …`, `web-1 local0.warning cron: …`.
    let end = PrefixWords.end(text, at)
    if end < text.count, text[end] == 0x20, end - at < 20,
      let level = LevelWords.find(tail(text.part(at, end))), !level.isProse,
      var head = program(text, end + 1, host: host, isSyslog: isSyslog, needsProcess: !isSyslog)
    {
      head.level = level.level
      return head
    }
    return nil
  }

  /// Where the mnemonic of a network device begins behind the number and the time that it puts before it; nil where
  /// none does: `190235: Apr 14 00:00:01.000 UTC: %LINK-3-UPDOWN: …`.
  private static func mnemonic(_ text: Bytes, behindSequence start: Int) -> Int? {
    var at = start
    while at < text.count, isDigit(text[at]) { at += 1 }
    guard at > start, at + 1 < text.count, text[at] == UInt8(ascii: ":"), text[at + 1] == 0x20,
      let mark = text.first(UInt8(ascii: "%"), from: at + 2), mark - at < longestStamp,
      text[mark - 1] == 0x20
    else { return nil }
    return mark
  }

  /// Bytes of a device's own time and of the marks around it.
  private static let longestStamp = 48

  /// What stands behind the dot of `local0.err`.
  private static func tail(_ word: Bytes) -> Bytes {
    word.part(word.first(UInt8(ascii: ".")).map { $0 + 1 } ?? 0, word.count)
  }

  private static func program(
    _ text: Bytes, _ start: Int, host: Bytes?, isSyslog: Bool, needsProcess: Bool
  ) -> SyslogHead? {
    var at = start
    while at < text.count, isProgram(text[at]) { at += 1 }
    guard at > start, at < text.count, at - start < 64 else { return nil }
    let name = text.part(start, at)
    let next = at + 1 < text.count ? text[at + 1] : 0x20
    if text[at] == UInt8(ascii: ":"), next <= 0x20, !needsProcess {
      guard LevelWords.find(name) == nil else { return nil }
      return SyslogHead(host: host, program: name, end: at + 1)
    }
    guard text[at] == UInt8(ascii: "["), LevelWords.find(name) == nil,
      let close = text.first(UInt8(ascii: "]"), from: at), close > at + 1, close - at < 32
    else { return nil }
    let process = text.part(at + 1, close)
    let isColoned = close + 1 < text.count && text[close + 1] == UInt8(ascii: ":")
    // `App[123:456] …` of Apple's unified log has no colon behind it.
    guard isColoned || process.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ":") }) else {
      return nil
    }
    let end = close + (isColoned ? 2 : 1)
    // Heroku names the dyno in the brackets: `app[web.1]`, `heroku[router]`.
    if isLetter(process[0]), name.has("app") && name.count == 3 || name.has("heroku") {
      let length = PodName.composeLength(process)
      return SyslogHead(host: host, program: process.part(0, length), end: end)
    }
    return SyslogHead(host: host, program: name, end: end)
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "@")
  }

  private static func isProgram(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "(")
      || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "\\")
  }
}

import Evidence
import Timeline

/// The layers of a line, from the outermost in: each gives what it knows and hands on the rest.
extension LogLineParser {
  /// Layers of one line: deeper nesting than this is data.
  private static let mostLayers = 8

  /// Reads a text from its beginning, whatever its outermost layer is.
  func read(_ text: Bytes, depth: Int, _ entry: inout LogEntry) {
    let whole = text
    let text = text.trimmed()
    entry.message = text
    guard depth < Self.mostLayers, !text.isEmpty else { return }
    if depth > 0 {
      entry.facts.remove([.indented, .level])
      // One blank is a separator; more, or a tab, tell a further line.
      if whole[0] == 0x09 || whole[0] == 0x20 && whole.count > 1 && whole[1] <= 0x20 {
        entry.facts.insert(.indented)
      }
    }
    if depth == 0, let head = context.layout.head, let (name, end) = head.cut(text) {
      entry.offer(service: name, rank: ServiceRank.guess)
      entry.facts.insert(.wrapper)
      return read(text.part(end, text.count), depth: 1, &entry)
    }
    for format in LineFormats.all where format.read(self, text, depth, &entry) { return }
    walk(text, depth: depth, &entry)
  }

  /// Reads a row below the columns that a line named; false where none did, or it is none.
  func row(_ text: Bytes, _ entry: inout LogEntry) -> Bool {
    guard let columns else { return false }
    if columns.read(text, self, &entry) { return true }
    // A table inside a log ends with the first line that is no row of it.
    if columns.isWide { self.columns = nil }
    return false
  }

  /// Reads a text whose escapes were undone: it may be a whole line again.
  func readInner(_ text: Bytes, depth: Int, _ entry: inout LogEntry) {
    // Only its first line is the message; a stack may follow.
    let end = text.trimmed().first(0x0A)
    read(end.map { text.trimmed().part(0, $0) } ?? text, depth: depth + 1, &entry)
  }

  /// Reads a text that is an object of JSON; what stands behind it is left.
  func object(_ text: Bytes, depth: Int, _ entry: inout LogEntry) -> Bool {
    guard let (values, _) = JSONScan.scan(text, isCut: isCut), values.count > 0 else {
      return false
    }
    entry.facts.insert(.wrapper)
    entry.structures.add(.json(text))
    take(values, depth: depth, &entry)
    if values.message == nil, values.detail == nil, let status = entry.status, status >= 400,
      let part = RequestPart.of(object: text)
    {
      entry.message = part
    }
    return true
  }

  /// Reads a text of pairs: `time=… level=info msg=…`.
  func pairs(_ text: Bytes, depth: Int, _ entry: inout LogEntry) -> Bool {
    // The first word tells: letters, then `=`.
    var at = 0
    while at < text.count, at < 40,
      isLetter(text[at]) || text[at] == UInt8(ascii: "_") || text[at] == UInt8(ascii: ".")
        || text[at] == UInt8(ascii: "@") || at > 0 && isDigit(text[at])
    { at += 1 }
    guard at > 0, at < text.count, text[at] == UInt8(ascii: "=") else { return false }
    if audit(text, &entry) { return true }
    guard let values = LogfmtScan.scan(text) else { return false }
    entry.facts.insert(.wrapper)
    entry.structures.add(.logfmt(text))
    take(values, depth: depth, &entry)
    return true
  }

  /// Reads a record of the kernel's audit: `type=AVC msg=audit(1767348245.123:456): avc:  denied …`.
  private func audit(_ text: Bytes, _ entry: inout LogEntry) -> Bool {
    guard text.has("type="), let end = text.first(0x20), text.has("msg=audit(", at: end + 1),
      let stamp = stamps.read(text, at: end + 11),
      let close = text.first(UInt8(ascii: ")"), from: stamp.end)
    else { return false }
    entry.offer(stamp)
    entry.facts.insert(.wrapper)
    entry.logger = text.part(5, end)
    entry.structures.add(.logfmt(text))
    entry.message = text.part(min(close + 2, text.count), text.count).trimmed()
    return true
  }

  /// Reads the head of a message of syslog: PRI, and what RFC 5424 or RFC 3164 put behind it.
  func priority(_ text: Bytes, depth: Int, _ entry: inout LogEntry) -> Bool {
    var at = 1
    var number = 0
    while at < text.count, at < 4, isDigit(text[at]) {
      number = number * 10 + Int(text[at] &- 0x30)
      at += 1
    }
    // RFC 5424, section 6.2.1: 23 facilities times 8 and a severity.
    guard at > 1, number <= 191, at < text.count, text[at] == UInt8(ascii: ">") else {
      return false
    }
    at += 1
    entry.level = LevelWords.level(severity: number & 7)
    entry.facts.insert(.wrapper)
    if at + 1 < text.count, text[at] == UInt8(ascii: "1"), text[at + 1] == 0x20 {
      structured(text, at + 2, depth: depth, &entry)
    } else {
      read(text.part(at, text.count), depth: depth + 1, &entry)
    }
    return true
  }

  /// Reads `TIME HOST APP PROCID MSGID [DATA] MESSAGE` (RFC 5424, section 6).
  private func structured(_ text: Bytes, _ start: Int, depth: Int, _ entry: inout LogEntry) {
    var at = start
    func word() -> Bytes {
      let from = min(at, text.count)
      let end = text.index(of: 0x20, from: from) ?? text.count
      at = end + 1
      return text.part(from, end)
    }
    if let stamp = stamps.read(word()) { entry.offer(stamp) }
    let host = word()
    if host.count > 1 { entry.host = host }
    let program = word()
    if program.count > 1 { offer(program: program, &entry) }
    // The process and the kind of message say nothing of what happened.
    _ = word()
    _ = word()
    if at < text.count, text[at] == UInt8(ascii: "-") {
      at += 1
    } else {
      let data = at
      while at < text.count, text[at] == UInt8(ascii: "["), let end = close(of: text, at) {
        at = end + 1
      }
      if at > data { entry.structures.add(.logfmt(text.part(data + 1, at - 1))) }
    }
    at = min(at, text.count)
    var rest = text.part(at, text.count).trimmed()
    if rest.has("\u{FEFF}") { rest = rest.part(3, rest.count) }
    read(rest, depth: depth + 1, &entry)
  }

  /// Takes the name of a host, or the facility and level that stand in its place: `daemon.err`.
  func offer(host: Bytes, _ entry: inout LogEntry) {
    if let dot = host.first(UInt8(ascii: ".")), host.count < 20,
      let found = LevelWords.find(host.part(dot + 1, host.count))
    {
      entry.level = found.level
    } else {
      entry.host = host
    }
  }

  /// Takes the name of a program of syslog: `sshd(pam_unix)`, `/usr/sbin/cron`, `docker/orders`.
  func offer(program: Bytes, _ entry: inout LogEntry) {
    var name = program
    if let end = name.first(UInt8(ascii: "(")), end > 0 { name = name.part(0, end) }
    if name.has("docker/") || name.first == UInt8(ascii: "/") {
      var start = name.count
      while start > 0, name[start - 1] != UInt8(ascii: "/") { start -= 1 }
      name = name.part(start, name.count)
    }
    guard !name.isEmpty else { return }
    if PodName.isPod(name) { return entry.offer(pod: name) }
    entry.offer(service: name.part(0, PodName.unitLength(name)), rank: ServiceRank.program)
  }

  /// Where the bracket that opens at an index is closed, at most 300 bytes on: `[a [b] c]`.
  func close(of text: Bytes, _ start: Int) -> Int? {
    let open = text[start]
    let closing: UInt8
    switch open {
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    case UInt8(ascii: "<"): closing = UInt8(ascii: ">")
    default: closing = UInt8(ascii: "}")
    }
    var depth = 0
    var at = start
    let end = min(text.count, start + 300)
    while at < end {
      let byte = text[at]
      if byte == closing {
        depth -= 1
        if depth == 0 { return at }
      } else if byte == open {
        depth += 1
      }
      at += 1
    }
    return nil
  }
}

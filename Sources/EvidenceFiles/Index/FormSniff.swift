/// Tells by the first lines of a file how its records lie in them.
struct FormSniff {
  let head: Bytes
  let lines: [Bytes]
  /// Whether that is the whole file.
  let isWhole: Bool

  /// How a file is read, in words too; or why it is none.
  enum Verdict {
    case form(RecordForm, String)
    /// No records, but a text that states things all the same: settings, what a command printed.
    case stated(String)
    case foreign(String)
  }

  /// Decides.
  func verdict() -> Verdict {
    guard let first = head.first(where: { $0 > 0x20 }) else { return .form(.lines, "plain text") }
    if first == UInt8(ascii: "<"), isEvents { return .form(.events, "Windows events in XML") }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let verdict = json(first) {
      return verdict
    }
    if isExport { return .form(.export, "journald export") }
    if let border = LabelledRecords.sniff(head) {
      return .form(.labelled(border), "records of named values")
    }
    if let verdict = table() { return verdict }
    return .form(.lines, words())
  }

  private var isEvents: Bool {
    let start = Bytes(rebasing: head.prefix(4096))
    return start.find(lowercased: Array("<event".utf8)) != nil
      && head.find(lowercased: Array("<system>".utf8)) != nil
  }

  /// A document, or lines of which most are objects of their own.
  private func json(_ first: UInt8) -> Verdict? {
    let parser = LogLineParser()
    var entry = LogEntry(line: head)
    var whole = 0
    var known = 0
    for line in lines.prefix(50) where line.trimmed().first == UInt8(ascii: "{") {
      let line = line.trimmed()
      guard JSONSpan.end(of: line) == line.count else { continue }
      whole += 1
      if parser.parse(object: line, into: &entry) { known += 1 }
    }
    // One object a line, most lines: a log of lines, whatever else stands between.
    if known > 0, known * 2 >= min(lines.count, 50) { return .form(.lines, "JSON lines") }
    // `[ERROR] …` and `[2026-01-02 …]` begin like a list.
    guard isDocument else { return nil }
    // An object that is longer than what is looked at, without a list of anything in it, is an entry.
    if lines.count == 1, !isWhole, first == UInt8(ascii: "{"), !DocumentEntries.mayWrap(head) {
      return .form(.lines, "JSON lines")
    }
    var entries = 0
    var counted = false
    let reader = DocumentReader(source: TextSource(Array(head)), isCancelled: { false })
    reader.read { _, _ in
      entries += 1
      counted = true
    }
    let isOneLine = lines.count == 1
    let form = RecordForm.document(isOneLine: isOneLine)
    if counted { return .form(form, isOneLine ? "JSON on one line" : "JSON document") }
    // What the rest of a longer document holds nobody knows.
    if !isWhole, whole == 0 { return .form(form, "JSON document") }
    return isWhole && lines.count >= Self.fewestOfDocument
      ? .stated("JSON document") : .foreign("JSON without a message field: not a log")
  }

  /// Lines of a document that is laid out for people: two brackets and what stands between them.
  private static let fewestOfDocument = 3

  /// Whether the bytes are JSON so far as they go, beyond their first brackets.
  ///
  /// `[2026-01-02 10:00:00]`, `[32077]{200143}[-1/-1] …` and `["boom"] [conn=1]` are none: between
  /// two values stands a comma, or an end of line where one document follows another.
  private var isDocument: Bool {
    var depth = 0
    var isBehindValue = false
    var at = 0
    var tokens = 0
    while at < head.count, tokens < Self.mostTokens {
      let byte = head[at]
      tokens += 1
      switch byte {
      case 0x0A:
        if depth == 0 { isBehindValue = false }
        tokens -= 1
        at += 1
      case 0x09, 0x0D, 0x20:
        tokens -= 1
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard isBehindValue, depth > 0 else { return false }
        isBehindValue = false
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { return false }
        depth -= 1
        isBehindValue = true
        at += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard !isBehindValue else { return false }
        depth += 1
        at += 1
      default:
        guard !isBehindValue, depth > 0, let end = endOfScalar(at) else { return false }
        isBehindValue = true
        at = end
      }
    }
    return true
  }

  /// Tokens that are looked at: no prefix of a line has as many that could be JSON.
  private static let mostTokens = 24

  /// The index behind a string, a number or a word of JSON; nil where none stands there.
  private func endOfScalar(_ start: Int) -> Int? {
    var at = start
    if head[at] == 0x22 {
      at += 1
      while at < head.count, head[at] != 0x22, head[at] != 0x0A {
        at += head[at] == 0x5C ? 2 : 1
      }
      if at >= head.count { return head.count }
      return head[at] == 0x22 ? at + 1 : nil
    }
    while at < head.count, isLetter(head[at]) || isDigit(head[at]) || "+-.".utf8.contains(head[at])
    {
      at += 1
    }
    let word = head.part(start, at)
    let isKnown =
      word.has("true") || word.has("false") || word.has("null")
      || !word.isEmpty && word.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
    return isKnown || at == head.count ? at : nil
  }

  /// Records such as `__CURSOR=…`, `MESSAGE=…`: names in capitals, on most lines.
  private var isExport: Bool {
    guard lines.count > 2 else { return false }
    var named = 0
    var known = false
    for line in lines.prefix(40) {
      guard let sign = line.first(0x3D), sign > 1,
        line[0..<sign].allSatisfy({ $0 &- 0x41 < 26 || isDigit($0) || $0 == 0x5F })
      else { continue }
      named += 1
      if line.has("__REALTIME_TIMESTAMP=") || line.has("MESSAGE=") { known = true }
    }
    return known && named * 10 > min(lines.count, 40) * 7
  }

  private func table() -> Verdict? {
    guard let table = TableSniff(lines: lines).find() else { return nil }
    switch table {
    case .form(let form): return .form(.table(form), "table with a message column")
    case .numbers:
      return .foreign(
        "a table without a message column: not a log, and no spans by its columns")
    }
  }

  private func words() -> String {
    let context = LogContext.sniff(lines)
    return context.hasTimes ? "plain text" : "plain text without times"
  }
}

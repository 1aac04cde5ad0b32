/// Tells the further lines of a stack trace from lines of their own.
enum Continuation {
  /// Whether a line can hardly stand alone.
  static func isLikely(_ line: Bytes) -> Bool {
    guard let first = line.first else { return true }
    if first == 0x20 || first == 0x09 || first == 0x7D || first == 0x29 { return true }
    return line.has("Caused by:") || line.has("Traceback (most") || line.has("... ")
      || line.has("at ") && line.first(0x28) != nil || line.has("goroutine ")
      || line.has("During handling of") || line.has("Suppressed:")
  }

  /// Whether the message of a line with its own wrapper belongs to a trace begun before.
  static func isTrace(_ message: Bytes) -> Bool {
    guard let first = message.first, first == 0x61 || first == 0x43 || first == 0x2E else {
      return false
    }
    return message.has("at ") && message.first(0x28) != nil || message.has("Caused by:")
      || message.has("... ") && message.find(lowercased: Array(" more".utf8)) != nil
  }

  /// How much a further line tells of what went wrong: 0 nothing, 2 its root cause.
  static func weight(_ line: Bytes) -> Int {
    let text = line.trimmed()
    if text.has("Caused by:") { return 3 }
    if text.has("at ") || text.has("... ") || text.has("File \"") { return 0 }
    // `some.pkg.SomeException: words`, `ValueError: words`, `panic: words`.
    var at = 0
    while at < text.count,
      isLetter(text[at]) || isDigit(text[at]) || text[at] == 0x2E
        || text[at] == 0x24 || text[at] == 0x5F
    { at += 1 }
    guard at > 4, at == text.count || text[at] == 0x3A else { return 0 }
    let name = text.part(0, at)
    let tells =
      name.find(lowercased: Array("exception".utf8)) != nil
      || name.find(lowercased: Array("error".utf8)) != nil || name.has("panic")
    return tells ? 2 : 0
  }
}

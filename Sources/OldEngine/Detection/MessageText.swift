/// Finds the message in a log line: what stands behind time, level, thread and logger.
enum MessageText {
  /// The message, a part of the line as it stands.
  static func core(of line: String) -> Substring {
    if let message = field(in: line) { return message }
    var rest = line[...]
    var skipped = 0
    // Behind a logger or program stands the message, whatever word it begins with.
    var isBehindLogger = false
    while skipped < 14, let token = nextToken(rest), isHeader(token, rest) {
      if isBehindLogger, !token.utf8.allSatisfy(isStamp), token.first != "[" { break }
      isBehindLogger = isBehindLogger || token.last == ":" && token.contains(where: \.isLetter)
      rest = rest[token.endIndex...].drop(while: \.isWhitespace)
      skipped += 1
    }
    return rest.isEmpty ? line[...] : rest
  }

  /// The message of a JSON or logfmt line.
  private static func field(in line: String) -> Substring? {
    for key in ["\"message\":", "\"msg\":", "\"log\":", "msg=", "message="] {
      guard let found = line.firstRange(of: key) else { continue }
      var rest = line[found.upperBound...].drop(while: { $0 == " " })
      guard rest.first == "\"" else { continue }
      rest = rest.dropFirst()
      var isEscaped = false
      var end = rest.startIndex
      while end < rest.endIndex {
        let character = rest[end]
        if character == "\"", !isEscaped { break }
        isEscaped = character == "\\" && !isEscaped
        end = rest.index(after: end)
      }
      if rest.startIndex < end { return rest[..<end] }
    }
    return nil
  }

  /// The next word, or a whole bracket.
  private static func nextToken(_ rest: Substring) -> Substring? {
    guard let first = rest.first else { return nil }
    if first == "[", let close = rest.firstIndex(of: "]"), rest[..<close].utf8.count < 120 {
      let end = rest.index(after: close)
      return rest[..<(end < rest.endIndex && rest[end] == ":" ? rest.index(after: end) : end)]
    }
    return rest.prefix(while: { !$0.isWhitespace })
  }

  private static func isHeader(_ token: Substring, _ rest: Substring) -> Bool {
    guard let first = token.utf8.first else { return false }
    if first == UInt8(ascii: "[") { return true }
    let bare = token.trimming { !$0.isLetter && !$0.isNumber }
    if bare.isEmpty { return token.utf8.count < 4 }
    if levels.contains(bare.lowercased()) || TimeWords.months[bare.lowercased()] != nil
      || TimeWords.weekdays[bare.lowercased()] != nil
    {
      return true
    }
    if token.utf8.allSatisfy({ isStamp($0) }) { return true }
    if token.last == ":" {
      // A logger or program: dotted, bracketed or capitalised inside.
      let name = token.dropLast()
      return name.contains(where: { ".$[(#/".contains($0) }) && !name.contains("://")
        && name.utf8.allSatisfy { $0 > 0x20 } && !name.lowercased().hasSuffix("exception")
        && !name.lowercased().hasSuffix("error")
    }
    // A host name stands before a program with a process number.
    let next = rest[token.endIndex...].drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    if next.hasSuffix("]:") || token.last == "]" && token.contains(":") { return true }
    // What stands before a time is no message; nor is a logger with its request in brackets.
    if isTime(next) || next.first == "[" && token.contains(".") && !token.contains(":") {
      return true
    }
    return token.contains("#") && token.contains(".")
  }

  /// Returns whether a word is a date or a time of day, and no address.
  private static func isTime(_ word: Substring) -> Bool {
    word.utf8.count >= 8 && word.utf8.allSatisfy(isStamp)
      && (word.contains("-") || word.count(where: { $0 == ":" }) > 1
        || word.utf8.count >= 10 && word.allSatisfy(\.isNumber))
  }

  private static let levels: Set<String> = [
    "trace", "debug", "info", "notice", "warn", "warning", "error", "err", "fatal", "critical",
    "severe", "crit", "alert", "emerg", "d", "i", "w", "e", "f", "v",
  ]

  /// Digits and what dates, times and numbers are written with.
  private static func isStamp(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x2B...0x2F, UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "|"): true
    default: false
    }
  }
}

extension Substring {
  /// The part without the characters at both ends that the predicate accepts.
  func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
    var part = self
    while let last = part.last, isTrimmed(last) { part.removeLast() }
    return part.drop(while: isTrimmed)
  }
}

extension String {
  /// The first place where a string occurs.
  func firstRange(of text: String) -> Range<String.Index>? {
    let bytes = utf8
    let wanted = Array(text.utf8)
    guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
    var index = bytes.startIndex
    while let start = bytes[index...].firstIndex(of: first) {
      var here = start
      var matched = 0
      while matched < wanted.count, here < bytes.endIndex, bytes[here] == wanted[matched] {
        matched += 1
        here = bytes.index(after: here)
      }
      if matched == wanted.count { return start..<here }
      index = bytes.index(after: start)
    }
    return nil
  }
}

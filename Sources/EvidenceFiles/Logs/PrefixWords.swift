import Evidence
import Timeline

/// What single words of a prefix look like.
enum PrefixWords {
  /// Where a word ends that begins at an index.
  @inline(__always)
  static func end(_ text: Bytes, _ start: Int) -> Int {
    var at = start
    while at < text.count, text[at] > 0x20 { at += 1 }
    return at
  }

  /// Whether what stands at an index is named as the end or the beginning of what is valid.
  ///
  /// By the name before it: `Expiry Date: `, `notAfter=`, `Valid until `. That is no entry's time.
  static func namesValidity(_ text: Bytes, before start: Int) -> Bool {
    var end = start
    while end > 0, !isLetter(text[end - 1]) { end -= 1 }
    guard end > 5, start - end <= 3 else { return false }
    return validityNames.contains { name in
      name.count <= end
        && zip(name, text.part(end - name.count, end)).allSatisfy { $0 == lowered($1) }
    }
  }

  /// How the ends of a certificate, a lease or a token are named.
  private static let validityNames = [
    "expiry", "expiry date", "expires", "expires on", "expires at", "expiration", "expiration date",
    "notafter", "not after", "notbefore", "not before", "valid until", "valid from", "valid to",
  ].map { Array($0.utf8) }

  /// Whether a word can end at an index.
  @inline(__always)
  static func endsWord(_ text: Bytes, _ at: Int) -> Bool {
    at >= text.count || text[at] <= 0x20 || text[at] == UInt8(ascii: ",")
      || text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "|")
  }

  /// Whether a word is a dotted or scoped name: `app.db`, `app::db`, `o.a.k.c.NetworkClient`.
  static func isScoped(_ word: Bytes) -> Bool {
    guard let first = word.first, isLetter(first) || first == UInt8(ascii: "_") else {
      return false
    }
    var scopes = 0
    for index in 1..<max(word.count, 1) {
      let byte = word[index]
      if isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
        || byte == UInt8(ascii: "-")
      {
        continue
      }
      guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") else { return false }
      guard index + 1 < word.count else { return false }
      if byte == UInt8(ascii: ".") || word[index - 1] == byte { scopes += 1 }
    }
    return scopes > 0 || word.contains(UInt8(ascii: ":"))
  }

  /// Whether a dotted name is a class or its method: one of its last two parts has a capital.
  static func isClass(_ word: Bytes) -> Bool {
    guard isScoped(word) else { return false }
    var dots = 0
    var hasCapital = false
    var at = word.count
    while at > 0 {
      at -= 1
      guard word[at] == UInt8(ascii: ".") else { continue }
      dots += 1
      if dots <= 2, word[at + 1] &- 0x41 < 26 { hasCapital = true }
    }
    return dots > 0 && hasCapital
  }

  /// Whether a word is written in camel case or has a `$`: `NetworkClient`, `DataNode$Receiver`.
  static func isCamel(_ word: Bytes) -> Bool {
    guard word.count > 2, word[0] &- 0x41 < 26 || word[0] &- 0x61 < 26 else { return false }
    var isMixed = false
    for index in 1..<word.count {
      let byte = word[index]
      guard
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "_")
      else { return false }
      if byte &- 0x41 < 26, word[index - 1] & 0x20 != 0 || byte == UInt8(ascii: "$") {
        isMixed = true
      }
    }
    return isMixed
  }

  /// Whether a word is a place in a source: `server.go:12`, `app/db.py:88`, `Task.java:255:`,
  /// `Handler.cpp(00617)`.
  static func isPlace(_ word: Bytes) -> Bool {
    var end = word.count
    if end > 0, word[end - 1] == UInt8(ascii: ":") || word[end - 1] == UInt8(ascii: "]") {
      end -= 1
    }
    let isBracket = end > 0 && word[end - 1] == UInt8(ascii: ")")
    if isBracket { end -= 1 }
    var at = end
    while at > 0, isDigit(word[at - 1]) { at -= 1 }
    guard at < end, at > 3,
      word[at - 1] == (isBracket ? UInt8(ascii: "(") : UInt8(ascii: ":"))
    else { return false }
    at -= 1
    guard let dot = word.part(0, at).lastIndex(of: UInt8(ascii: ".")), dot > 0,
      isLetter(word[0]) || word[0] == UInt8(ascii: "/") || word[0] == UInt8(ascii: ".")
    else { return false }
    let kind = word.part(dot + 1, at)
    return sources.contains { $0.utf8CodeUnitCount == kind.count && kind.has($0) }
  }

  /// Endings of sources: without them `shop.example.com:443` would be a place.
  private static let sources: [StaticString] = [
    "go", "cc", "cpp", "cxx", "c", "h", "hpp", "py", "rb", "js", "mjs", "ts", "jsx", "tsx", "java",
    "kt", "scala", "groovy", "clj", "rs", "cs", "fs", "vb", "php", "ex", "exs", "erl", "swift", "m",
    "mm", "lua", "pl", "pm", "dart", "d", "pas", "sql", "sh",
  ]

  /// Where the bracket of a word like `vpxd[123]` opens; nil where it is none.
  static func process(_ text: Bytes, _ start: Int) -> Int? {
    var at = start
    while at < text.count, at - start < 64,
      isLetter(text[at]) || isDigit(text[at]) || text[at] == UInt8(ascii: "-")
        || text[at] == UInt8(ascii: "_") || text[at] == UInt8(ascii: ".")
    { at += 1 }
    guard at > start, at < text.count, text[at] == UInt8(ascii: "[") else { return nil }
    var close = at + 1
    while close < text.count, isDigit(text[close]) { close += 1 }
    guard close > at + 1, close < text.count, text[close] == UInt8(ascii: "]"),
      endsWord(text, close + 1)
    else { return nil }
    return at
  }

  /// The index behind a processor or a process that a lone bracket closes, right before a name:
  /// `cpu3:2098392)WARNING:`, `812)Net:`; nil for any other word.
  static func closed(_ word: Bytes) -> Int? {
    guard let close = word.first(UInt8(ascii: ")")), close > 0, close + 2 < word.count,
      word[close + 1] &- 0x41 < 26, isDigit(word[close - 1]), word.last == UInt8(ascii: ":")
    else { return nil }
    let isNumber = word.part(0, close).allSatisfy {
      isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-")
    }
    return isNumber ? close + 1 : nil
  }

  /// Whether PostgreSQL's word for a further line of the entry before stands here: `DETAIL:`.
  static func isFurther(_ text: Bytes, _ at: Int) -> Bool {
    text.has("DETAIL:", at: at) || text.has("STATEMENT:", at: at) || text.has("CONTEXT:", at: at)
      || text.has("QUERY:", at: at) || text.has("LOCATION:", at: at)
  }

  /// Whether a word could be a name at all: no blanks, quotes or brackets in it.
  static func isName(_ word: Bytes) -> Bool {
    word.count <= 100
      && word.allSatisfy {
        isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "$")
          || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#")
      }
  }

  /// Whether a word is a UUID: 32 hexadecimal digits in groups.
  static func isUUID(_ word: Bytes) -> Bool {
    guard word.count == 36 else { return false }
    for (index, byte) in word.enumerated() {
      let isDash = index == 8 || index == 13 || index == 18 || index == 23
      if isDash ? byte != UInt8(ascii: "-") : !isDigit(byte) && lowered(byte) &- 0x61 >= 6 {
        return false
      }
    }
    return true
  }

  /// Whether a text counts steps: `2/4`, `Step 2/4`.
  private static func isStep(_ content: Bytes) -> Bool {
    guard content.count <= 24, let slash = content.first(UInt8(ascii: "/")), slash > 0,
      slash + 1 < content.count
    else { return false }
    let last = content.part(slash + 1, content.count)
    return last.allSatisfy(isDigit) && isDigit(content[slash - 1])
      && content.part(0, slash).reduce(0, { $0 + ($1 == 0x20 ? 1 : 0) }) <= 1
  }

  /// Whether what stands in brackets is a thread, a process, a module or an identifier.
  ///
  /// `main`, `http-nio-8080-exec-7`, `pid 1:tid 14023`, `default task-7`, `com.shop.Db`, `#123`; not
  /// `items/7`, `pool www` or `95%`.
  static func isContext(_ content: Bytes) -> Bool {
    guard content.count <= 120 else { return false }
    var blanks = 0
    var hasDigit = false
    var hasSlash = false
    for byte in content {
      if byte == 0x20 { blanks += 1 }
      if isDigit(byte) { hasDigit = true }
      if byte == UInt8(ascii: "/") { hasSlash = true }
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        return false
      }
    }
    if hasSlash { return blanks == 0 && isPlace(content) || isStep(content) }
    return blanks == 0 || hasDigit && blanks <= 2
  }
}

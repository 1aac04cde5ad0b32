package import Evidence

/// Finds the part of an entry that says why.
///
///     took 3 tries: save failed: write: no space left on device   → no space left on device
///     msg="scrape failed" err="write to WAL: no space left"       → write to WAL: no space left
///     request failed … Caused by: java.io.IOException: Disk full  → java.io.IOException: Disk full
package struct CauseText: Hashable, Sendable {
  /// The texts that may say why, the deepest first; the whole message stands last.
  ///
  /// Never empty.
  package var candidates: [String]
  /// The further lines that are plain text: no frames of a stack, no code.
  package var lines: [String]
  /// How many of the candidates stand behind a word that announces a reason.
  package var reasons: Int

  /// Whether an exception stands below the message, with or without its cause.
  package var hasException: Bool

  /// Reads an entry.
  package init(_ sample: Sample) {
    hasException = sample.further.contains {
      Self.isException($0.text.trimmed) || Self.rubyException($0.text.trimmed) != nil
    }
    candidates = Self.deepestLines(sample.further).map(Self.unescaped)
    lines = sample.further.map { Self.withoutBullet($0.text) }.filter {
      $0.first?.isLetter ?? false
    }.map { Self.unescaped(String($0)) }
    let message = Self.unescaped(sample.message)
    if let behind = Self.behindMarker(message) { candidates.append(behind) }
    // A field beside the message may hold the reason: `msg="failed" err="disk full"`.
    if candidates.isEmpty || sample.message.utf8.count < sample.text.utf8.count,
      let field = Self.behindMarker(Self.unescaped(sample.text), fieldsOnly: true),
      !candidates.contains(field)
    {
      candidates.append(field)
    }
    reasons = candidates.count
    candidates.append(message)
  }

  /// A line without its bullet or what sets it in: ` - plugin a requires version 3` → `plugin a …`.
  private static func withoutBullet(_ line: String) -> Substring {
    let text = line[...].drop { $0 == " " }
    for bullet in ["- ", "* ", "• "] where text.hasPrefix(bullet) {
      return text.dropFirst(bullet.count)
    }
    // What is set in is a detail where it speaks of an error, else the source of a frame.
    let isDetail = text.contains(": ") && !text.hasPrefix("at ") && !text.hasPrefix("from ")
    return isDetail && MessageWords.split(text).contains("error") ? text : line[...]
  }

  /// The suffixes of a text at its colons, the shortest first: `c`, `b: c`, `a: b: c`.
  static func suffixes(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    var starts = [0]
    var index = 0
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: " ") {
        starts.append(index + 2)
      }
      index += 1
    }
    return starts.suffix(longestChain).reversed().map { start in
      String(decoding: bytes[start...], as: UTF8.self).trimmed
    }.filter { !$0.isEmpty }
  }

  /// The sentences and clauses of a text, as its full stops, commas and semicolons part them.
  static func clauses(of text: String) -> [String] {
    var clauses: [String] = []
    var clause = ""
    var last: Character = " "
    for character in text {
      if character == " ", last == "." || last == "," || last == ";" {
        clauses.append(clause.trimmed)
        clause = ""
      } else {
        clause.append(character)
      }
      last = character
    }
    clauses.append(clause.trimmed)
    return clauses.filter { !$0.isEmpty }
  }

  /// Links of a chain of reasons that are looked at: the last ones say why.
  private static let longestChain = 8

  /// The further lines that name an exception or its cause, the deepest first.
  private static func deepestLines(_ lines: [Sample.FurtherLine]) -> [String] {
    var causes: [String] = []
    var exceptions: [String] = []
    for line in lines {
      let text = line.text.trimmed
      // Elixir: "** (DBConnection.ConnectionError) tcp connect: connection refused".
      if let exception = text.after("** (") {
        exceptions.append(exception)
        continue
      }
      if let exception = rubyException(text) {
        exceptions.append(exception)
        continue
      }
      if let cause = text.after("caused by:") ?? labelled(text) {
        causes.append(cause)
      } else if isException(text) {
        exceptions.append(text)
      }
    }
    let ordered = Array(causes.reversed()) + exceptions.reversed()
    return Array(ordered.prefix(3)).map(\.bounded)
  }

  /// What Ruby says first in a backtrace: of ``a.rb:7:in `load': bad value (ArgumentError)`` the end.
  private static func rubyException(_ line: String) -> String? {
    guard line.hasSuffix(")"), let place = line.firstRange(of: ":in "),
      let end = line[place.upperBound...].firstRange(of: "': ")
    else { return nil }
    return String(line[end.upperBound...])
  }

  /// What stands behind a label of a line: of `Message    : Duplicate column` the column.
  private static func labelled(_ line: String) -> String? {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")),
      labels.contains(String(line[..<colon]).trimmed.lowercased())
    else { return nil }
    let rest = String(line[line.utf8.index(after: colon)...]).trimmed
    return rest.isEmpty ? nil : rest
  }

  private static let labels: Set<String> = [
    "reason", "detail", "details", "message", "error message", "cause", "root cause",
  ]

  /// Whether a line begins with the name of an exception or error, as the last of a traceback does.
  private static func isException(_ line: String) -> Bool {
    let name = line.prefix { $0 != ":" && $0 != " " && $0 != "(" }
    guard name.utf8.count > 4, name.first.map({ $0.isLetter || $0 == "_" }) ?? false else {
      return line.hasPrefix("panic:") || line.hasPrefix("fatal error:")
    }
    let lower = name.lowercased()
    if ["exception", "error", "exit", "failure", "interrupt", "warning", "panic", "fatal"]
      .contains(where: lower.hasSuffix) || lower.holds("exception$")
    {
      return true
    }
    // "app.core.ImproperlyConfigured: …": a dotted name that ends in a class, and what it says.
    guard name.utf8.count < line.utf8.count, line.utf8.dropFirst(name.utf8.count).first == 0x3A,
      let dot = name.lastIndex(of: ".")
    else { return false }
    return name[name.index(after: dot)...].first?.isUppercase ?? false
  }

  /// What stands behind the last word that announces a reason; nil where none does.
  ///
  /// A field's value ends at its quote, or at the next field. `fieldsOnly` looks for `err=` and the
  /// like alone.
  private static func behindMarker(_ text: String, fieldsOnly: Bool = false) -> String? {
    let bytes = Array(text.utf8)
    let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    var best: (start: Int, isField: Bool)?
    for index in lower.indices where index == 0 || !isLetter(lower[index - 1]) {
      for marker in markers[Int(lower[index] & 0x7F)] where !fieldsOnly || marker.isField {
        guard lower[index...].starts(with: marker.bytes) else { continue }
        let start = index + marker.bytes.count
        if start > best?.start ?? 0 { best = (start, marker.isField) }
      }
    }
    guard let best, best.start < bytes.count else { return nil }
    var start = best.start
    while start < bytes.count,
      bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: ":")
    {
      start += 1
    }
    guard start < bytes.count else { return nil }
    var end = bytes.count
    if bytes[start] == UInt8(ascii: "\"") {
      start += 1
      end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.count
      // A quote inside the value that was unescaped: the field goes on to the last quote.
      if end - start < 4 { end = bytes[start...].lastIndex(of: UInt8(ascii: "\"")) ?? bytes.count }
    } else if best.isField {
      end = endOfField(bytes, start)
    }
    guard start < end else { return nil }
    let value = String(decoding: bytes[start..<end], as: UTF8.self).trimmed
    let letters = value.utf8.count(where: { isLetter($0 | 0x20) })
    return letters >= 5 ? value.bounded : nil
  }

  /// Where an unquoted field ends: before the next ` name=`.
  private static func endOfField(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: " ") {
        var name = index + 1
        while name < bytes.count, isLetter(bytes[name] | 0x20) || bytes[name] == 0x5F { name += 1 }
        if name > index + 1, name < bytes.count, bytes[name] == UInt8(ascii: "=") { return index }
      }
      index += 1
    }
    return bytes.count
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  /// What announces a reason, in lower case, as logs and logging libraries write it.
  private static let markerTexts: [(text: String, isField: Bool)] = [
    ("because of ", false), ("because ", false), ("due to ", false), ("caused by", false),
    ("reason:", false), ("reason is ", false), ("root cause", false), ("cause:", false),
    ("the error was", false), ("with error", false), ("error was", false), ("details:", false),
    ("desc = ", false), ("last error:", false), ("message:", false), ("output:", false),
    ("reason=", true), ("err=", true), ("error=", true), ("details=", true), ("detail=", true),
    ("cause=", true), ("exception=", true), ("output=", true), ("error_message=", true),
    ("\"error\":", true), ("\"err\":", true), ("\"reason\":", true), ("\"cause\":", true),
    ("\"exception\":", true), ("\"exc\":", true), ("\"error_description\":", true),
    ("\"errmsg\":", true), ("\"error_msg\":", true), ("\"errormessage\":", true),
    ("\"error_message\":", true), ("\"exception.message\":", true),
    ("\"exceptionmessage\":", true),
    ("\"detail\":", true), ("\"details\":", true), ("\"error.message\":", true),
    ("\"exception_message\":", true),
  ]

  /// The same by their first bytes.
  private static let markers: [[(bytes: [UInt8], isField: Bool)]] = {
    var markers = [[(bytes: [UInt8], isField: Bool)]](repeating: [], count: 128)
    for (text, isField) in markerTexts {
      let bytes = Array(text.utf8)
      markers[Int(bytes[0] & 0x7F)].append((bytes, isField))
    }
    return markers
  }()

  /// A text with `\"`, `\\`, `\n` and `\t` written out.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text.bounded }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8.prefix(2500) {
      if isEscaped {
        isEscaped = false
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"): result.append(0x20)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        default: result += [UInt8(ascii: "\\"), byte]
        }
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self).bounded
  }
}

extension String {
  /// The text without blanks at both ends.
  var trimmed: String {
    let blanks: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { !blanks($0) }),
      let last = bytes.lastIndex(where: { !blanks($0) })
    else { return "" }
    return first == 0 && last == bytes.count - 1
      ? self : String(decoding: bytes[first...last], as: UTF8.self)
  }

  /// The text, cut to what a finding keeps of it: 2,000 bytes of whole characters.
  var bounded: String {
    guard utf8.count > 2000 else { return self }
    return String(decoding: utf8.prefix(2000), as: UTF8.self)
  }

  /// What stands behind a lower-case beginning, whatever its case; nil where it begins otherwise.
  func after(_ beginning: String) -> String? {
    guard utf8.count > beginning.utf8.count,
      zip(utf8, beginning.utf8).allSatisfy({
        ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1
      })
    else { return nil }
    return String(decoding: utf8.dropFirst(beginning.utf8.count), as: UTF8.self).trimmed
  }
}

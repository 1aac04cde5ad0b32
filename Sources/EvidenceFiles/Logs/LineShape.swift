import Evidence

/// Tells by their first words what lines without a time are: failures of their own, or further lines.
enum LineShape {
  /// How a known failure begins, and how grave it is.
  private static let failures: [(text: StaticString, level: Level)] = [
    ("panic: ", .fatal), ("fatal error: ", .fatal), ("Fatal error: ", .fatal),
    ("FATAL:", .fatal), ("FATAL ", .fatal), ("Fatal Python error", .fatal),
    ("Segmentation fault", .fatal), ("segfault at", .fatal), ("SIGSEGV", .fatal),
    ("Aborted (core dumped)", .fatal), ("Bus error", .fatal), ("Illegal instruction", .fatal),
    ("Killed", .fatal), ("Out of memory", .fatal), ("# A fatal error has been detected", .fatal),
    ("terminate called", .fatal), ("Assertion failed", .fatal), ("Unhandled exception", .fatal),
    ("Unhandled Exception", .fatal), ("Uncaught ", .fatal), ("uncaughtException", .fatal),
    ("Unhandled rejection", .fatal), ("UnhandledPromiseRejection", .fatal),
    ("thread '", .fatal), ("Kernel panic", .fatal), ("Exception in thread", .error),
    ("Traceback (most recent call last)", .error), ("Caused by:", .error), ("ERROR:", .error),
    ("Task timed out after", .error), ("OCI runtime", .error), ("standard_init_linux", .error),
    ("exec format error", .error), ("Error: ", .error), ("error: ", .error), ("npm ERR!", .error),
    ("ERR! ", .error), ("Error response from daemon", .error),
    ("make: ***", .error), ("E: ", .error), ("*** Error", .error), ("BUG: ", .fatal),
    ("RuntimeError: ", .error), ("goroutine stack exceeds", .fatal), ("fatal: ", .fatal),
    ("FAILED ", .error),
  ]

  /// The level of a text that begins like a known failure; nil for any other.
  ///
  /// `panic: runtime error: …` is fatal, `Traceback (most recent call last):` an error. The end of a
  /// traceback, `ValueError: …`, counts as well.
  static func failure(_ text: Bytes) -> Level? {
    guard let first = text.first, text.count >= 6 else { return nil }
    for (known, level) in failures where known.utf8Start[0] == first && text.has(known) {
      // `thread 'main' panicked at …` of Rust.
      if first == UInt8(ascii: "t"), known.utf8CodeUnitCount == 8 {
        guard text.find(lowercased: panicked) != nil else { continue }
      }
      if known.utf8CodeUnitCount == 6, first == UInt8(ascii: "K"), text.count > 6, text[6] != 0x20 {
        continue
      }
      return level
    }
    return isException(text) ? .error : nil
  }

  private static let panicked = Array("' panicked at".utf8)

  /// Whether a text begins with the name of an exception and says no more than its message.
  ///
  /// `java.io.IOException: broken pipe` and `sqlalchemy.exc.OperationalError: (…)`.
  static func isException(_ text: Bytes) -> Bool {
    var at = 0
    while at < text.count,
      isLetter(text[at]) || isDigit(text[at]) || text[at] == UInt8(ascii: ".")
        || text[at] == UInt8(ascii: "$") || text[at] == UInt8(ascii: "_")
        || text[at] == UInt8(ascii: "\\")
    { at += 1 }
    guard at > 5, at == text.count || text[at] == UInt8(ascii: ":") else { return false }
    let name = text.part(0, at)
    return ends(name, "Exception") || ends(name, "Error") && name.count > 5
  }

  private static func ends(_ name: Bytes, _ suffix: StaticString) -> Bool {
    name.has(suffix, at: name.count - suffix.utf8CodeUnitCount)
  }

  /// Whether a line without a time can hardly stand alone: indented, a closing bracket, a frame.
  static func isFurther(_ line: Bytes) -> Bool {
    guard let first = line.first else { return true }
    switch first {
    case 0x20, 0x09, UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "^"):
      return true
    case UInt8(ascii: "."): return line.has("... ") || line.has("...")
    case UInt8(ascii: "a"): return line.has("at ") && (line.first(0x28) ?? line.first(0x3A)) != nil
    case UInt8(ascii: "C"): return line.has("Caused by:")
    case UInt8(ascii: "S"): return line.has("Suppressed:") || line.has("Stack trace:")
    case UInt8(ascii: "D"): return line.has("During handling of")
    case UInt8(ascii: "T"): return line.has("The above exception was")
    case UInt8(ascii: "g"): return line.has("goroutine ")
    case UInt8(ascii: "c"): return line.has("created by ")
    case UInt8(ascii: "r"): return line.has("rax") || line.has("rsp ") || line.has("registers:")
    case UInt8(ascii: "m"): return line.has("main.") && line.first(0x28) != nil
    case UInt8(ascii: "e"): return line.has("exit status ")
    case UInt8(ascii: "#"):
      // `#0  0x00007f…` and `#0 /srv/app/Db.php(12): …`
      return line.count > 2 && isDigit(line[1])
    case UInt8(ascii: "*"): return line.has("** (")
    case UInt8(ascii: "["): return line.has("[signal ")
    case UInt8(ascii: "F"): return line.has("File \"")
    case UInt8(ascii: "-"): return line.has("--- ") || line.has("-->")
    case UInt8(ascii: "n"): return line.has("note: run with")
    default: return false
    }
  }

  /// Whether the message of a line with a time of its own belongs to a trace begun before.
  static func isFrame(_ message: Bytes) -> Bool {
    guard let first = message.first else { return false }
    switch first {
    case UInt8(ascii: "a"): return message.has("at ") && message.first(0x28) != nil
    case UInt8(ascii: "C"): return message.has("Caused by:")
    case UInt8(ascii: "."):
      return message.has("... ") && message.find(lowercased: Array(" more".utf8)) != nil
    case UInt8(ascii: "F"):
      return message.has("File \"") && message.find(lowercased: Array(", line ".utf8)) != nil
    default: return false
    }
  }

  /// Whether a line is about the file or its viewer, not of it.
  ///
  /// `-- Logs begin at …`, `==> app.log <==`, `# Please edit …` and the like of W3C logs.
  static func isRemark(_ line: Bytes) -> Bool {
    guard let first = line.first else { return false }
    switch first {
    case UInt8(ascii: "-"):
      return line.has("-- Logs begin") || line.has("-- Journal begins") || line.has("-- Boot ")
        || line.has("-- Reboot --") || line.has("-- No entries --")
    case UInt8(ascii: "="): return line.has("==> ") && line.has(" <==", at: line.count - 4)
    case UInt8(ascii: "#"):
      return line.has("#Software:") || line.has("#Version:") || line.has("#Date:")
        || line.has("#Start-Date:") || line.has("#Remark:") || line.has("#Fields:")
        || line.has("#fields\t") || line.has("#types\t") || line.has("#separator ")
        || line.has("#set_separator") || line.has("#empty_field") || line.has("#unset_field")
        || line.has("#path\t") || line.has("#open\t") || line.has("#close\t")
    default: return false
    }
  }
}

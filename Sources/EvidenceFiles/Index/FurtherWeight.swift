/// Tells how much a further line of an entry says of what went wrong.
enum FurtherWeight {
  /// The weight of a line: 0 for nothing, 3 for a root cause.
  ///
  /// `\tat shop.Cart.add(Cart.java:12)` is 0, `java.io.IOException: disk full` 2, `Caused by: …` 3,
  /// and text that is no frame of a stack 1.
  static func of(_ line: Bytes) -> Int {
    let text = line.trimmed()
    guard let first = text.first else { return 0 }
    if text.has("Caused by:") { return 3 }
    // Windows writes both in lines of their own below an event of .NET.
    if text.has("Exception: ") || text.has("Exception Info: ") { return 2 }
    if text.has("Message: ") || text.has("Exception message: ") { return 3 }
    if text.has("at ") || text.has("... ") || text.has("File \"") { return 0 }
    // `some.pkg.SomeException: words`, `ValueError: words`, `panic: words`.
    var at = 0
    while at < text.count, at < longestName,
      isLetter(text[at]) || isDigit(text[at]) || text[at] == 0x2E || text[at] == 0x24
        || text[at] == 0x5F
    { at += 1 }
    if at > 4, at == text.count || text[at] == 0x3A {
      let name = text.part(0, at)
      if name.find(lowercased: exception) != nil || name.find(lowercased: error) != nil
        || name.has("panic")
      {
        return 2
      }
    }
    if isRubyException(text) { return 2 }
    // What is set in and speaks of an error is its detail: `    repo1: [MismatchError] version 15 …`.
    if line[0] <= 0x20, isLetter(first), !text.has("from "), text.find(lowercased: colon) != nil,
      text.find(lowercased: error) != nil
    {
      return 1
    }
    // A line that stands at its margin is no source code that a stack trace quotes.
    return line[0] > 0x20 && isLetter(first) ? 1 : 0
  }

  /// Whether it is what Ruby says first in a backtrace: ``a.rb:7:in `load': bad value (ArgumentError)``.
  private static func isRubyException(_ text: Bytes) -> Bool {
    text.last == 0x29 && text.find(lowercased: inMethod) != nil
      && text.find(lowercased: endOfMethod) != nil
  }

  private static let colon = Array(": ".utf8)
  private static let inMethod = Array(":in ".utf8)
  private static let endOfMethod = Array("': ".utf8)
  private static let exception = Array("exception".utf8)
  private static let error = Array("error".utf8)
  /// Bytes of the name of an exception's class: longer than any compiler takes comfortably.
  private static let longestName = 256
}

/// Tells what only sounds bad: "0 errors", "no deadlock found", "failover test ok".
enum Negation {
  /// Whether the words around a phrase say that it did not happen.
  ///
  /// `isVague` is whether the phrase is a word for failing or slowness alone, as names of things have.
  static func denies(_ phrase: Range<Int>, _ words: [String], isVague: Bool) -> Bool {
    let first = words[phrase.lowerBound]
    // A phrase that says itself that something is missing: "no leader", "not ready".
    if !ownDenials.contains(first) {
      for distance in 1...2 where phrase.lowerBound >= distance {
        let word = words[phrase.lowerBound - distance]
        if denials.contains(word) {
          // "could not resize shared memory" says that it failed, "did not fail" that it did not.
          if word == "not", phrase.lowerBound > distance,
            inabilities.contains(words[phrase.lowerBound - distance - 1])
          {
            break
          }
          return distance == 1 || !linkers.contains(word)
        }
        if conditions.contains(word) { return true }
        // "no errors or deadlocks": a word between is let pass, unless it begins a new thought.
        if breaks.contains(word) { break }
      }
    }
    // A phrase with words between: "migrations: 0 pending, 0 failed".
    if phrase.count > 2, ["0", "no", "zero"].contains(words[phrase.upperBound - 2]),
      !ownDenials.contains(words[phrase.upperBound - 2]) || phrase.count > 3
    {
      return true
    }
    // `rejected_connections:0`: a counter that counted nothing.
    if words.count <= longestCounter, words.last == "0", phrase.upperBound < words.count {
      return true
    }
    if phrase.upperBound < words.count {
      let next = words[phrase.upperBound]
      // "error_count=0", "failed: 0", "0 failed" with the count behind it.
      if next == "0" || next == "none" { return true }
      // "timeout setting is 500 ms", "error budget left": the name of a thing, not what happened.
      // A limit that is named by its setting ("max_children setting (12)") is another matter.
      if isVague, things.contains(next) { return true }
      if countWords.contains(next), phrase.upperBound + 1 < words.count,
        words[phrase.upperBound + 1] == "0"
      {
        return true
      }
    }
    return false
  }

  /// Whether a message says that all is well, so that the bad words in it name a test or its end.
  static func saysWell(_ words: [String]) -> Bool {
    // "This is an informational message only; no user action is required."
    if let at = words.firstIndex(of: "informational"), words.dropFirst(at + 1).first == "message" {
      return true
    }
    for (index, word) in words.enumerated() where wellWords.contains(word) {
      let before = index > 0 ? words[index - 1] : ""
      // "did not exit successfully", "was never fully completed": the denial may stand further off.
      let further = words[max(0, index - 3)..<max(0, index - 1)]
      let isDenied = further.contains { ["not", "never", "cannot"].contains($0) }
      if !denials.contains(before), before != "un", !isDenied { return true }
    }
    return false
  }

  /// Whether a message advises what to change some day: what it names still works.
  static func advises(_ words: [String]) -> Bool {
    words.contains { $0.hasPrefix("deprecat") || $0 == "obsolete" }
  }

  /// Words of a counter's name, with its value.
  private static let longestCounter = 4
  private static let denials: Set<String> = ["no", "0", "without", "zero", "not", "never", "non"]
  /// Denials that need to stand directly before the phrase.
  private static let linkers: Set<String> = ["not", "never", "non", "0"]
  private static let inabilities: Set<String> = ["could", "can", "may", "must", "should"]
  private static let ownDenials: Set<String> = ["no", "not", "non", "without", "cannot", "can"]
  private static let conditions: Set<String> = [
    "if", "perhaps", "maybe", "possibly", "probably", "avoid", "avoids", "prevent", "prevents",
    "ignore", "ignoring", "until", "when", "unless", "may", "might",
  ]
  private static let breaks: Set<String> = ["but", "because", "and", "then", "so", "error"]
  private static let countWords: Set<String> = ["count", "counts", "total", "rate"]
  private static let things: Set<String> = [
    "setting", "settings", "budget", "policy", "handler", "handlers", "page", "pages", "threshold",
    "reporting", "reporter", "tracking", "rate", "ratio", "logs",
  ]
  private static let wellWords: Set<String> = [
    "ok", "success", "successful", "successfully", "succeeded", "passed", "completed", "complete",
    "finished", "deprecated", "deprecation",
  ]
}

/// Reads the status of a request from an access log's line.
enum HTTPStatus {
  /// The status that stands behind a request in quotes, as web servers and proxies write it.
  ///
  /// `"GET /a HTTP/1.1" 503 12` → 503; `GET /a 200 503 bytes` → nil, for nothing marks its place.
  static func status(in text: String) -> Int? {
    let bytes = Array(text.utf8.prefix(2500))
    guard let http = firstIndex(of: Array("HTTP/".utf8), in: bytes) else { return nil }
    guard let quote = bytes[http...].firstIndex(of: UInt8(ascii: "\"")), quote - http < 12 else {
      return nil
    }
    var index = quote + 1
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    let digits = bytes[index...].prefix { (0x30...0x39).contains($0) }
    guard digits.count == 3, let status = Int(String(decoding: digits, as: UTF8.self)),
      (100...599).contains(status)
    else { return nil }
    return status
  }

  private static func firstIndex(of part: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let first = part.first, bytes.count >= part.count else { return nil }
    return bytes.indices.dropLast(part.count - 1).first {
      bytes[$0] == first && bytes[$0...].starts(with: part)
    }
  }
}

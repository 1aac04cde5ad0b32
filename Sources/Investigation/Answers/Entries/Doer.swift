import Evidence

/// Who did something, as an entry names a person or a program that acts: by a field, by "by", at the head
/// of a line of sudo, or in brackets behind what was changed.
///
///     settings changed actor=ines            → ines
///     User 'tova' requested 'commit'         → tova
///     rule 118 deny any dmz (hoang)          → hoang
///     psql/mhollis@clinic LOG:  statement    → mhollis
enum Doer {
  /// The name; nil where a line tells of nobody.
  static func name(in text: String) -> String? {
    let words = tokens(text)
    return sudo(text) ?? value(of: words) ?? behind(words) ?? bracketed(text) ?? client(words)
  }

  /// The runs of bytes that are no blanks, quotes or brackets, with what stands before each.
  private static func tokens(_ text: String) -> [Substring] {
    text.prefix(longest).split { " \t\"'`,;(){}[]<>".contains($0) }
  }

  /// Bytes of a line that are looked at.
  private static let longest = 2000

  /// The value of a field that names who acts: `actor=ines`, `"actor": "ines"`.
  private static func value(of words: [Substring]) -> String? {
    for (place, word) in words.enumerated() {
      let parts = word.split(
        maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "=" || $0 == ":" })
      guard let key = parts.first?.lowercased(), fields.contains(key) else { continue }
      if parts.count == 2, !parts[1].isEmpty {
        if let name = person(parts[1]) { return name }
      } else if word.last == ":" || word.last == "="
        || place + 1 < words.count && words[place + 1] == ":"
      {
        let next = words[(place + 1)...].first { $0 != ":" && $0 != "=" }
        if let next, let name = person(next) { return name }
      }
    }
    return nil
  }

  private static let fields: Set = [
    "user", "username", "actor", "author", "by", "who", "operator", "initiator", "requestor",
    "requester", "requested_by", "changed_by", "changedby", "updated_by", "updatedby",
    "created_by", "modified_by", "caller", "principal", "initiated_by", "triggered_by", "entity",
    "user_name", "account", "login", "approver", "deployer", "committer",
  ]

  /// The word behind "by" or "user": `launched by rsolano`, `User 'tova' requested`.
  private static func behind(_ words: [Substring]) -> String? {
    for (place, word) in words.enumerated().reversed() where place + 1 < words.count {
      let lowered = word.lowercased()
      guard lowered == "by" || lowered == "user" || lowered == "operator" else { continue }
      if place > 0, states.contains(words[place - 1].lowercased()) { continue }
      let isUser = words[place + 1].lowercased() == "user" && place + 2 < words.count
      let next = isUser ? words[place + 2] : words[place + 1]
      if let name = person(next) { return name }
    }
    return nil
  }

  /// What is so by somebody, and was not done: "held by maintenance".
  private static let states: Set = [
    "held", "used", "owned", "blocked", "followed", "caused", "locked", "limited", "divided",
    "ordered", "sorted", "required", "signed", "denied", "rejected", "refused", "backed",
    "preceded", "guarded", "reported", "powered", "provided", "supported", "followed",
  ]

  /// `sudo:   ines : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=…` is of ines, not of root.
  private static func sudo(_ text: String) -> String? {
    guard text.contains("COMMAND="), let head = text.firstRange(of: "sudo") else { return nil }
    let words = text[head.upperBound...].split { " :[]0123456789".contains($0) }
    return words.first.flatMap(person)
  }

  /// A name alone in brackets: `replaces rules 41-46 (hoang)`.
  private static func bracketed(_ text: String) -> String? {
    guard let open = text.lastIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      return nil
    }
    let inside = text[text.index(after: open)..<close]
    guard inside.count > 2, inside.allSatisfy({ $0.isLowercase || $0 == "." || $0 == "-" }) else {
      return nil
    }
    return person(inside)
  }

  /// Whom a session is of that a line names: `psql/mhollis@clinic`.
  private static func client(_ words: [Substring]) -> String? {
    for word in words {
      guard let at = word.firstIndex(of: "@"), at != word.startIndex else { continue }
      let left = word[..<at]
      if let name = person(left.split(separator: "/").last ?? left) { return name }
    }
    return nil
  }

  /// A text as the name of whoever acts; nil where it is a word of every sentence, a number or a path.
  private static func person(_ text: Substring) -> String? {
    let name = text.trimming { ".:=!?".contains($0) }
    guard (2...60).contains(name.count), let first = name.first, first.isLetter,
      name.allSatisfy({ $0.isLetter || $0.isNumber || "._-@+".contains($0) }),
      !common.contains(name.lowercased())
    else { return nil }
    return String(name)
  }

  private static let common: Set = [
    "a", "an", "the", "this", "that", "its", "default", "schedule", "signal", "peer", "client",
    "server", "user", "name", "null", "none", "unknown", "request", "requests", "remote", "host",
    "other", "another", "process", "agent", "mozilla", "id", "hand", "then", "now", "using", "at",
    "in", "on", "for", "from", "to", "with", "of", "and", "or", "not", "is", "was", "has", "had",
    // "User requested shutdown" names nobody.
    "requested", "initiated", "triggered", "aborted", "cancelled", "canceled", "logged",
  ]
}

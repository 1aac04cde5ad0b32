import Evidence

/// Finds what a noun names in the text of entries.
///
/// Of "which servers?" it takes `web-pool/10.0.4.21` from `Server web-pool/10.0.4.21 is DOWN`, by the
/// noun itself; of "which database?" `meta` from `connection to server at "meta", port 5432 failed`,
/// by what addresses look like.
struct NamedValues {
  private let stems: Set<String>
  /// The stems of all words of the noun: an `app server` is `app3`.
  let allStems: Set<String>
  /// Keys that hold what the noun names: `from=` of a sender.
  private let keys: Set<String>
  let kind: Kind?

  /// What some nouns name, by how it is written.
  enum Kind {
    case address, path, statement, location, domain, mail, person
  }

  /// - Parameter noun: One word, or some joined by `_`: `servers`, `scrape_pool`.
  init(noun: String) {
    let words = Stem.words(noun).filter { !$0.isEmpty }
    stems = Set(words.suffix(1).map(Stem.of))
    allStems = Set(words.map(Stem.of))
    keys = Set(
      Self.synonyms.filter { group in
        words.last.map { last in group.nouns.contains { Stem.of($0) == Stem.of(last) } } ?? false
      }.flatMap(\.keys))
    kind = words.last.flatMap { last in
      Self.kinds.first { $0.nouns.contains(where: { Stem.of($0) == Stem.of(last) }) }?.kind
    }
  }

  private static let kinds: [(nouns: [String], kind: Kind)] = [
    (
      [
        "host", "server", "node", "peer", "database", "broker", "backend", "upstream", "machine",
        "address", "ip", "member", "replica", "dependency", "instance", "target", "resolver", "dns",
      ], .address
    ),
    (
      [
        "file", "script", "path", "folder", "directory", "volume", "mount", "device", "disk",
        "certificate", "socket",
      ], .path
    ),
    (["query", "statement", "sql"], .statement),
    (["endpoint", "url", "uri", "route", "page", "request"], .location),
    (["name", "domain", "hostname"], .domain),
    (["sender", "recipient", "mailbox"], .mail),
    (["user", "who", "account", "client", "customer"], .person),
  ]

  /// What people call things, and the keys and prepositions that programs put before them.
  private static let synonyms: [(nouns: [String], keys: [String])] = [
    (["sender"], ["from", "sender"]),
    (["recipient", "mailbox"], ["to", "rcpt", "recipient"]),
    (
      ["user", "account", "customer"],
      ["user", "username", "usr", "uid", "login", "account", "cn", "principal", "subject"]
    ),
    (
      ["who"],
      ["who", "by", "holder", "owner", "user", "username", "client", "from", "held", "process"]
    ),
    (["client", "caller"], ["client", "from", "peer", "remote", "source"]),
    (["process"], ["pid", "process"]),
    (["node"], ["to", "node"]),
    (["task"], ["task", "job"]),
  ]

  /// Words of entries that tell what a noun names without saying it: a scheduler assigns to a node.
  static func tellers(_ noun: String) -> [String] {
    Stem.of(noun) == Stem.of("node") ? ["assigned", "scheduled"] : []
  }

  /// The values that a text names, in their order, each once.
  func values(in text: String) -> [String] {
    if kind == .statement { return Self.statement(in: text).map { [$0] } ?? [] }
    // A request stands between quotes as a whole: `"GET /a HTTP/1.1"`.
    let tokens = Self.tokens(of: kind == .location ? text.replacing("\"", with: " ") : text)
    var found: [String] = []
    for index in tokens.indices {
      if let own = numbered(tokens[index].text), !found.contains(own) { found.append(own) }
      let isNoun =
        stems.contains(Stem.of(tokens[index].text))
        || kind == .person && Self.holding.contains(tokens[index].text.lowercased())
      let isKey = keys.contains(tokens[index].text.lowercased())
      guard isNoun || isKey,
        let value = isNoun
          ? beside(index, in: tokens) ?? behindMark(index, in: tokens)
          : behindKey(index, in: tokens)
      else { continue }
      if !found.contains(value), value.contains(where: { $0.isLetter || $0.isNumber }) {
        found.append(value)
      }
    }
    guard found.isEmpty, let kind else { return found }
    // A quoted request is a text of its own.
    let parts = tokens.flatMap { token in
      token.isQuoted && kind == .location
        ? token.text.split(separator: " ").map { Token(text: String($0), isQuoted: false) }
        : [token]
    }
    for index in parts.indices where has(kind, index, parts) {
      if !found.contains(parts[index].text) { found.append(parts[index].text) }
    }
    return found
  }

  /// A name that is the noun with a number: `house-4`, `agent_17`, `worker-a3`.
  private func numbered(_ text: String) -> String? {
    let rest = text.drop { !$0.isLetter && !$0.isNumber }
    guard let end = rest.lastIndex(where: { $0.isLetter || $0.isNumber }) else { return nil }
    let name = rest[...end]
    guard let mark = name.lastIndex(where: { "-_".contains($0) }) else { return nil }
    let number = name[name.index(after: mark)...]
    guard (1...4).contains(number.count), number.contains(where: \.isNumber),
      let noun = name[..<mark].split(whereSeparator: { "-_.".contains($0) }).last
    else { return nil }
    return stems.contains(Stem.of(String(noun))) ? String(name) : nil
  }

  /// A run of characters without spaces and brackets, or what stands between quotes.
  struct Token {
    var text: String
    var isQuoted: Bool
    /// What stood between it and the one before: blanks left out.
    var mark: Character?
  }

  /// The name beside a noun: `topic orders-v2`, `pool 'www'`, `queue=mail`, `"web" backend`.
  private func beside(_ index: Int, in tokens: [Token]) -> String? {
    var next = index + 1
    while next < min(index + 3, tokens.count), Self.fillers.contains(tokens[next].text.lowercased())
    {
      next += 1
    }
    if tokens.indices.contains(next),
      fits(tokens[next]) || tokens[next].mark == "="
        || next == index + 1 && kind == nil && Self.isNumber(tokens[next].text)
    {
      return tokens[next].text
    }
    // A plain word is a name where a colon ends it: `batch failed on rack north: the map is full`.
    if next == index + 1, kind == nil, tokens.indices.contains(next), tokens[next].mark == nil,
      tokens[safe: next + 1]?.mark == ":", tokens[next].text.allSatisfy(\.isLetter)
    {
      return tokens[next].text
    }
    if index > 0, tokens[index].mark == nil, fits(tokens[index - 1]), kind != .path {
      return tokens[index - 1].text
    }
    return nil
  }

  /// Words that stand before whoever has something: `Session holding the row: 31`.
  private static let holding: Set = ["holding", "holder", "owner"]

  /// What stands behind a noun, some words and a colon: of `Session holding the row: 31` the number.
  private func behindMark(_ index: Int, in tokens: [Token]) -> String? {
    for next in (index + 1)..<max(index + 1, min(index + Self.widest, tokens.count)) {
      if tokens[next].mark == ":" || tokens[next].mark == "=" {
        return fits(tokens[next]) || Self.isNumber(tokens[next].text) ? tokens[next].text : nil
      }
      guard tokens[next].mark == nil, tokens[next].text.allSatisfy(\.isLetter) else { return nil }
    }
    return nil
  }

  /// What stands directly behind a key or preposition: `CN=j.doe`, `locked by worker-7`.
  private func behindKey(_ index: Int, in tokens: [Token]) -> String? {
    guard let next = tokens[safe: index + 1] else { return nil }
    let isMarked = next.mark.map { "=:<[(".contains($0) } ?? false
    if isMarked {
      return next.text.contains(where: { $0.isLetter || $0.isNumber }) && kind != .mail
        || fits(next) ? next.text : nil
    }
    return next.mark == nil && fits(next) ? next.text : nil
  }

  /// Words between a noun and the colon before its value.
  private static let widest = 6

  /// `v2.19` is what a name has, not the name.
  private static func isVersion(_ text: String) -> Bool {
    guard let first = text.first, first == "v" || first == "V" else { return false }
    return text.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
  }

  /// Whether a text is the number of a process, a job, a session: no date and no fraction.
  private static func isNumber(_ text: String) -> Bool {
    (2...12).contains(text.utf8.count) && text.allSatisfy(\.isNumber)
  }

  private static let fillers: Set = [
    "at", "is", "was", "named", "called", "on", "for", "to", "of", "from", "with", "name", "id",
  ]

  /// Whether a token can be a name: quoted, or with a mark or digit that plain words lack.
  private func fits(_ token: Token) -> Bool {
    if token.isQuoted { return true }
    switch kind {
    case .address?: return Self.isAddress(token.text) || token.text.contains("-")
    case .path?: return Self.isPath(token.text)
    case .location?: return Self.isLocation(token.text)
    case .domain?: return Self.isDomain(token.text)
    case .mail?: return token.text.contains("@")
    case .person?:
      if Self.isAddress(token.text) { return true }
      fallthrough
    default:
      return token.text.contains(where: \.isLetter) && !Self.isVersion(token.text)
        && token.text.contains { $0.isNumber || "-_./".contains($0) }
    }
  }

  /// Whether a token looks like things of a kind do.
  private func has(_ kind: Kind, _ index: Int, _ tokens: [Token]) -> Bool {
    let token = tokens[index]
    switch kind {
    case .address:
      let before = index > 0 ? tokens[index - 1].text.lowercased() : ""
      return Self.isAddress(token.text)
        || token.isQuoted && ["at", "to", "from", "host", "by"].contains(before)
    case .path: return Self.isPath(token.text)
    case .location: return Self.isLocation(token.text)
    case .domain:
      return Self.isDomain(token.text)
        && tokens.contains { Self.resolving.contains(Stem.of($0.text)) }
    case .statement, .person, .mail: return false
    }
  }

  /// What a line speaks of where the names in it are those of hosts: else any class has dots.
  private static let resolving = Set(
    ["resolve", "resolved", "lookup", "dns", "dnssec", "host", "nxdomain", "servfail", "query"]
      .map(Stem.of))

  /// The tokens of a text; of a novel the beginning.
  static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var quote: Character?
    var mark: Character?
    func end(isQuoted: Bool = false) {
      let trimmed = isQuoted ? word[...] : word[...].trimming { ".,:;!?".contains($0) }
      if !trimmed.isEmpty {
        tokens.append(Token(text: String(trimmed), isQuoted: isQuoted, mark: mark))
        mark = nil
      }
      if !isQuoted, let last = word.last, ",:;".contains(last) { mark = last }
      word = ""
    }
    for character in text.prefix(longest) {
      if let open = quote {
        if character == open || word.count > longestQuoted {
          end(isQuoted: character == open)
          quote = nil
        } else {
          word.append(character)
        }
      } else if "\"'`".contains(character) && word.isEmpty {
        quote = character
      } else if character.isWhitespace {
        end()
      } else if "[](){}<>=\"'`|,;".contains(character) {
        end()
        mark = character
      } else {
        word.append(character)
      }
    }
    end()
    return tokens
  }

  /// Characters that are looked at: what an entry says of a thing stands in its first lines.
  private static let longest = 2000
  /// A longer quote is a text, no name.
  private static let longestQuoted = 120
}

/// Finds which services a message names, and whether as the one called.
///
///     upstream payment did not answer      → payment, called
///     request from booking refused         → booking, not called
struct NameMentions: Sendable {
  private var names: [String: [Int]] = [:]
  /// What names begin with: most words of a message begin otherwise.
  private var firsts: Set<UInt8> = []
  private let services: [String]
  /// Names of several parts, which messages write as words: `cilium agent`.
  private var compounds: [String: Int] = [:]

  /// Knows services by their names, and by the folders that are theirs alone.
  init(_ services: [String], folders: [String: [String]] = [:]) {
    self.services = services
    // A former task of Swarm, `\\_ web.1`, is what nobody calls any more.
    for (index, name) in services.enumerated() where !name.hasPrefix("\\_ ") {
      for form in Self.forms(of: Self.joined(name.lowercased().utf8))
      where form.utf8.count > 2 && names[form] == nil {
        names[form] = [index]
        if let first = form.utf8.first { firsts.insert(first) }
      }
    }
    for (index, name) in services.enumerated() {
      guard let short = Self.shortName(ofTask: name), short.utf8.count > 2, names[short] == nil
      else {
        continue
      }
      names[short] = [index]
      if let first = short.utf8.first { firsts.insert(first) }
    }
    for (index, name) in services.enumerated() where name.contains(where: { "-_.".contains($0) }) {
      compounds[Self.joined(name.lowercased().utf8)] = index
    }
    for (folder, owners) in folders.sorted(by: { $0.key < $1.key }) {
      let name = Self.joined(folder.lowercased().utf8)
      let indexes = owners.compactMap(services.firstIndex(of:))
      guard name.utf8.count > 2, names[name] == nil, !indexes.isEmpty else { continue }
      names[name] = indexes
      if let first = name.utf8.first { firsts.insert(first) }
    }
  }

  /// The services that a text names, in the order of the list they were given in.
  func named(in text: String) -> [String] {
    let tokens = Self.tokens(text)
    let found = Set(tokens.flatMap(service) + tokens.indices.compactMap { compound(tokens, $0) })
    return found.sorted().map { services[$0] }
  }

  /// The services that a text names as called by the one that wrote it.
  func called(in text: String, by caller: String) -> [String] {
    let tokens = Self.tokens(text)
    var found: Set<Int> = []
    for (position, token) in tokens.enumerated() {
      let named = service(token)
      guard !named.isEmpty, !named.contains(where: { services[$0] == caller }),
        isCalled(tokens, position)
      else { continue }
      found.formUnion(named)
    }
    found.formUnion(
      tokens.indices.compactMap { compound(tokens, $0) }.filter { services[$0] != caller })
    return found.sorted().map { services[$0] }
  }

  /// The service whose name a word and the next make: "via the local cilium agent".
  private func compound(_ tokens: [Token], _ position: Int) -> Int? {
    guard !compounds.isEmpty, position + 1 < tokens.count, tokens[position].after == 0x20,
      tokens[position + 1].before == 0x20
    else { return nil }
    return compounds[tokens[position].joined + tokens[position + 1].joined]
  }

  /// The services that a word names: one, or those of a folder.
  private func service(_ token: Token) -> [Int] {
    guard let first = token.joined.utf8.first, firsts.contains(first) else { return [] }
    for name in [token.joined, Self.firstLabel(of: token.lower)] {
      for form in Self.forms(of: name) { if let found = names[form] { return found } }
    }
    // The kernel calls a service by its program: `Killed process 1187 (mysqld)`.
    if token.before == UInt8(ascii: "("), token.after == UInt8(ascii: ")"),
      token.joined.hasSuffix("d"), let found = names[String(token.joined.dropLast())]
    {
      return found
    }
    return []
  }

  /// How others in its stack call the service of a Swarm task: `search_elastic.1` → `elastic`.
  private static func shortName(ofTask name: String) -> String? {
    guard let dot = name.lastIndex(of: "."), let stack = name.firstIndex(of: "_"), stack < dot,
      Int(name[name.index(after: dot)...]) != nil, !name.hasPrefix("\\_ ")
    else { return nil }
    return joined(name[name.index(after: stack)..<dot].lowercased().utf8)
  }

  /// A name, and what is left of it without the word for its role or the digits of its version:
  /// `ordersclient` → `orders`, `php8.2-fpm` → `phpfpm`.
  private static func forms(of name: String) -> [String] {
    var forms = [name]
    for role in roles where name.utf8.count > role.utf8.count + 2 && name.hasSuffix(role) {
      forms.append(String(name.dropLast(role.count)))
    }
    let letters = String(
      decoding: name.utf8.filter { !(0x30...0x39).contains($0) }, as: UTF8.self)
    if letters.utf8.count > 3, letters.utf8.count < name.utf8.count { forms.append(letters) }
    return forms
  }

  private static let roles = [
    "client", "proxy", "stub", "adapter", "connector", "services", "service", "svc",
    "server",
  ]

  private struct Token {
    var joined: String
    var lower: String
    var before: UInt8
    var after: UInt8
    /// Whether it is a part of `/var/lib/name/data`, and no host of `http://name/data`.
    var isPartOfPath: Bool
  }

  /// Whether the words around a name make it the one that is called.
  private func isCalled(_ tokens: [Token], _ position: Int) -> Bool {
    let token = tokens[position]
    let previous = position > 0 ? tokens[position - 1].lower : ""
    let second = position > 1 ? tokens[position - 2].lower : ""
    let next = position + 1 < tokens.count ? tokens[position + 1].lower : ""
    if Self.callers.contains(previous) || token.isPartOfPath { return false }
    // "Killed process 4187 (web)": what was done to it, not what it did.
    let before = tokens[max(0, position - Self.victimReach)..<position]
    if before.contains(where: { Self.killers.contains($0.lower) }) { return false }
    if previous == "from" || previous == "by" || previous == "for" {
      return !Self.incoming.contains(second)
    }
    if Self.joiners.contains(token.before) || Self.joiners.contains(token.after) { return true }
    if token.lower.contains(where: { "-_.".contains($0) }) { return true }
    return position == 0 || Self.wordsBefore.contains(previous) || Self.wordsAfter.contains(next)
  }

  private static let callers: Set<String> = [
    "caller", "client", "agent", "user-agent", "requested", "tenant", "origin", "starting",
    "deploying", "started", "service=", "pod", "user", "username", "role", "account", "database",
    "db", "queue", "topic", "vhost", "bucket", "index", "table", "namespace",
  ]
  private static let killers: Set<String> = [
    "killed", "killing", "kill", "evicted", "evicting", "preempted", "preempting", "terminating",
    "victim", "oom-kill",
  ]
  /// The words that may stand between: "process", its number, "container".
  private static let victimReach = 3
  private static let incoming: Set<String> = [
    "request", "requests", "call", "calls", "received", "connection", "accepted",
  ]
  private static let joiners = Set("/=:@\"'`[(".utf8)
  private static let wordsBefore: Set<String> = [
    "to", "calling", "call", "service", "upstream", "downstream", "host", "backend", "dependency",
    "target", "peer", "server", "via", "rpc", "contacting", "reach", "reaching", "connect",
    "connecting", "contact", "through", "using", "behind", "on", "with", "at", "waiting", "resolve",
    "querying", "invoking",
  ]
  private static let wordsAfter: Set<String> = [
    "service", "svc", "is", "timed", "did", "returned", "responded", "unavailable", "refused",
    "unreachable", "timeout", "not", "failed", "replied", "call", "api", "client", "request",
    "responding", "host", "error", "answered", "gave", "rejected", "down", "exceeded", "lookup",
    "exited", "crashed", "died", "terminated", "aborted", "stopped",
  ]

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    let bytes = Array(text.utf8.prefix(2000))
    var index = 0
    while index < bytes.count {
      guard isNameByte(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
      var end = index
      while end > start, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-")
      {
        end -= 1
      }
      guard end - start > 1, end - start < 80, !isKeyOfIdentifier(bytes, behind: index) else {
        continue
      }
      let lower = bytes[start..<end].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      tokens.append(
        Token(
          joined: joined(lower),
          lower: String(decoding: lower, as: UTF8.self),
          before: start > 0 ? bytes[start - 1] : 0x20,
          after: index < bytes.count ? bytes[index] : 0x20,
          isPartOfPath: start > 1 && bytes[start - 1] == UInt8(ascii: "/")
            && bytes[start - 2] != UInt8(ascii: "/")))
    }
    return tokens
  }

  /// Whether a word is the key of a value that holds a digit and is no address: `"order":"o-81"` names no
  /// service that is called so.
  private static func isKeyOfIdentifier(_ bytes: [UInt8], behind end: Int) -> Bool {
    var at = end
    let isQuoted = at < bytes.count && bytes[at] == UInt8(ascii: "\"")
    if isQuoted { at += 1 }
    guard at < bytes.count, bytes[at] == UInt8(ascii: isQuoted ? ":" : "=") else { return false }
    at += 1
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == UInt8(ascii: "\"") { at += 1 }
    let value = bytes[at...].prefix(while: isNameByte)
    let next = value.endIndex < bytes.count ? bytes[value.endIndex] : 0x20
    return value.contains { (0x30...0x39).contains($0) } && !value.contains(UInt8(ascii: "."))
      && next != UInt8(ascii: ":")
  }

  /// The first label of a host name, without what a controller adds to a pod's name.
  private static func firstLabel(of name: String) -> String {
    joined(withoutPodSuffix(String(name.prefix { $0 != "." })).utf8)
  }

  /// A pod's name without the suffixes that its controller gave it: `cart-5c8b9d7f6-qwrtz` → `cart`.
  static func withoutPodSuffix(_ name: String) -> String {
    var parts = name.split(separator: "-", omittingEmptySubsequences: false)
    func isRandom(_ part: Substring, _ lengths: ClosedRange<Int>, needsDigit: Bool) -> Bool {
      lengths.contains(part.utf8.count) && (!needsDigit || part.contains(where: \.isNumber))
        && part.allSatisfy { $0.isNumber || $0.isLowercase }
    }
    if parts.count > 2, isRandom(parts[parts.count - 1], 5...5, needsDigit: false),
      isRandom(parts[parts.count - 2], 6...10, needsDigit: true)
    {
      parts.removeLast(2)
    } else if parts.count > 1,
      isRandom(parts[parts.count - 1], 8...10, needsDigit: true)
        || Int(parts[parts.count - 1]) != nil
    {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }

  private static func joined(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x2E }, as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
    default: false
    }
  }
}

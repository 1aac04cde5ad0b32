/// Finds which services a log line names, and whether as the one called or the one calling.
struct NameMentions {
  private var names: [String: Int] = [:]
  private let count: Int

  init(_ services: [String]) {
    count = services.count
    for (index, name) in services.enumerated() {
      let pieces = ServiceNames.pieces(name)
      let joined = pieces.joined()
      guard joined.count > 2 else { continue }
      names[joined] = index
      let core = ServiceNames.core(pieces)
      if core.count > 3, core != joined, names[core] == nil { names[core] = index }
    }
  }

  /// The services that a text names as called by whoever logs it.
  func callees(in text: String, of service: Int) -> [Int] {
    var found: [Int] = []
    let tokens = Self.tokens(text)
    for (position, token) in tokens.enumerated() {
      for candidate in [token.joined, token.firstLabel, Self.withoutRole(token.joined)] {
        guard let named = names[candidate], named != service, !found.contains(named) else {
          continue
        }
        if isCalled(tokens, position) { found.append(named) }
        break
      }
    }
    return found
  }

  /// A name without the word by which code names its way to it: `OrdersClient` is `orders`.
  private static func withoutRole(_ name: String) -> String {
    for role in ["client", "proxy", "stub", "adapter", "connector"] where name.hasSuffix(role) {
      return String(name.dropLast(role.count))
    }
    return name
  }

  /// The services that a text names in any way.
  func names(in text: String) -> Set<Int> {
    Set(Self.tokens(text).compactMap { names[$0.joined] ?? names[$0.firstLabel] })
  }

  private struct Token {
    var joined: String
    var firstLabel: String
    var lower: String
    var before: UInt8
    var after: UInt8
  }

  /// Returns whether the words around a name make it the one that is called.
  private func isCalled(_ tokens: [Token], _ position: Int) -> Bool {
    let token = tokens[position]
    let previous = position > 0 ? tokens[position - 1].lower : ""
    let second = position > 1 ? tokens[position - 2].lower : ""
    let next = position + 1 < tokens.count ? tokens[position + 1].lower : ""
    if ["caller", "client", "agent", "user-agent", "requested", "tenant", "origin"].contains(
      previous)
    {
      return false
    }
    if previous == "from" || previous == "by" || previous == "for" {
      let incoming = ["request", "requests", "call", "calls", "received", "connection", "accepted"]
      return !incoming.contains(second)
    }
    if Self.joiners.contains(token.before) || Self.joiners.contains(token.after) { return true }
    if token.lower.contains(where: { "-_.".contains($0) }) { return true }
    return Self.wordsBefore.contains(previous) || Self.wordsAfter.contains(next)
  }

  private static let joiners = Set("/=:@\"'`[(".utf8)
  private static let wordsBefore: Set<String> = [
    "to", "calling", "call", "service", "upstream", "downstream", "host", "backend", "dependency",
    "target", "peer", "server", "via", "rpc", "contacting", "reach", "reaching", "connect",
    "connecting", "contact", "on", "with", "at", "waiting", "resolve", "querying", "invoking",
  ]
  private static let wordsAfter: Set<String> = [
    "service", "svc", "is", "timed", "did", "returned", "responded", "unavailable", "refused",
    "unreachable", "timeout", "not", "failed", "replied", "call", "api", "client", "request",
    "responding", "host", "error", "answered", "gave", "rejected", "down", "exceeded", "lookup",
  ]

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    let bytes = Array(text.utf8.prefix(2500))
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
      guard end - start > 1, end - start < 80 else { continue }
      let lower = bytes[start..<end].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      let label = lower.prefix { $0 != UInt8(ascii: ".") }
      func joined(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x2E }, as: UTF8.self)
      }
      let name = ServiceNames.withoutPodSuffix(String(decoding: label, as: UTF8.self))
      tokens.append(
        Token(
          joined: joined(lower), firstLabel: joined(Array(name.utf8)),
          lower: String(decoding: lower, as: UTF8.self),
          before: start > 0 ? bytes[start - 1] : 0x20,
          after: index < bytes.count ? bytes[index] : 0x20))
    }
    return tokens
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
    default: false
    }
  }
}

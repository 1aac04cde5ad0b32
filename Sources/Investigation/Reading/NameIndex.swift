import Evidence

/// Finds services, hosts, loggers and fields by what people call them.
///
/// `quotes-db` is found by "quotes-db", "Quotes DB", "quotesdb", and by "the database" where no other
/// service is one; `payment-service` by "payment". What a folder or a file is called stands for those
/// who write there: `haproxy`, which logs to `front/traffic.log`, is found by "front".
struct NameIndex {
  private var services: [String: [String]] = [:]
  private var parts: [String: [String]] = [:]
  private var hosts: [String: [String]] = [:]
  private var loggers: [String: [String]] = [:]
  private var fields: [String: [String]] = [:]
  private var places: [String: [String]] = [:]
  private var writers: [String: [String]] = [:]
  private let serviceNames: [String]
  /// The words of entries, in lower case.
  private let words: [String: Int]

  /// The most words that a name is spoken in: "order history read api".
  static let longestName = 4

  init(_ catalog: Catalog) {
    serviceNames = catalog.services.map(\.name)
    words = catalog.words
    for name in serviceNames {
      services[Self.key(name), default: []].append(name)
      for part in Set(Self.parts(of: name)) { parts[part, default: []].append(name) }
    }
    for host in catalog.hosts {
      let short = host.split(separator: ".").first.map(String.init) ?? host
      // An address is no name with a domain behind it.
      let isAddress = short.allSatisfy(\.isNumber)
      // "tickets" of messages about tickets is no name of `tickets.example.org`.
      let isWord =
        !short.contains(where: \.isNumber)
        && [short, WordForms.stem(short) ?? short].contains {
          catalog.words[$0.lowercased()] != nil
        }
      for key in Set([Self.key(host), isAddress || isWord ? Self.key(host) : Self.key(short)]) {
        hosts[key, default: []].append(host)
      }
    }
    for logger in catalog.loggers { loggers[Self.key(logger), default: []].append(logger) }
    let byUse = catalog.fields.sorted {
      $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
    }
    for (field, _) in byUse { fields[Self.key(field), default: []].append(field) }
    for file in catalog.files {
      for place in Self.places(of: file.path) { places[place, default: []].append(file.path) }
    }
    for (place, paths) in places {
      let paths = Set(paths)
      writers[place] = catalog.services.filter { service in
        // `cpu.json` is named by what was measured, not by whom.
        service.entries > 0 && !service.paths.isEmpty
          && service.paths.allSatisfy(paths.contains)
      }.map(\.name)
    }
  }

  /// What some words name as a whole, whatever their case and what parts them.
  ///
  /// `paymentservice` is found as `payment`, too.
  func services(called words: String) -> [String] {
    let key = Self.key(words)
    if let found = services[key] { return found }
    for ending in ["service", "svc", "server", "api", "app"]
    where key.hasSuffix(ending) && key.utf8.count > ending.utf8.count + 2 {
      if let found = services[String(key.dropLast(ending.utf8.count))] { return found }
    }
    return []
  }

  /// Whether a word names a service or a host.
  func isName(_ word: String) -> Bool {
    !services(called: word).isEmpty || !hosts(called: word).isEmpty
  }

  /// The hosts some words name; a first label stands for the whole name.
  func hosts(called words: String) -> [String] { hosts[Self.key(words)] ?? [] }

  /// The loggers some words name.
  func loggers(called words: String) -> [String] { loggers[Self.key(words)] ?? [] }

  /// The field some words name, the most used first: `duration_ms` by "duration ms".
  func field(called words: String) -> String? {
    let key = Self.key(words)
    if let found = fields[key]?.first { return found }
    guard let stem = WordForms.stem(key) else { return nil }
    return fields[stem]?.first
  }

  /// The services that write nowhere but to the folder or file that some words name.
  func services(writingTo words: String) -> [String] { writers[Self.key(words)] ?? [] }

  /// The files in the folder, or of the name, that some words name.
  func paths(called words: String) -> [String] { places[Self.key(words)] ?? [] }

  /// What a file may be called by, as keys: its folders, its name with its ending and without.
  ///
  /// `front/logs/traffic.log.1` → `front`, `logs`, `trafficlog1`, `traffic`
  private static func places(of path: String) -> Set<String> {
    let parts = path.split(separator: "/")
    let names = parts.map { key(String($0)) } + [parts.last.map { key(stem($0)) } ?? ""]
    return Set(names.filter { $0.contains(where: \.isLetter) })
  }

  private static func stem(_ name: Substring) -> String {
    String(name.prefix { $0 != "." })
  }

  /// The services that have a word as a part of their name, a bare plural included.
  func services(withPart word: String) -> [String] {
    if Self.genericParts.contains(word) { return [] }
    if let found = parts[word] ?? WordForms.stem(word).flatMap({ parts[$0] }) ?? parts[word + "s"] {
      return found
    }
    // `rabbit` for rabbitmq, `book` for booking: the beginning of one name only.
    // A word that entries have is that word: "post" of a forum is no `postgresql`.
    guard word.utf8.count >= Self.shortestBeginning, words[word] == nil else { return [] }
    let longer = serviceNames.filter { name in
      Self.parts(of: name).contains { $0.hasPrefix(word) }
    }
    return longer.count == 1 ? longer : []
  }

  /// Fewer letters begin too many words.
  private static let shortestBeginning = 4

  /// The only service of a kind that a word names: `quotes-db` for "database"; nil where several are.
  func service(ofKind word: String) -> String? {
    guard let kind = Self.kinds.first(where: { $0.words.contains(word) }) else { return nil }
    let found = serviceNames.filter { name in
      let pieces = Self.parts(of: name)
      return pieces.contains { piece in
        kind.marks.contains { piece == $0 || ($0.utf8.count > 3 && piece.contains($0)) }
      }
    }
    return found.count == 1 ? found.first : nil
  }

  /// All keys of services, hosts, loggers and fields, for the spelling, sorted.
  var spoken: [String] {
    let names = serviceNames.map { $0.lowercased() } + parts.keys.sorted()
    return names + hosts.keys.sorted() + places.keys.sorted()
      + fields.values.joined().map { $0.lowercased() }.sorted()
  }

  /// The words of a name: `orderHistory-db2` → `order`, `history`, `db2`.
  static func parts(of name: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var lastIsLower = false
    for character in name {
      if !character.isLetter, !character.isNumber {
        if !part.isEmpty { parts.append(part) }
        part = ""
      } else if character.isUppercase, lastIsLower {
        parts.append(part)
        part = character.lowercased()
      } else {
        part += character.lowercased()
      }
      lastIsLower = character.isLowercase
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }

  /// Letters and digits in lower case: what is left of a name when it is spoken.
  static func key(_ name: String) -> String {
    let lower = name.lowercased()
    let kept = lower.filter { $0.isLetter || $0.isNumber }
    return kept.isEmpty ? lower : kept
  }

  /// Parts that say that it is a service, not which one.
  private static let genericParts = QuestionWords.words(
    "service services svc server app application api system component module the of and my v1 v2 log logs"
  )

  /// Kinds of services and what marks them in a name.
  private static let kinds: [(words: Set<String>, marks: [String])] = [
    (
      ["database", "databases", "db", "dbs"],
      [
        "db", "database", "sql", "postgres", "postgresql", "pg", "mysql", "mariadb", "mongo",
        "mongodb", "oracle", "cassandra", "cockroach", "cockroachdb",
      ]
    ),
    (["cache", "caches"], ["cache", "redis", "memcached", "memcache", "valkey", "varnish"]),
    (
      ["queue", "queues", "broker", "brokers"],
      ["queue", "broker", "kafka", "rabbit", "rabbitmq", "nats", "mq", "pulsar"]
    ),
    (
      ["gateway", "edge", "proxy", "ingress", "balancer", "loadbalancer"],
      ["gateway", "edge", "proxy", "ingress", "nginx", "haproxy", "envoy", "traefik", "lb"]
    ),
    (["frontend", "website", "ui"], ["frontend", "web", "website", "ui", "front"]),
    (["mail", "email", "emails", "mails"], ["mail", "mailer", "smtp", "email", "postfix"]),
  ]
}

import Evidence

/// By what an answer is grouped: "per host", "which users", "top 10 messages".
extension FormReader {
  /// Reads what makes the groups, where a word asks for some.
  mutating func readGroup(_ sentence: inout Sentence, _ index: Int) {
    guard form.groupBy == nil else { return }
    let word = sentence.word(index)
    // "by latency" ranks, it makes no groups.
    if word == "by",
      ["@slow", "@quantity"].contains(WordClasses.name(of: sentence.word(index + 1)))
    {
      return
    }
    if readList(&sentence, index) { return }
    if word == "over", sentence.word(index + 1) == "time" {
      form.groupBy = .time(Self.minute)
      form.statistic = form.statistic ?? .trend
      sentence.claim(index..<index + 2, as: .group)
      return
    }
    if word == "who",
      !["is", "was", "were", "are", "depends", "uses"].contains(sentence.word(index + 1))
    {
      form.groupBy = .service
      return
    }
    let isDistinct = ["different", "distinct", "unique"].contains(word)
    guard
      Self.groupers.contains(word) || isDistinct
        || word == "top" || word == "common" || word == "frequent" || Self.rankers.contains(word)
        || (word == "many" && sentence.word(index - 1) == "how")
    else { return }
    // "how many times" counts; that the evidence has a field `time` makes no groups of it.
    if word == "many", ["time", "times"].contains(sentence.word(index + 1)) { return }
    if ["which", "what", "each"].contains(word),
      sentence.tokens[safe: index + 1]?.role == .status,
      sentence.word(index + 1).contains("x") || sentence.word(index + 1).hasSuffix("s")
    {
      // "which 5xx do we have?" asks which of them.
      form.groupBy = .status
      return
    }
    var start = index + 1
    while start < index + 4,
      [
        "the", "of", "each", "every", "single", "different", "distinct", "unique", "other",
        "affected",
        "failing", "failed",
      ].contains(sentence.word(start))
        || sentence.tokens[safe: start]?.role == .number
        || sentence.tokens[safe: start]?.role == .service && grouping(sentence, start) == nil
          && grouping(sentence, start + 1) != nil
        || sentence.tokens[safe: start]?.number != nil
          && (word == "top" || Self.rankers.contains(word))
        || sentence.tokens[safe: start]?.role == .level && word == "top" && !isNoun(sentence, start)
    {
      start += 1
    }
    guard let (grouping, next) = grouping(sentence, start) else {
      noteUnknown(&sentence, index, start)
      return
    }
    // Only things with names are told apart by "how many users": errors and lines are counted.
    if word == "many" {
      // "how many requests failed" counts them, though each has an identifier in a field `request`.
      let isDifferent = sentence.tokens.contains {
        ["different", "distinct", "unique"].contains($0.text)
      }
      if !isDifferent, Self.events.contains(sentence.word(next - 1)) { return }
      // "how many sample registrations" counts registrations.
      if next == start + 1, !sentence.word(start).hasSuffix("s"),
        let head = sentence.tokens[safe: next], head.isOpen, head.text.hasSuffix("s"),
        !QuestionWords.all.contains(head.text)
      {
        return
      }
      guard case .field = grouping else {
        if grouping == .host || grouping == .service { form.groupBy = grouping }
        return
      }
    }
    form.groupBy = grouping
    let end = if case .field = grouping { behindNoun(sentence, next) } else { next }
    // "which error came first" keeps its level.
    for at in start..<end
    where sentence.tokens[at].role == nil || sentence.tokens[at].role == .time {
      sentence.tokens[at].role = .group
    }
    if word != "many" { sentence.tokens[index].role = sentence.tokens[index].role ?? .group }
  }

  /// Whether a level word is itself what is ranked: "top errors", but not "top error messages".
  private func isNoun(_ sentence: Sentence, _ index: Int) -> Bool {
    !["messages", "message", "lines", "kinds", "types"].contains(sentence.word(index + 1))
  }

  private mutating func noteUnknown(_ sentence: inout Sentence, _ index: Int, _ start: Int) {
    guard ["which", "by", "per", "each"].contains(sentence.word(index)),
      let token = sentence.tokens[safe: start], token.isOpen,
      token.mark == nil || start + 1 >= sentence.tokens.count,
      !QuestionWords.all.contains(token.text), !token.text.contains(where: \.isNumber)
    else { return }
    // Of "scrape pools" the field would be `scrape_pool`.
    var name = token.text
    if let next = sentence.tokens[safe: start + 1], token.mark == nil, next.isOpen,
      !QuestionWords.all.contains(next.text), next.text.hasSuffix("s")
    {
      name += "_" + next.text
      sentence.claim(start + 1..<start + 2, as: .group)
    }
    name = name.hasSuffix("s") && !name.hasSuffix("ss") ? String(name.dropLast()) : name
    unknownGroup = name
    form.groupBy = .field(name)
    sentence.claim(start..<start + 1, as: .group)
  }

  /// What happens, each time once: its fields say which one it was.
  private static let events = QuestionWords.words(
    """
    request requests page pages hit hits call calls query queries response responses lookup lookups \
    attempt attempts retry retries login logins connection connections job jobs task tasks tickets \
    orders order checkouts checkout bookings payments uploads downloads messages statements
    """)
  private static let groupers = QuestionWords.words("per by each every which what whose")
  private static let rankers = QuestionWords.words(
    "breakdown distribution noisy loud chatty quietest noisiest loudest chattiest busiest across worst slowest fastest"
  )
  /// A minute, in milliseconds: the width of "over time".
  static let minute: Int64 = 60_000

  /// What groups a noun names, and the index behind it.
  func grouping(_ sentence: Sentence, _ index: Int) -> (Aggregate.Grouping, Int)? {
    let word = sentence.word(index)
    let next = sentence.word(index + 1)
    guard !word.isEmpty else { return nil }
    if let field = names.field(called: word + " " + next), !next.isEmpty {
      return (.field(field), index + 2)
    }
    if let unit = Self.timeUnits[word] { return (.time(unit), index + 1) }
    if (word == "status" || word == "http") && ["code", "codes", "status"].contains(next) {
      return (.status, index + 2)
    }
    if word == "error" || word == "log",
      ["message", "messages", "kind", "type", "types"].contains(next)
    {
      return (.template, index + 2)
    }
    if let grouping = Self.groups[word] {
      // A field of that name is nearer than a synonym, except for what each entry has.
      return (grouping, index + 1)
    }
    for synonyms in Self.fieldSynonyms where synonyms.words.contains(word) {
      let found = synonyms.fields.lazy.compactMap { names.field(called: $0) }.first
      return (.field(found ?? synonyms.fields[0]), index + 1)
    }
    if let field = names.field(called: word) { return (.field(field), index + 1) }
    return nil
  }

  private static let timeUnits: [String: Int64] = [
    "minute": minute, "minutes": minute, "min": minute, "hour": 3_600_000, "second": 1000,
    "sec": 1000, "day": 86_400_000, "week": 604_800_000,
  ]

  private static let groups: [String: Aggregate.Grouping] = [
    "service": .service, "services": .service, "app": .service, "apps": .service,
    "component": .service, "host": .host, "hosts": .host, "node": .host, "nodes": .host,
    "pod": .host, "pods": .host, "machine": .host, "machines": .host, "instance": .host,
    "instances": .host, "replica": .host, "replicas": .host, "status": .status,
    "statuses": .status, "code": .status, "codes": .status, "level": .level, "levels": .level,
    "severity": .level, "logger": .logger, "loggers": .logger, "class": .logger,
    "classes": .logger, "module": .logger, "file": .path, "files": .path, "message": .template,
    "messages": .template, "errors": .template, "error": .template, "kind": .template,
    "kinds": .template, "type": .template, "types": .template, "warnings": .template,
    "exceptions": .template, "template": .template,
  ]

  /// What people say, and the fields that hold it, the most usual name first.
  static let fieldSynonyms: [(words: Set<String>, fields: [String])] = [
    (
      ["user", "users", "customer", "customers", "account", "accounts", "people"],
      [
        "user", "user_id", "userid", "username", "customer", "customer_id", "account", "account_id",
        "uid", "usr", "login", "remote_user",
      ]
    ),
    (
      [
        "endpoint", "endpoints", "route", "routes", "path", "paths", "url", "urls", "uri", "uris",
        "page", "pages",
      ],
      [
        "path", "route", "endpoint", "url", "uri", "request_path", "request_uri", "request",
        "target",
      ]
    ),
    (
      ["client", "clients", "ip", "ips", "address", "addresses", "caller", "callers"],
      [
        "client_ip", "client", "remote_addr", "ip", "remote_ip", "source_ip", "peer", "c-ip",
        "addr",
      ]
    ),
    (
      ["region", "regions", "zone", "zones", "datacenter", "dc"],
      ["region", "zone", "az", "dc", "datacenter"]
    ),
    (
      ["tenant", "tenants", "org", "orgs", "shop", "shops"],
      ["tenant", "tenant_id", "org", "org_id", "shop"]
    ),
    (["method", "methods", "verb"], ["method", "http_method", "verb", "request_method"]),
    (["thread", "threads", "worker", "workers"], ["thread", "thread_name", "worker"]),
    (["version", "versions", "build"], ["version", "build", "release", "image"]),
    (["query", "queries", "statement", "statements", "sql"], ["query", "statement", "sql"]),
    (["database", "databases", "db"], ["database", "db", "datname", "dbname"]),
    (
      ["server", "servers", "backend", "backends", "upstream"],
      ["server", "backend", "upstream", "host"]
    ),
  ]
}

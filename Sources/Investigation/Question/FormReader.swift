import Evidence

/// Reads how an answer is wanted: how much, in which order and groups, of which field.
///
/// "top 10 error messages by host" → limit 10, grouped by host; "p95 of duration" → the 95th
/// percentile of the field that durations stand in.
struct FormReader {
  let names: NameIndex
  var form = Form()
  /// Whether "only" or "just" narrows what was answered before.
  var narrows = false
  /// A noun that groups were asked by and that is no field of the evidence: "which pools".
  var unknownGroup: String?

  init(names: NameIndex) {
    self.names = names
  }

  /// Claims all that tells a form.
  mutating func read(_ sentence: inout Sentence) {
    for index in sentence.tokens.indices where sentence.tokens[index].role == nil {
      readLimit(&sentence, index)
      readOrder(&sentence, index)
      readStatistic(&sentence, index)
    }
    for index in sentence.tokens.indices {
      let role = sentence.tokens[index].role
      if role == nil || role == .time || role == .group { readGroup(&sentence, index) }
    }
    readShortness(sentence)
  }

  // MARK: Limit and order

  private mutating func readLimit(_ sentence: inout Sentence, _ index: Int) {
    let word = sentence.word(index)
    let next = sentence.word(index + 1)
    let isOfThem = next == "of" && ["them", "those", "it"].contains(sentence.word(index + 2))
    if word == "all" || word == "every", form.limit == nil,
      !["of", "right"].contains(next) || isOfThem
    {
      form.limit = Form.all
      if sentence.tokens.count <= 4 { sentence.tokens[index].role = .number }
      return
    }
    if ["more", "next", "another", "further"].contains(word), isContinuation(sentence, index) {
      form.continues = true
    }
    if ["only", "just"].contains(word), index == 0 || sentence.word(index - 1) == "and" {
      narrows = true
    }
    guard let count = sentence.tokens[index].number, count > 0, isLimit(sentence, index) else {
      return
    }
    form.limit = min(count, Form.all)
    sentence.tokens[index].role = .number
  }

  /// "more", "show more", "the next 5": the last list goes on. "what next?" asks for advice.
  private func isContinuation(_ sentence: Sentence, _ index: Int) -> Bool {
    let after = sentence.word(index + 1)
    let isCount =
      sentence.tokens.indices.contains(index + 1)
      && sentence.tokens[index + 1].number != nil
    if sentence.word(index) == "more", sentence.word(index - 1) == "lines", after.isEmpty {
      return true
    }
    // "were there more errors" compares.
    if sentence.word(index) == "more",
      ["there", "log", "have", "any"].contains(sentence.word(index - 1))
    {
      return false
    }
    if isCount || ["page", "lines", "entries", "results", "errors", "ones"].contains(after) {
      return sentence.word(index) != "more" || !["than"].contains(sentence.word(index + 2))
    }
    if sentence.word(index) == "more" {
      let before = sentence.word(index - 1)
      if sentence.tokens[safe: index - 1]?.number != nil, after.isEmpty { return true }
      return ["", "please"].contains(after)
        && ["", "show", "me", "see", "some", "and", "even"].contains(before)
    }
    return false
  }

  private static let limiters = QuestionWords.words(
    """
    last first top only just latest newest oldest next previous limit most recent show give me \
    tail head list another earliest slowest fastest least worst final bottom -n max maximum few any
    """)
  private static let counted = QuestionWords.words(
    """
    lines line entries errors warnings messages logs records events results examples samples of ones \
    requests hosts users endpoints services slowest fastest most more occurrences times please
    """)

  private func isLimit(_ sentence: Sentence, _ index: Int) -> Bool {
    let before = sentence.word(index - 1)
    let after = sentence.word(index + 1)
    if TimeWords.units[after] != nil || after == "percent" || after == "%" { return false }
    // "how many times 5" and "status 5" count nothing.
    if Self.limiters.contains(before) {
      return before != "me" || Self.counted.contains(after) || sentence.tokens.count <= 3
        || sentence.tokens[safe: index + 1]?.role == .level
    }
    if index == 0 || ["the", "with"].contains(before) {
      return Self.counted.contains(after) || sentence.tokens[safe: index + 1]?.role == .level
    }
    return after == "lines" || after == "of" && sentence.word(index + 2) == "them"
  }

  private mutating func readOrder(_ sentence: inout Sentence, _ index: Int) {
    let word = sentence.word(index)
    let isLast = Self.latest.contains(word)
    guard isLast || Self.earliest.contains(word) else { return }
    // "last" may belong to a time or a verb: "how long did it last", "first of all".
    let before = sentence.word(index - 1)
    guard
      !["it", "did", "this", "that", "at", "who", "which", "what"].contains(before)
        || word != "last",
      !(word == "recent" && before != "most")
    else { return }
    form.order = isLast ? .latest : .earliest
    // "the first error" is one; "the first errors" are some.
    var noun = index + 1
    while noun < index + 3, ["very", "one"].contains(sentence.word(noun)) == false,
      sentence.tokens[safe: noun]?.role == .level, sentence.word(noun).hasSuffix("s") == false,
      Self.singular.contains(sentence.word(noun + 1))
        || LevelWords.carriers.contains(sentence.word(noun + 1))
    {
      noun += 1
    }
    let following = sentence.word(noun)
    let isOne =
      Self.singular.contains(following)
      || sentence.tokens[safe: noun]?.role == .status && !following.hasSuffix("s")
    if isOne, form.limit == nil { form.limit = 1 }
    sentence.tokens[index].role = .order
  }

  private static let latest = QuestionWords.words("last latest newest recent tail final")
  private static let earliest = QuestionWords.words("first earliest oldest head frist")
  private static let singular = QuestionWords.words(
    """
    error warning fatal exception failure line entry message one record event occurrence request time \
    timeout restart kill thing word match hit crash deploy deployment release sign log
    """)

  // MARK: Numbers

  private mutating func readStatistic(_ sentence: inout Sentence, _ index: Int) {
    let word = sentence.word(index)
    guard let statistic = statistic(word, sentence, index) else { return }
    form.statistic = form.statistic ?? statistic
    if word == "fastest" || word == "quickest" || word == "shortest" { form.ascending = true }
    sentence.tokens[index].role = .statistic
  }

  private func statistic(_ word: String, _ sentence: Sentence, _ index: Int) -> Form.Statistic? {
    if let known = Self.statistics[word] {
      // "at most 5" limits, "the most errors" ranks: neither is a greatest number.
      return known
    }
    var digits = word[...]
    if word.hasPrefix("p"), word.utf8.count <= 4 {
      digits = digits.dropFirst()
    } else if ["percentile", "percentiles"].contains(sentence.word(index + 1)) {
      for suffix in ["th", "st", "nd", "rd"] where digits.hasSuffix(suffix) {
        digits = digits.dropLast(2)
      }
    } else {
      return nil
    }
    guard let percent = Int(digits), percent > 0 else { return nil }
    // p999 is the 99.9th: the nearest there is.
    return .percentile(min(percent, 99))
  }

  private static let statistics: [String: Form.Statistic] = [
    "median": .percentile(50), "average": .mean, "mean": .mean, "max": .greatest,
    "maximum": .greatest, "highest": .greatest, "slowest": .greatest, "longest": .greatest,
    "largest": .greatest, "worst": .greatest, "biggest": .greatest, "peak": .greatest,
    "min": .least,
    "minimum": .least, "lowest": .least, "fastest": .least, "quickest": .least,
    "shortest": .least, "smallest": .least, "sum": .sum, "trend": .trend, "develop": .trend,
    "developed": .trend, "evolve": .trend, "evolution": .trend, "development": .trend,
    "grow": .trend, "growing": .trend, "grew": .trend, "distribution": .distribution,
    "histogram": .distribution, "percentiles": .distribution,
  ]

  // MARK: Groups

  private mutating func readGroup(_ sentence: inout Sentence, _ index: Int) {
    guard form.groupBy == nil else { return }
    let word = sentence.word(index)
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
    var start = index + 1
    while start < index + 4,
      [
        "the", "of", "each", "every", "single", "different", "distinct", "unique", "other",
        "affected",
        "failing", "failed",
      ].contains(sentence.word(start))
        || sentence.tokens[safe: start]?.role == .number
        || sentence.tokens[safe: start]?.number != nil && word == "top"
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
      guard case .field = grouping else {
        if grouping == .host || grouping == .service { form.groupBy = grouping }
        return
      }
    }
    form.groupBy = grouping
    // "which error came first" keeps its level.
    for at in start..<next
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

  private static let groupers = QuestionWords.words("per by each every which what whose")
  private static let rankers = QuestionWords.words(
    "breakdown distribution noisiest loudest chattiest busiest across")
  /// A minute, in milliseconds: the width of "over time".
  static let minute: Int64 = 60_000

  /// What groups a noun names, and the index behind it.
  private func grouping(_ sentence: Sentence, _ index: Int) -> (Aggregate.Grouping, Int)? {
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

  // MARK: Shortness

  private mutating func readShortness(_ sentence: Sentence) {
    let short = [
      "tldr", "tl dr", "in short", "in brief", "in one sentence", "one sentence", "in a sentence",
      "one line", "in a nutshell", "short version", "short answer", "short summary", "briefly",
      "make it short", "keep it short", "shorter", "short please", "shortly", "gist", "one liner",
      "two sentences", "three sentences", "bottom line", "quick summary",
    ]
    form.isShort = sentence.word(0) == "short" || short.contains { sentence.contains($0) }
  }
}

extension Array {
  /// The element at an index; nil beyond the ends.
  subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}

import Evidence

/// What a question asks of metrics, by its words alone.
///
///     "how low did the hit ratio go?"                 → least, of what is called hit ratio
///     "how many messages are waiting at the end?"     → at the end, of a backlog
///     "how many 502 in the first ten minutes?"        → amount, of what has that status
struct MetricWish: Hashable {
  var measure = Measure.course
  /// Which way it is asked to have gone; nil where its values are asked for.
  var trend: TrendWords.Trend?
  /// The words that may name a metric, in lower case.
  var words: [String] = []
  /// Words that are put together as names of metrics are, in lower case: `time_wait`.
  var names: [String] = []
  /// The percentile that is asked for, as names of metrics write it: `p95`.
  var percentile: String? {
    words.first { $0.first == "p" && $0.count > 1 && $0.dropFirst().allSatisfy(\.isNumber) }
  }
  /// The question itself in lower case, which may hold the whole name of a metric.
  var text = ""
  /// The kinds of metrics that they name.
  var kinds: Set<MetricKind> = []
  /// Whether what waits to be done is meant, however it is called.
  var isOfBacklog = false
  /// The statuses of answers that are counted (RFC 9110, 15).
  var statuses: [ClosedRange<Int>] = []
  /// Whether one of several is asked for: "which node has the most?".
  var isRanking = false
  /// Whether values are asked for that are missing.
  var asksForGap = false
  /// Whether it is asked how many there were, so that what counts something is added up.
  var asksHowMany = false
  /// Whether it is asked where something went or came from: "where did the traffic go?".
  var isShift = false
  /// Whether values of several stretches are asked for: "what was the hit ratio before and after?".
  var comparesTimes = false
  /// Whether it names no metric, so that the one spoken of last is meant.
  var isBare = false
  /// Whether it asks how hot something got: of what has no temperature, how busy it was.
  var isOfHeat = false
  /// Whether it is asked how far it went: "how deep did the queue get?".
  var asksForExtreme = false
  /// Whether it is asked how it is at the end: "is it still high now?".
  var isOfNow = false
  /// Whether users are asked for: "did customers get errors?".
  var asksForUsers = false
  /// Whether it is asked how much more or less it was: "by how much did traffic rise?".
  var asksByHowMuch = false

  private static let abbreviations = [
    "msg": "messages", "msgs": "messages", "req": "requests", "reqs": "requests",
    "conn": "connections", "conns": "connections", "mem": "memory", "txn": "transactions",
  ]

  /// Questions that ask for values; why something happened is asked of the diagnosis.
  private static let acts: Set<Act> = [.number, .count, .state, .compare, .lines, .story]
  /// Questions for a yes or no about the way of a metric.
  private static let judging: Set<Act> = acts.union([.judge, .changes, .cause])

  /// Nil where a question asks for no value, or names nothing that can be measured.
  init?(_ question: Question) {
    text = question.text.lowercased()
    names = question.beginning.lowercased().split {
      !($0.isLetter || $0.isNumber || "_.".contains($0))
    }.map { String($0.trimming { $0 == "." }) }.filter { $0.contains("_") || $0.contains(".") }
    let all = Stem.words(question.beginning)
    let isYesNo = TrendWords.isYesNo(all)
    trend = isYesNo ? TrendWords.trend(in: all) ?? Self.pace(in: all) : nil
    measure = Self.measure(all, question.beginning.lowercased())
    // "was redis maxmemory changed?", "did the cpu limit change?": of the limit, not whether it was reached.
    if trend != nil,
      all.contains(where: { MetricKind.tokens($0).count > 1 && MetricKind.isLimit($0) })
    {
      measure = .limit
    }
    if measure == .limit, trend != nil, all.contains(where: Self.setting.contains) {
      trend = .change
    }
    // "which storage type does it have?" asks for what is written of it.
    if zip(all, all.dropFirst()).contains(where: { Self.written.contains($0) && $1 == "does" }) {
      return nil
    }
    // "how many 'Connection is not available' are in its log?" names what is to be counted.
    guard !Self.asksForLines(question, all) else { return nil }
    // Who did something, and when it began to fail, is told by entries and changes.
    guard !all.contains("who"),
      !(all.contains("when") && measure == .course && trend == nil
        && all.contains(where: Self.beginning.contains))
    else { return nil }
    let asksForValue =
      (Self.asksForValue(all) || all.contains("where"))
      && all.allSatisfy { !Self.asking.contains($0) }
    guard
      (trend == nil ? Self.acts : Self.judging).contains(question.act)
        || asksForValue && (question.act != .judge || measure == .greatest && !isYesNo)
        || measure.isDerived && !isYesNo
    else { return nil }
    // "Full" and "high" are ways of a metric, "up" is one of them in "go up".
    words = all.enumerated().filter { place, word in
      // "filling up", "went up": of a verb.
      let isOfVerb =
        word == "up" && place > 0
        && (trend != nil || all[place - 1].hasSuffix("ing") || all[place - 1].hasSuffix("ed"))
      return !TrendWords.contains(word) && !isOfVerb && !Self.saysNothing(word)
    }.map(\.element).map { Self.abbreviations[$0] ?? $0 }
    // "how hot did it get?" asks for a temperature.
    isOfHeat = all.contains(where: ["hot", "hotter", "hottest", "warm", "heat"].contains)
    if isOfHeat {
      words += ["temperature", "temp", "celsius"]
    }
    kinds = Self.kinds(words)
    // "p95 of pricing": of how long requests take, where nothing else is named.
    if Self.pace(in: all) != nil || percentile != nil && kinds.isEmpty { kinds.insert(.latency) }
    // "how far did the autoscaler go?"
    if all.contains(where: ["autoscaler", "hpa"].contains) {
      kinds.insert(.copies)
      words.append("replicas")
    }
    // "how full was it at 5 o'clock?" asks for what is used of its disk.
    if zip(all, all.dropFirst()).contains(where: { $0 == "how" && $1 == "full" }) {
      kinds.insert(.disk)
    }
    if all.contains(where: Self.failing.contains) {
      kinds.insert(.errors)
      if all.contains(where: Self.probing.contains) { kinds.insert(.availability) }
    }
    asksForExtreme =
      [.greatest, .least].contains(measure) && all.contains("how")
      && all.contains(where: ["did", "get", "go", "got", "went", "does"].contains)
    isOfNow = isYesNo && all.contains(where: ["still", "now"].contains)
    isShift =
      all.contains("where") && all.contains(where: Self.moving.contains)
      && kinds.contains(.requests)
    isOfBacklog = all.contains(where: Self.waiting.contains)
    statuses = question.scope.statuses
    let first = all.first { !Self.openings.contains($0) && $0 != "the" } ?? ""
    // "the fullest one of the three and its last value"
    isRanking =
      ["which", "what"].contains(first) && all.contains(where: Self.ranking.contains)
      || Self.ranking.contains(first) && all.contains("of")
    if !statuses.isEmpty || kinds.contains(.errors), measure == .course,
      all.contains(where: ["many", "often"].contains)
    {
      measure = .amount
    }
    comparesTimes =
      trend == nil && all.contains("before")
      && all.contains(where: ["after", "afterwards", "during", "since", "now", "then"].contains)
    asksByHowMuch =
      trend == nil && !measure.isDerived && TrendWords.trend(in: all) != nil
      && zip(all, all.dropFirst()).contains { $0 == "how" && $1 == "much" }
      && all.contains(where: Self.comparing.contains)
    asksForUsers = isYesNo && kinds.contains(.errors) && all.contains(where: Self.users.contains)
    if asksForUsers { trend = trend ?? .rise }
    asksForGap =
      all.contains(where: ["missing", "gap", "gaps", "blank"].contains)
      && all.contains(
        where: ["values", "value", "points", "samples", "data", "metrics", "many"].contains)
    asksHowMany = zip(all, all.dropFirst()).contains { $0 == "how" && $1 == "many" }
    isBare =
      statuses.isEmpty && !isOfBacklog && !asksForGap
      && words.allSatisfy { Self.talk.contains($0) || Self.isNumber($0) }
    // Whether something was restarted is asked of the changes, which have its time.
    guard !isBare || measure != .course || isRanking || comparesTimes,
      !(kinds == [.restarts] && isYesNo)
    else { return nil }
  }

  /// Whether lines of a log are asked for: by what stands in them, in quotes, or as lines of one.
  private static func asksForLines(_ question: Question, _ words: [String]) -> Bool {
    guard words.contains(where: logs.contains), !words.contains(where: measured.contains) else {
      return false
    }
    return question.beginning.contains { "\"'`“‘".contains($0) }
      || words.contains("did") && words.contains("log")
      || words.contains(where: ["lines", "entries", "line", "entry"].contains)
  }

  private static let logs: Set = ["log", "logs", "logfile", "logged", "lines", "entries"]
  private static let measured: Set = ["metric", "metrics", "series", "graph", "dashboard"]

  /// What a text names that may be measured, whatever is asked of it.
  init(namedIn text: String) {
    words = Stem.words(text).filter { !Self.saysNothing($0) && !Self.talk.contains($0) }
    kinds = Self.kinds(words)
  }

  /// The kinds that words name; "read" and "write" are also what people do with lines and queues.
  private static func kinds(_ words: [String]) -> Set<MetricKind> {
    let telling =
      words.contains(where: doneToDisks.contains)
      ? words : words.filter { !["read", "write"].contains($0) }
    return Set(telling.map { MetricKind(name: $0) }).subtracting([.other])
  }

  /// Words beside which "read" and "write" are what a disk does.
  private static let doneToDisks: Set = [
    "disk", "iops", "io", "bytes", "throughput", "latency", "ops", "volume", "writes", "reads",
  ]

  private static func isNumber(_ word: String) -> Bool {
    word.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// What a question names that may be measured, whatever is asked of it; nil where that is no resource.
  init?(resourcesNamedBy question: Question) {
    words = Stem.words(question.beginning).filter { !Self.saysNothing($0) }
    kinds = Set(words.map { MetricKind(name: $0) }).filter(\.isResource)
    // Of a machine that is busy its processors and disks tell.
    if words.contains(where: ["busy", "loaded", "overloaded", "idle"].contains) {
      kinds.formUnion([.cpu])
    }
    guard !kinds.isEmpty else { return nil }
  }

  /// Whether no metric is named, only things that are measured.
  func names(nothingBut things: Set<String>) -> Bool {
    kinds.isEmpty && statuses.isEmpty && !isOfBacklog && !asksForGap
      && words.allSatisfy(things.contains)
  }

  /// "How many", "how low", "what limit", "which has most".
  private static func asksForValue(_ words: [String]) -> Bool {
    let pairs = zip(words, words.dropFirst())
    return pairs.contains { $0 == "how" && sizes.contains($1) }
      || words.contains(where: statistics.contains)
      || words.first == "what" && ["was", "is", "were"].contains(words.dropFirst().first ?? "")
      || pairs.contains {
        ["what", "which"].contains($0)
          && ["limit", "value", "level", "maximum", "peak", "share", "percentage"].contains($1)
      }
  }

  private static let beginning: Set = ["start", "started", "begin", "began", "refusing", "failing"]
  /// Words for what is done to a limit.
  private static let setting: Set = [
    "change", "changed", "changes", "lowered", "raised", "cut", "set", "reduced", "different",
  ]
  /// What things have that is no number.
  private static let written: Set = [
    "type", "class", "version", "engine", "image", "zone", "region", "name", "owner", "tier",
  ]
  private static let asking: Set = ["why", "cause", "caused", "reason", "warum", "because"]
  private static let openings: Set = ["and", "so", "ok", "but", "then", "well", "at", "in", "on"]
  private static let sizes: Set = [
    "many", "much", "high", "low", "far", "full", "big", "large", "bad", "deep", "fast", "slow",
    "long", "often", "busy", "hot", "old",
  ]
  private static let statistics: Set = [
    "peak", "highest", "lowest", "maximum", "minimum", "max", "min", "average", "avg", "mean",
    "median", "busiest", "worst",
  ]
  private static let ranking: Set = [
    "most", "highest", "busiest", "worst", "hottest", "largest", "biggest", "lowest", "least",
    "fullest", "slowest",
  ]
  private static let waiting: Set = [
    "waiting", "queued", "pending", "backlog", "unprocessed", "outstanding", "unsent",
    "undelivered", "piled", "lag", "behind",
  ]
  private static let failing: Set = ["failed", "fail", "fails", "failing", "failures", "errors"]

  private static let comparing: Set = [
    "by", "more", "less", "higher", "lower", "slower", "faster", "worse",
  ]
  private static let probing: Set = [
    "probe", "probes", "check", "checks", "ping", "up", "healthcheck",
  ]
  private static let moving: Set = ["go", "went", "gone", "come", "came", "move", "moved", "goes"]
  private static let users: Set = [
    "customer", "customers", "user", "users", "client", "clients", "callers", "people", "anyone",
    "anybody", "guests", "visitors",
  ]

  /// Whether the share of lookups that found something is asked for: "hit ratio", "hit rate".
  var asksForHits: Bool {
    words.contains(where: ["hit", "hits"].contains)
      && words.contains(where: ["ratio", "rate", "share", "percentage", "percent"].contains)
  }

  /// How fast something is asked to be: "slower than before?".
  private static func pace(in words: [String]) -> TrendWords.Trend? {
    if words.contains(where: ["slower", "slow", "slowed", "longer"].contains) { return .rise }
    return words.contains(where: ["faster", "quicker"].contains) ? .fall : nil
  }

  /// Words that name no metric.
  private static func saysNothing(_ word: String) -> Bool {
    if QuestionWords.stop.contains(word), word != "up", word != "time" { return true }
    if Self.statistics.contains(word) || Self.ranking.contains(word) { return true }
    return word.utf8.allSatisfy { (0x30...0x39).contains($0) }
      || [
        "time", "times", "per", "show", "tell", "list", "sum", "value", "values", "go", "goes",
        "look",
      ]
      .contains(word)
  }
}

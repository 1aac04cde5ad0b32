import Evidence
import Timeline

/// What a question asks of the spans of traces, by its words alone.
///
///     "how many traces did i give you?"                     → count, of traces
///     "when did the first checkout fail?"                   → first, of spans of checkout that failed
///     "how many queries does the slowest request make?"     → calls in a request
///     "until when do the traces reach?"                     → range
///     "what is the slowest trace?", "which hop is slow?"    → slowest
///     "what is the message of those?", "which service had them?" → failures
///     "p95 of document-search?"                             → duration, 95th percentile
struct SpanWish: Hashable {
  enum Measure: Hashable {
    case count, first, last, range, exists, callsInRequest, slowest, failures
    /// How long they took: a percentile, or on average.
    case duration(Form.Statistic)
  }

  /// What is counted.
  enum Noun: Hashable {
    case traces, spans, calls, requests
  }

  var measure: Measure
  var noun: Noun
  /// Whether only what failed is meant.
  var isOfFailures = false
  /// The statuses of answers that are meant (RFC 9110, 15).
  var statuses: [ClosedRange<Int>] = []
  /// How long they took at least, in microseconds; nil where that is not said.
  var longerThan: Int64?
  /// The words that may name a service, an operation or whom one calls, in lower case.
  var words: [String] = []
  /// Whether the question names traces or spans, which nothing else has.
  var namesTraces = false

  /// Nil where a question asks for none of these.
  init?(_ question: Question) {
    let all = Stem.words(question.beginning)
    let known = Set(all)
    func has(_ some: Set<String>) -> Bool { !known.isDisjoint(with: some) }
    let pairs = Set(zip(all, all.dropFirst()).map { "\($0) \($1)" })
    guard !has(["why", "warum", "reason"]), all.count <= Self.longest else { return nil }
    // "how many ERROR lines did it log?" asks for no requests.
    guard !has(["lines", "entries", "logged", "log", "logs"]) else { return nil }
    namesTraces = has(["trace", "traces", "span", "spans"])
    noun =
      has(["trace", "traces"])
      ? .traces
      : has(["span", "spans"])
        ? .spans
        : has(["call", "calls", "query", "queries", "lookups", "statements"]) ? .calls : .requests
    isOfFailures = has(Self.failing)
    statuses = question.scope.statuses
    let isCount =
      pairs.contains("how many") || known.contains("count") || pairs.contains("how often")
    let isOfOne =
      known.contains("request") || pairs.contains("per request") || known.contains("each")
    if let statistic = question.form.statistic, Self.asksForDuration(statistic, known) {
      measure = .duration(statistic)
    } else if isCount, noun == .calls, isOfOne || has(["slowest", "single"]) {
      measure = .callsInRequest
    } else if isCount {
      measure = .count
    } else if has(["slowest", "longest"]),
      namesTraces || has(["request", "call", "hop", "step"])
        || has(["take", "took"]) && known.contains("how")
    {
      measure = .slowest
    } else if has(Self.hops), has(["slow", "slows", "slower", "takes", "hangs"]),
      ["which", "what", "where"].contains(all.first { !["and", "so", "but"].contains($0) } ?? "")
    {
      (measure, namesTraces) = (.slowest, true)
    } else if known.contains("time"), !pairs.contains("what time"),
      namesTraces || pairs.contains("time goes") || pairs.contains("time go")
        || pairs.contains("time spent"),
      has(["spent", "goes", "go", "lost", "spend"]), has(["where", "which"])
    {
      (measure, namesTraces) = (.slowest, true)
    } else if has(["those", "them", "these"]),
      isOfFailures || has(Self.said) || pairs.contains("which service")
    {
      (measure, isOfFailures) = (.failures, true)
    } else if namesTraces, has(["until", "till", "reach", "cover", "span", "range", "from"]) {
      measure = .range
    } else if all.first == "when" || known.contains("when") {
      guard isOfFailures || !statuses.isEmpty || namesTraces,
        has(["first", "last", "begin", "start"])
      else { return nil }
      measure = known.contains("last") ? .last : .first
    } else if namesTraces, has(["first", "last"]), isOfFailures {
      // "first failing trace id?"
      measure = known.contains("last") ? .last : .first
    } else if TrendWords.isYesNo(all), has(["any", "there", "some"]),
      isOfFailures || Self.length(all) != nil
    {
      measure = .exists
    } else {
      return nil
    }
    longerThan = Self.length(all)
    words = all.filter { word in
      !QuestionWords.all.contains(word) && !Self.nouns.contains(word)
        && !Self.durations.contains(word) && !Self.isPercentile(word)
        && !word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  /// Whether a statistic is one of how long something took: a percentile is of nothing else among spans.
  private static func asksForDuration(
    _ statistic: Form.Statistic, _ words: Set<String>
  ) -> Bool {
    switch statistic {
    case .percentile: true
    case .mean: !words.isDisjoint(with: durations.union(["long", "take", "takes", "took"]))
    default: false
    }
  }

  /// `p95`, `95th`, `p99.9` as words have it.
  private static func isPercentile(_ word: String) -> Bool {
    word.hasPrefix("p") && word.dropFirst().allSatisfy(\.isNumber) || word.hasSuffix("th")
  }

  private static let durations: Set = [
    "duration", "durations", "latency", "latencies", "response", "time", "times", "percentile",
    "median", "average", "mean", "avg", "typical", "typically",
  ]

  /// "More than 5 seconds", "over 800 ms", "longer than 2s"; nil where none is named.
  private static func length(_ words: [String]) -> Int64? {
    for (place, word) in words.enumerated()
    where ["than", "over", "above", "exceeding"].contains(word) {
      guard let next = words[safe: place + 1] else { continue }
      let digits = next.prefix { $0.isNumber }
      guard let number = Int64(digits) else { continue }
      let unit =
        digits.count == next.count
        ? words[safe: place + 2] ?? "" : String(next.dropFirst(digits.count))
      switch unit {
      case "ms", "milliseconds", "msec", "millis": return number.multipliedClamped(by: 1000)
      case "s", "sec", "secs", "second", "seconds": return number.multipliedClamped(by: 1_000_000)
      case "min", "minute", "minutes": return number.multipliedClamped(by: 60_000_000)
      default: continue
      }
    }
    return nil
  }

  /// Words of such a question: longer ones are told otherwise.
  private static let longest = 18
  private static let failing: Set = [
    "fail", "failed", "fails", "failing", "failure", "failures", "error", "errors", "errored",
    "broke", "wrong", "timeout", "timeouts", "timed",
  ]
  /// What people call a part of a request's way, and what a request that failed says.
  private static let hops: Set = ["hop", "hops", "leg", "span", "step"]
  private static let said: Set = ["message", "messages", "say", "says", "said", "reason", "text"]
  private static let nouns: Set = [
    "hop", "hops", "leg", "step", "longest", "message", "messages", "service",
    "trace", "traces", "span", "spans", "call", "calls", "query", "queries", "request", "requests",
    "made", "make", "makes", "slowest", "took", "take", "lasted", "s", "ms", "sec",
  ]
}

/// The phrases that tell what kind of answer is wanted, in the order they are tried.
///
/// A `^` at the beginning ties the phrase to the beginning of the question.
enum IntentTable {
  static let phrases: [(intent: Intent, phrases: [String])] = [
    (
      .explain,
      [
        "how sure", "how confident", "how certain", "are you sure", "are you certain",
        "how reliable", "what is your confidence", "why do you think", "why do you say",
        "how do you know", "what makes you", "^why not", "why isn't it", "why is it not",
        "why wasn't it", "could it be", "couldn't it be", "^is it not", "ruled out",
        "rule out", "^explain", "how did you",
      ]
    ),
    (
      .changes,
      [
        "what changed", "what has changed", "what was changed", "anything change",
        "anything changed", "any changes", "any change", "what changes", "which changes",
        "any deploys", "any deployments", "any releases", "what was deployed",
        "was anything deployed", "what got deployed", "show changes", "list changes",
        "show the changes", "list the changes", "was there a deploy", "recent changes",
        "config changes", "configuration changes",
      ]
    ),
    (
      .impact,
      [
        "who is affected", "who was affected", "who were affected", "what is affected",
        "what was affected", "which services are affected", "which services were affected",
        "which services were hit", "impact", "blast radius", "how many users",
        "how many customers", "who is impacted", "affected services",
      ]
    ),
    (
      .timeline,
      [
        "timeline", "time line", "sequence of events", "order of events", "chronology",
        "chronological", "what happened when", "in what order", "what came first",
      ]
    ),
    (
      .compare,
      [
        "compare", "compared to", "compared with", "than yesterday", "than usual", "than before",
        "than last week", "than normal", "difference between", "versus", "vs",
      ]
    ),
    (
      .summarise,
      [
        "summarise", "summarize", "summary", "sum up", "overview", "top errors", "most common",
        "most frequent", "what errors", "which errors", "what warnings", "which warnings",
        "what kinds of", "what kind of errors", "how many errors", "how many warnings",
        "how many exceptions", "how many failures", "how often did errors", "count the errors",
        "count errors", "group the errors", "^what happened in", "what is in the logs", "tl;dr",
      ]
    ),
    (
      .measure,
      [
        "how slow", "how long", "how many", "how often", "how much", "how fast", "what is the rate",
        "error rate", "latency of", "average", "percentile", "p50", "p95", "p99", "throughput",
        "^measure",
      ]
    ),
    (
      .find,
      [
        "^show", "^list", "^fetch", "^find", "^grep", "^search", "^get", "^display", "^print",
        "^give me", "^look for", "^pull", "show me", "give me", "can you find", "can you show",
        "where does", "^which lines", "^what lines", "look up", "last lines", "search for",
      ]
    ),
    (
      .cause,
      [
        "why", "what's wrong", "what is wrong", "what was wrong", "went wrong", "go wrong",
        "what happened", "what's happening", "what is happening", "what is going on", "what's up",
        "going on", "caused", "cause", "causes", "causing", "root cause", "reason", "reasons",
        "investigate", "diagnose", "debug", "troubleshoot", "issue", "issues", "problem",
        "problems", "trouble", "wrong", "broke", "broken", "break", "breaking", "fail", "failed",
        "failing", "fails", "failure", "failures", "down", "outage", "incident", "crash",
        "crashed", "crashing", "slow", "slowness", "stuck", "hang", "hanging", "unhealthy",
        "degraded", "unavailable", "errors", "error", "timeouts", "timing out", "responsible",
        "blame", "culprit", "fault", "faulty", "healthy", "ok", "okay", "alarm", "alert", "wrong?",
        "anomalies", "anomaly", "unusual", "suspicious", "strange", "weird", "bad",
      ]
    ),
  ]

  /// The intent whose phrase comes first in the table; nil where none occurs.
  static func intent(of words: QuestionWords) -> Intent? {
    split.first { phrase in
      phrase.begins ? words.begin(with: phrase.words) : words.contains(phrase.words)
    }?.intent
  }

  /// The phrases in the order of the table, cut into words.
  private static let split: [(intent: Intent, begins: Bool, words: [String])] = phrases.flatMap {
    row in
    row.phrases.map { phrase in
      (
        row.intent, phrase.hasPrefix("^"),
        phrase.split(whereSeparator: { $0 == " " || $0 == "^" }).map(String.init)
      )
    }
  }
}

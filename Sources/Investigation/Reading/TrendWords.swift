/// Which way a number is asked to have gone: "did traffic rise?", "is it running out of memory?".
enum TrendWords {
  enum Trend: Hashable {
    case rise, fall
    /// Whether it is used up, or will be.
    case exhaustion
    /// Whether it is other than usual.
    case change
  }

  /// The way that a text asks for; nil where it asks for none.
  static func trend(in words: [String]) -> Trend? {
    if words.contains(where: exhausted.contains) || follows(words, runs, "out")
      || follows(words, ["short", "starved"], "of") || follows(words, ["starved"], "for")
    {
      return .exhaustion
    }
    if words.contains(where: rising.contains) || follows(words, going, "up") { return .rise }
    if words.contains(where: falling.contains) || follows(words, going, "down") { return .fall }
    return words.contains(where: changed.contains) ? .change : nil
  }

  /// Whether a word says how a number goes and names no thing.
  static func contains(_ word: String) -> Bool {
    [exhausted, rising, falling, changed].contains { $0.contains(word) }
  }

  /// Whether a text can be answered by yes or no.
  static func isYesNo(_ words: [String]) -> Bool {
    words.first { !openings.contains($0) }.map(asking.contains) ?? false
  }

  private static func follows(_ words: [String], _ first: Set<String>, _ second: String) -> Bool {
    zip(words, words.dropFirst()).contains { first.contains($0) && $1 == second }
  }

  private static let openings: Set = [
    "and", "so", "ok", "okay", "but", "then", "well", "now", "also",
  ]
  private static let asking: Set = [
    "did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "any", "isn", "isn't",
    "didn't", "wasn't",
  ]
  private static let runs: Set = ["running", "run", "runs", "ran"]
  private static let going: Set = [
    "go", "goes", "going", "went", "gone", "shot", "creeping", "creep",
  ]
  private static let exhausted: Set = [
    "exhausted", "exhaust", "exhausting", "full", "saturated", "saturation", "maxed", "leak",
    "leaks", "leaking", "leaked", "enough", "limit", "depleted",
  ]
  private static let rising: Set = [
    "rise", "rises", "rose", "rising", "risen", "increase", "increased", "increases", "increasing",
    "grow", "grows", "grew", "growing", "grown", "climb", "climbed", "climbing", "spike", "spiked",
    "spikes", "spiking", "jump", "jumped", "jumps", "higher", "high", "more", "surge", "surged",
    "doubled", "tripled", "burst", "elevated", "peak", "peaked", "suffer", "suffered", "worse",
  ]
  private static let falling: Set = [
    "fall", "falls", "fell", "falling", "fallen", "drop", "dropped", "drops", "dropping",
    "decrease",
    "decreased", "decreasing", "decline", "declined", "lower", "low", "less", "dip", "dipped",
    "shrink",
    "shrank", "fewer",
  ]
  private static let changed: Set = [
    "change", "changed", "changes", "normal", "usual", "unusual", "stable", "flat", "odd",
    "abnormal", "weird", "ok", "okay", "fine", "moved", "budged",
  ]
}

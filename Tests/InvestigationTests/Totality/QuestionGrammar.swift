/// Draws questions about times, services and lines, some of them nonsense, the same for a seed.
struct QuestionGrammar {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// The next number below a bound (xorshift64*, Vigna 2016).
  mutating func below(_ bound: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound
  }

  private mutating func one(_ of: [String]) -> String { of[below(of.count)] }

  /// The next question.
  mutating func next() -> String {
    var parts: [String] = []
    if below(8) > 0 { parts.append(one(Self.openings)) }
    if below(3) > 0 { parts.append(one(Self.subjects)) }
    for _ in 0..<below(3) { parts.append(time()) }
    if below(6) == 0 { parts.append(one(Self.odd)) }
    if below(4) == 0 { parts.shuffle(with: &self) }
    return parts.joined(separator: " ") + one(["", "?", "!", "…"])
  }

  private mutating func time() -> String {
    switch below(7) {
    case 0: "\(one(Self.edges)) \(moment())"
    case 1: "between \(moment()) and \(moment())"
    case 2: "\(moment())\(one([" to ", "-", " until ", " – "]))\(moment())"
    case 3: "\(one(["last", "past", "in the last", "in", "for"])) \(number()) \(one(Self.units))"
    case 4: "\(one(["", "since "]))\(number()) \(one(Self.units)) ago"
    case 5: "\(number())\(one(["s", "m", "h", "d", "w", "ms"]))"
    default: moment()
    }
  }

  private mutating func moment() -> String {
    switch below(8) {
    case 0: "\(number()):\(number())"
    case 1: "\(pad(below(26), 2)):\(pad(below(62), 2))\(one(["", ":59", ":60.999", ":1.2.3"]))"
    case 2: "\(date())T\(pad(below(25), 2)):\(pad(below(60), 2))\(one(["Z", "+02:00", "-99", ""]))"
    case 3: date()
    case 4: "\(one(["noon", "midnight", "today", "yesterday", "tomorrow", "monday", "sun"]))"
    case 5: "\(one(["Jan", "february", "31", "29th"])) \(number()) \(one(["", "9999", "1900"]))"
    case 6: "\(below(14)) \(one(["am", "pm", "a.m.", "pm est", "utc+14", "-1200"]))"
    default: number()
    }
  }

  private mutating func date() -> String {
    let year = one([
      "0000", "1955", "1969", "1970", "2020", "2026", "2038", "2040", "9999", "99999",
    ])
    return "\(year)\(one(["-", "/"]))\(pad(below(15), 2))-\(pad(below(34), 2))"
  }

  private mutating func number() -> String {
    one([
      "0", "1", "2", "59", "60", "-1", "+5", "365", "9999", "2147483648", "4102444800",
      "100000000000",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808", "half a", "a few",
      "couple of", "1e309", "０", "٣",
    ])
  }

  private func pad(_ number: Int, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
  }

  private static let openings = [
    "why did it fail", "what happened", "show me errors", "show the last 5 errors", "first 0 lines",
    "was it fine", "what changed", "give me a timeline", "who is affected", "summarise the errors",
    "how many errors", "how sure are you", "why not checkout", "show evidence 2", "and then",
    "before that", "is it slower than usual", "find 'order 42'", "explain [99999999999999999999]",
    "what's wrong with everything", "top 1000 errors",
  ]
  private static let subjects = [
    "in checkout", "of cart", "the database", "shipping", "checkout and cart", "10.0.0.1", "a.b.c",
    "with \"pool\"", "warnings", "fatal", "orders placed", "-", "checkout-7d9f8c6b5-x2x1z",
  ]
  private static let edges = [
    "before", "after", "since", "until", "till", "by", "from", "at", "around", "starting", "on",
  ]
  private static let units = [
    "seconds", "s", "minutes", "min", "hours", "hour", "days", "weeks", "week", "fortnights",
  ]
  private static let odd = [
    "🇩🇪🇫🇷🇩", "e\u{301}\u{301}\u{301}", "\"unclosed", "`", "\u{0}", "\u{202E}", "at at at at", "[",
    "#",
    "few few few few few", "::::", "----", "T", "z", "'s", "’", "to to", "and", "İ", "ﬀ",
  ]
}

extension Array {
  /// Changes the order by drawing from a grammar.
  fileprivate mutating func shuffle(with grammar: inout QuestionGrammar) {
    for index in indices.dropLast() { swapAt(index, index + grammar.below(count - index)) }
  }
}

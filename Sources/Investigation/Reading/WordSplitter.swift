import Evidence

/// Parts what is written without a space into tokens: `isn't` into `is not`, `10:10-10:20` into two
/// times with a dash, `status>=500` into a condition.
enum WordSplitter {
  /// Returns the tokens of a run of letters, digits and marks.
  static func tokens(of run: String) -> [Token] {
    if let condition = condition(run) { return [Token(run, kind: .condition(condition))] }
    let plain = run.replacing("\u{2019}", with: "'")
    let lower = plain.lowercased()
    if let words = contractions[lower] { return words.map { Token($0) } }
    if lower == "-" || lower == "\u{2013}" || lower == "\u{2014}" || lower == "->" {
      return [Token(run, kind: .dash)]
    }
    if let times = timeRange(plain) { return times }
    if lower.hasSuffix("n't") { return [Token(String(plain.dropLast(3))), Token("not")] }
    for ending in ["'re", "'ve", "'ll", "'d", "'m"] where lower.hasSuffix(ending) {
      return [Token(String(plain.dropLast(ending.count)))]
    }
    if lower.hasSuffix("'s") {
      let rest = Token(String(plain.dropLast(2)))
      return isVerbs.contains(rest.text) ? [rest, Token("is")] : [rest]
    }
    return [Token(plain)]
  }

  /// Reads `name op value`; only equality and order, and a name that looks like a field's.
  static func condition(_ run: String) -> Scope.FieldCondition? {
    guard let at = run.firstIndex(where: { "=<>!".contains($0) }), at != run.startIndex else {
      return nil
    }
    var name = String(run[..<at])
    var rest = run[at...]
    var sign = ""
    while let first = rest.first, "=<>!".contains(first), sign.count < 2 {
      sign.append(first)
      rest.removeFirst()
    }
    if name.hasPrefix("@") { name.removeFirst() }
    guard let comparison = comparison(sign), isName(name) else { return nil }
    let value = rest.filter { $0 != "\"" && $0 != "'" }
    return value.isEmpty ? nil : .init(name: name, comparison: comparison, value: String(value))
  }

  /// The comparison a sign stands for.
  static func comparison(_ sign: String) -> Scope.FieldCondition.Comparison? {
    sign == "==" ? .equal : sign == "<>" ? .notEqual : .init(rawValue: sign)
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
        || $0 == 45 || $0 == 46
    }
  }

  /// Parts `10:10-10:20`; a dash inside a date or an offset parts nothing.
  private static func timeRange(_ run: String) -> [Token]? {
    guard run.utf8.count <= 40, run.contains(":") || run.contains("\u{2013}") else { return nil }
    for sign in ["\u{2013}", "\u{2014}", "-"] {
      let parts = run.split(separator: sign, omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ isClock($0) }) else { continue }
      // `10:05-05:00` is rather a time with its offset than a range backwards, if it has seconds.
      return [Token(String(parts[0])), Token(sign, kind: .dash), Token(String(parts[1]))]
    }
    return nil
  }

  private static func isClock(_ text: Substring) -> Bool {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    return (2...3).contains(fields.count)
      && fields.allSatisfy {
        !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
      }
  }

  /// Words behind which `'s` is "is": behind others it is a genitive.
  private static let isVerbs: Set<String> = [
    "what", "it", "that", "there", "where", "who", "when", "how", "why", "here", "which", "let",
    "everything", "nothing", "something",
  ]

  private static let contractions: [String: [String]] = [
    // Slips in words too short to be corrected by their letters.
    "wich": ["which"], "whcih": ["which"], "mnay": ["many"], "shw": ["show"], "shwo": ["show"],
    "lst": ["last"], "teh": ["the"], "hte": ["the"], "hwo": ["how"], "waht": ["what"],
    "wat": ["what"], "wen": ["when"], "whn": ["when"], "hom": ["how"], "frm": ["from"],
    "wiht": ["with"], "adn": ["and"], "wy": ["why"], "whay": ["why"],
    "tiem": ["time"], "hsot": ["host"], "hots": ["hosts"], "lsat": ["last"], "alot": ["many"],
    "fo": ["of"], "ot": ["to"], "cuase": ["cause"], "eror": ["error"], "logz": ["logs"],
    "whats": ["what", "is"], "wats": ["what", "is"], "thats": ["that", "is"],
    "whos": ["who", "is"], "isnt": ["is", "not"], "wasnt": ["was", "not"],
    "doesnt": ["does", "not"], "didnt": ["did", "not"], "dont": ["do", "not"],
    "cant": ["can", "not"], "can't": ["can", "not"], "cannot": ["can", "not"],
    "couldnt": ["could", "not"], "arent": ["are", "not"], "werent": ["were", "not"],
    "wont": ["will", "not"], "won't": ["will", "not"], "ain't": ["is", "not"],
    "hasnt": ["has", "not"], "havent": ["have", "not"], "shouldnt": ["should", "not"],
    "wouldnt": ["would", "not"], "tl;dr": ["tldr"], "tl;dr:": ["tldr"], "tl:dr": ["tldr"],
    "tl": ["tl"], "hows": ["how", "is"], "wheres": ["where", "is"], "whens": ["when", "is"],
    "y": ["why"], "plz": ["please"], "pls": ["please"], "u": ["you"], "r": ["are"],
    "ur": ["your"], "abt": ["about"], "n": ["and"], "bout": ["about"],
    "thier": ["their"], "wuz": ["was"], "da": ["the"], "wot": ["what"], "b4": ["before"],
    "w/o": ["without"], "w/": ["with"],
    "postmortem": ["post-mortem"], "rca": ["root", "cause"], "svc": ["service"],
    "svcs": ["services"], "msgs": ["messages"], "msg": ["message"], "errs": ["errors"],
    "err": ["error"], "warns": ["warnings"], "reqs": ["requests"], "req": ["request"],
    "mins": ["minutes"], "secs": ["seconds"], "hrs": ["hours"], "cfg": ["config"],
    "deps": ["dependencies"], "avg": ["average"], "prob": ["probably"], "ok?": ["ok"],
    "thx": ["thanks"], "pct": ["percent"], "wrt": ["about"], "vs.": ["vs"], "approx": ["around"],
    "prev": ["previous"], "btw": ["and"], "lemme": ["let", "me"], "gimme": ["give", "me"],
    "wanna": ["want", "to"], "gonna": ["going", "to"], "wtf": ["what"], "dunno": ["do", "not"],
  ]
}

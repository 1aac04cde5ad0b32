/// Other forms of a word, found by a few rules of English: `timeouts` is `timeout` and `timed out`.
enum WordForms {
  /// Words, the longer first, of which one's occurrence is as good as the other's.
  private static let families: [Set<String>] = [
    ["timeout", "timeouts", "timed out", "timing out", "time out", "time-out", "times out"],
    ["oom", "out of memory", "oomkilled", "outofmemory", "oom-kill", "oom killer"],
    ["die", "died", "dies", "dying", "dead"],
    ["lose", "lost", "losing", "loses", "loss"],
    ["deny", "denied", "denies", "denying"],
    ["retry", "retries", "retried", "retrying"],
    ["deploy", "deployed", "deploying", "deployment", "deploys", "rollout", "release", "released"],
    ["login", "logins", "log in", "logged in", "sign in", "signin"],
  ]

  /// What a search for a word looks for, the word itself first; an occurrence inside a longer word
  /// counts, so a stem stands for all that begins with it.
  ///
  /// `failed` gives `failed`, `fail`; `connections` gives `connections`, `connection`.
  static func alternatives(_ word: String) -> [String] {
    if let family = families.first(where: { $0.contains(word) }) {
      return [word] + family.subtracting([word]).sorted()
    }
    guard let stem = stem(word), stem != word else { return [word] }
    return [word, stem]
  }

  /// The stem of a plural or a verb's form; nil where none is long enough to be told from others.
  ///
  /// `refused` → `refuse`, `stopping` → `stop`, `entries` → `entry`, `status` → nil.
  static func stem(_ word: String) -> String? {
    guard word.utf8.allSatisfy({ (97...122).contains($0) }), word.utf8.count >= 5 else {
      return nil
    }
    for (ending, replacements) in endings where word.hasSuffix(ending) {
      let rest = String(word.dropLast(ending.count))
      for replacement in replacements {
        let stem = rest + replacement
        if stem.utf8.count >= 4 { return undoubled(stem, behind: ending) }
      }
      return nil
    }
    return nil
  }

  /// Whether two words are forms of one: `export` and `exports`.
  static func areSame(_ a: String, _ b: String) -> Bool {
    a == b || (stem(a) ?? a) == (stem(b) ?? b)
  }

  private static let endings: [(String, [String])] = [
    ("sses", ["ss"]), ("shes", ["sh"]), ("ches", ["ch"]), ("xes", ["x"]), ("ies", ["y"]),
    ("ss", []), ("us", []), ("is", []), ("ees", ["ee"]), ("s", [""]),
    ("eed", []), ("ied", ["y"]), ("used", ["use"]), ("rved", ["rve"]), ("ged", ["ge"]),
    ("ced", ["ce"]), ("ated", ["ate"]), ("ined", ["in"]), ("ired", ["ire"]), ("osed", ["ose"]),
    ("ed", [""]),
    ("ying", ["y"]), ("ating", ["at"]), ("using", ["us"]), ("ing", [""]),
  ]

  /// `stopp` → `stop`: a consonant doubled before an ending; `ss` and `ll` belong to the word.
  private static func undoubled(_ stem: String, behind ending: String) -> String {
    guard ending == "ed" || ending == "ing", let last = stem.last, stem.dropLast().last == last,
      !"aeiousl".contains(last)
    else { return stem }
    return stem.utf8.count > 4 ? String(stem.dropLast()) : stem
  }
}

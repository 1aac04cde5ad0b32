/// What the value of a fact looks like.
extension FactQuestion {
  /// What a value has to look like.
  enum Shape: Hashable {
    case time, duration, number, revision, version, change, address, name
  }

  /// The look of the value that some words ask for; nil where any will do.
  static func shape(_ words: [String]) -> Shape? {
    let known = Set(words)
    if !known.isDisjoint(with: ["old", "was", "before", "previous"]),
      !known.isDisjoint(with: ["new", "now", "after"])
    {
      return .change
    }
    if !known.isDisjoint(with: ["commit", "sha", "hash"]) { return .revision }
    let first = words.first { !["and", "so", "but", "ok"].contains($0) } ?? ""
    if first == "who" || first == "whose" { return .name }
    if !known.isDisjoint(with: ["which", "what", "whats"]), !known.contains("time") {
      if !known.isDisjoint(with: ["version", "tag", "release"]) { return .version }
      if !known.isDisjoint(with: ["ip", "address"]) { return .address }
      return nil
    }
    if !known.isDisjoint(with: ["when", "time", "date", "since"]) { return .time }
    if words.starts(with: ["how", "long"]) || known.contains("duration") { return .duration }
    let isAmount = zip(words, words.dropFirst()).contains {
      $0 == "how" && ["many", "much", "often", "full", "big", "large", "deep", "high"].contains($1)
    }
    if isAmount || known.contains("any") { return .number }
    return !known.isDisjoint(with: ["version", "tag"]) ? .version : nil
  }
}

extension FactQuestion.Shape {
  /// Whether a value looks so.
  func fits(_ value: String) -> Bool {
    let digits = value.contains(where: \.isNumber)
    switch self {
    case .time: return Self.isTime(value)
    case .duration:
      return digits && value.contains { "smhd".contains($0) }
        && value.first.map { $0.isNumber } ?? false
    case .number: return value.first.map { $0.isNumber || $0 == "-" } ?? false
    case .revision:
      return value.split { !$0.isLetter && !$0.isNumber }.contains { part in
        part.count > 6 && part.allSatisfy(\.isHexDigit) && part.contains(where: \.isNumber)
      }
    case .version:
      return digits && value.split(separator: ".").count { Int($0) != nil } != 4
        && (value.contains { ".:-".contains($0) } || value.first == "v")
    case .change: return value.contains("->") || value.contains("→")
    case .address: return digits && value.contains { ".:".contains($0) }
    case .name: return value.contains(where: \.isLetter) && !value.contains(" ")
    }
  }

  /// Whether a text holds a date or a time of day, or is an age: `10:05`, `2026-03-10`, `3h ago`.
  private static func isTime(_ text: String) -> Bool {
    if text.hasSuffix(" ago") || text.hasSuffix(" left") { return true }
    return text.split { $0 == " " || $0 == "T" || $0 == "," }.contains { word in
      let clock = word.prefix { $0.isNumber || $0 == ":" }.split(separator: ":")
      let isClock =
        (2...3).contains(clock.count) && clock.allSatisfy { $0.count == 2 }
        && Int(clock[0]).map { $0 < 24 } ?? false
      let date = word.split(separator: "-")
      let isDate =
        date.count == 3 && date[0].count == 4 && date.allSatisfy { $0.allSatisfy(\.isNumber) }
      return isClock || isDate
    }
  }
}

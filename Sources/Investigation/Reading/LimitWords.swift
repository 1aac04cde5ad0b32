import Evidence

/// Reads limits in words: "slower than 2s" is `duration_ms > 2000`.
enum LimitWords {
  /// A condition on how long something took, and the index behind it; nil where none begins there.
  static func condition(
    _ sentence: Sentence, at index: Int, names: NameIndex
  ) -> (Scope.FieldCondition, next: Int)? {
    let word = sentence.word(index)
    let isThan = sentence.word(index + 1) == "than"
    let comparison: Scope.FieldCondition.Comparison
    switch word {
    case "slower", "longer", "more", "greater": comparison = .greater
    case "faster", "shorter", "quicker", "less": comparison = .less
    case "over", "above", "exceeding", "beyond": comparison = .greater
    case "under", "below": comparison = .less
    default: return nil
    }
    let isBare = ["over", "above", "exceeding", "beyond", "under", "below"].contains(word)
    guard isThan || isBare else { return nil }
    guard let (length, next) = TimeWords.length(in: sentence, at: isThan ? index + 2 : index + 1),
      sentence.word(next) != "ago", let field = durationField(names)
    else { return nil }
    return (
      .init(name: field.name, comparison: comparison, value: number(length, field.unit)), next
    )
  }

  /// The usual names of fields that say how long something took, with their unit in milliseconds.
  private static let durations: [(name: String, unit: Double)] = [
    ("duration_ms", 1), ("latency_ms", 1), ("elapsed_ms", 1), ("took_ms", 1),
    ("response_time_ms", 1), ("time_ms", 1), ("duration_s", 1000), ("duration_seconds", 1000),
    ("request_time", 1000), ("rt", 1000), ("time_taken", 1), ("duration", 1), ("latency", 1),
    ("elapsed", 1), ("took", 1), ("response_time", 1), ("responsetime", 1), ("runtime", 1),
    ("duration_us", 0.001), ("duration_ns", 0.000_001),
  ]

  private static func durationField(_ names: NameIndex) -> (name: String, unit: Double)? {
    for (name, unit) in durations {
      if let field = names.field(called: name) { return (field, unit) }
    }
    return nil
  }

  /// Milliseconds in the field's unit, without a fraction that is nothing: `2000`, `0.5`.
  private static func number(_ milliseconds: Int64, _ unit: Double) -> String {
    let value = Double(milliseconds) / unit
    let whole = Int64(exactly: value.rounded())
    return whole.map { Double($0) == value ? "\($0)" : "\(value)" } ?? "\(value)"
  }
}

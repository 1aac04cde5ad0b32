import Evidence

/// The fields that say how long something took, each in a unit of its own: what "the slowest" is, is
/// told by all of them.
enum DurationFields {
  /// Parts of the names of such fields.
  private static let parts: Set<String> = [
    "duration", "latency", "elapsed", "took", "rt", "time", "ms", "runtime", "seconds", "secs",
  ]
  /// Names that have such a part and are points in time.
  private static let instants: Set<String> = [
    "time", "timestamp", "datetime", "log_time", "event_time", "start_time", "end_time",
  ]

  /// Whether a question asks for the slowest of anything without naming a field.
  static func isAskedFor(_ question: Question, _ field: String?) -> Bool {
    guard let field, isOne(field),
      question.form.statistic == nil || question.form.statistic == .greatest
    else { return false }
    let text = Set(Stem.words(question.beginning))
    return !Stem.words(field).contains { text.contains($0) && $0 != "time" }
  }

  /// The field with the longest duration in a scope; nil where there is none.
  static func slowest(_ scope: Scope, _ desk: Desk) async throws -> String? {
    var best: (field: String, milliseconds: Double)?
    for field in desk.catalog.fields.keys.sorted() where isOne(field) {
      let found = try await AggregateTool.call(
        Aggregate(scope: scope, measure: .number(field: field)), desk)
      guard let numbers = found.groups.compactMap(\.numbers).first else { continue }
      let longest = milliseconds(numbers.greatest, numbers.unit, field)
      if longest > best?.milliseconds ?? 0 { best = (field, longest) }
    }
    return best?.field
  }

  /// Whether a field's name says that it holds a duration.
  static func isOne(_ field: String) -> Bool {
    !instants.contains(field.lowercased()) && Stem.words(field).contains(where: parts.contains)
  }

  /// A number in milliseconds, by its unit, else by the name's ending.
  ///
  /// Web servers write bare seconds (nginx `$request_time`, Envoy aside), programs name their unit.
  private static func milliseconds(_ number: Double, _ unit: String, _ field: String) -> Double {
    switch unit.isEmpty ? Stem.words(field).last ?? "" : unit.lowercased() {
    case "ns", "nanos": number / 1_000_000
    case "us", "µs", "micros": number / 1000
    case "ms", "msec", "millis", "milliseconds": number
    case "min", "m", "minutes": number * 60_000
    case "s", "sec", "secs", "seconds", "rt", "time": number * 1000
    default: number
    }
  }
}

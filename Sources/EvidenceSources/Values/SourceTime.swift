import Timeline

/// Times and lengths of time as sources tell of them.
enum SourceTime {
  /// A time in UTC, to the second: `2026-06-01 06:12:00 UTC`.
  static func text(_ instant: Instant) -> String {
    let time = CivilTime(instant)
    return "\(time.dateText) \(time.clockText) UTC"
  }

  /// A length of time in milliseconds, in the two largest units that it has: `1 h 48 min`.
  static func length(_ milliseconds: Int64) -> String {
    let seconds = max(0, milliseconds) / 1000
    let units: [(Int64, String)] = [(86_400, "days"), (3600, "h"), (60, "min"), (1, "s")]
    guard let first = units.firstIndex(where: { seconds >= $0.0 }) else { return "0 s" }
    let (size, name) = units[first]
    let whole = "\(seconds / size) \(seconds / size == 1 && name == "days" ? "day" : name)"
    guard first + 1 < units.count else { return whole }
    let (smaller, next) = units[first + 1]
    let rest = seconds % size / smaller
    return rest == 0 ? whole : "\(whole) \(rest) \(next)"
  }
}

extension String {
  /// The text with a capital at its beginning.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}

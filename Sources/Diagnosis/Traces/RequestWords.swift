import Timeline

/// Amounts as a report words them.
enum RequestWords {
  /// A duration: `2.0 s`, `95 ms`, `0.4 ms`.
  static func duration(_ microseconds: Int64) -> String {
    switch microseconds {
    case 1_000_000...: "\(tenths(microseconds, of: 1_000_000)) s"
    case 10_000...: "\(microseconds / 1000) ms"
    default: "\(tenths(microseconds, of: 1000)) ms"
    }
  }

  private static func tenths(_ value: Int64, of unit: Int64) -> String {
    let tenths = value.addingClamped(unit / 20) / (unit / 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Names in a sentence, at most three: `a, b and c`, `a, b, c and 4 others`.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(3).map { "`\($0)`" }
    if names.count > shown.count {
      return shown.joined(separator: ", ") + " and \(names.count - shown.count) others"
    }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An answer as it came over the wire, whole.
struct WireAnswer: Sendable {
  var status: Int
  /// The names in lower case; a repeated field's values are joined by commas (RFC 9110, 5.3).
  var fields: [String: String]
  var body: Data

  /// The value of a field, by its name in lower case.
  subscript(field: String) -> String? { fields[field] }

  /// The seconds of `Retry-After`, where it names seconds and not a date.
  var retryAfter: Int? {
    self["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? min($0, 86_400) : nil }
  }

  /// Whether the server kept to `Prefer: wait` (RFC 7240, section 3).
  var waitApplied: Bool {
    let applied = self["preference-applied"]?.lowercased() ?? ""
    return applied.split(whereSeparator: { $0 == "," || $0 == ";" }).contains { preference in
      preference.split(separator: "=").first?.filter { !$0.isWhitespace } == "wait"
    }
  }
}

package import Timeline

/// A request to Loki: where it goes, and with what.
///
/// Source: Loki's HTTP API, "Query endpoints". Times are nanoseconds since 1970; `end` is exclusive.
package enum LokiRequest: Hashable, Sendable {
  /// The names of labels that streams have.
  case labels(TimeWindow)
  /// How many lines there are in each step, by some labels; of those alone that a filter keeps.
  case counts(LokiSelector, LokiFilter? = nil, by: [String], stepSeconds: Int64, TimeWindow)
  /// The values of a label.
  case values(of: String, TimeWindow)
  /// The patterns that a server finds among lines, with how many there are in each step.
  case patterns(LokiSelector, stepSeconds: Int64, TimeWindow)
  /// The newest line of a query.
  case last(String, TimeWindow)
  /// Lines of a query, oldest first, between two times in nanoseconds.
  case lines(String, from: Int64, to: Int64, limit: Int)

  /// The path below the address of the server.
  package var path: String {
    switch self {
    case .labels: "/loki/api/v1/labels"
    case .values(let label, _): "/loki/api/v1/label/\(label)/values"
    case .patterns: "/loki/api/v1/patterns"
    case .counts, .lines, .last: "/loki/api/v1/query_range"
    }
  }

  /// The parameters, not yet escaped.
  package var parameters: [(name: String, value: String)] {
    switch self {
    case .labels(let window), .values(_, let window): Self.times(window)
    case .patterns(let selector, let step, let window):
      [("query", selector.text), ("step", "\(step)s")] + Self.times(window)
    case .last(let query, let window):
      [("query", query), ("limit", "1"), ("direction", "backward")] + Self.times(window)
    case .counts(let selector, let filter, let labels, let step, let window):
      [
        (
          "query",
          "sum by (\(labels.joined(separator: ", "))) (count_over_time(\(selector.text)"
            + "\(filter?.text ?? "")[\(step)s]))"
        ), ("step", "\(step)"),
      ] + Self.times(window)
    case .lines(let query, let from, let to, let limit):
      [
        ("query", query), ("limit", "\(limit)"), ("direction", "forward"), ("start", "\(from)"),
        ("end", "\(to)"),
      ]
    }
  }

  private static func times(_ window: TimeWindow) -> [(name: String, value: String)] {
    [
      ("start", "\(nanoseconds(window.lowerBound))"),
      ("end", "\(nanoseconds(window.upperBound.advanced(by: 1)))"),
    ]
  }

  /// An instant as Loki counts, clamped to what it can.
  static func nanoseconds(_ instant: Instant) -> Int64 {
    let (product, isOver) = instant.milliseconds.multipliedReportingOverflow(by: 1_000_000)
    return isOver ? (instant.milliseconds < 0 ? .min : .max) : product
  }
}

/// Which streams are looked at: `{namespace="shop",service_name=~"cart|payment"}`.
package struct LokiSelector: Hashable, Sendable {
  package let text: String

  /// Takes a selector as it is written in the settings.
  package init(_ text: String) {
    self.text = text
  }

  /// The selector of some services, of all where none are named.
  ///
  /// Loki refuses one all of whose matchers could match nothing; so every service is `=~".+"`.
  package init(label: String, services: [String], within base: String? = nil) {
    let values = services.map(Self.quoted).joined(separator: "|")
    let matcher = "\(label)=~\"\(services.isEmpty ? ".+" : values)\""
    let inner = base.map { $0.trimmingBraces } ?? ""
    text = "{" + (inner.isEmpty ? matcher : inner + "," + matcher) + "}"
  }

  /// A value as a part of a regular expression within quotes: what has a meaning in either is escaped.
  static func quoted(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      case ".", "+", "*", "?", "(", ")", "|", "[", "]", "{", "}", "^", "$":
        text += "\\\\" + String(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension String {
  /// What stands between the braces of a selector.
  var trimmingBraces: String {
    var text = self[...]
    while let first = text.first, first == "{" || first == " " { text = text.dropFirst() }
    while let last = text.last, last == "}" || last == " " || last == "," { text = text.dropLast() }
    return String(text)
  }
}

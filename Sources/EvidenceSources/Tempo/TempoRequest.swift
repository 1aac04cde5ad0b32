package import Timeline

/// A request to Tempo: where it goes, and with what.
///
/// Source: Tempo's HTTP API. Searches count in seconds since 1970.
package enum TempoRequest: Hashable, Sendable {
  /// Traces that a query of TraceQL finds, the newest first.
  case search(TraceQL, TimeWindow, limit: Int)
  /// A trace by its identifier.
  case trace(String)
  /// The names that the attributes of resources have.
  case tags(TimeWindow)
  /// The services there are.
  case services(TimeWindow)

  /// The path below the address of the server.
  package var path: String {
    switch self {
    case .search: "/api/search"
    case .trace(let id): "/api/v2/traces/\(id)"
    case .tags: "/api/v2/search/tags"
    case .services: "/api/v2/search/tag/resource.service.name/values"
    }
  }

  /// The parameters, not yet escaped.
  package var parameters: [(name: String, value: String)] {
    switch self {
    case .search(let query, let window, let limit):
      [("q", query.text), ("limit", "\(limit)"), ("spss", "1")] + Self.times(window)
    case .trace: []
    case .tags(let window): [("scope", "resource")] + Self.times(window)
    case .services(let window): Self.times(window)
    }
  }

  private static func times(_ window: TimeWindow) -> [(name: String, value: String)] {
    // The end is exclusive.
    [
      ("start", "\(window.lowerBound.milliseconds / 1000)"),
      ("end", "\((window.upperBound.milliseconds / 1000).addingReportingOverflow(1).partialValue)"),
    ]
  }
}

/// Which traces are sought: by service, by whether they failed, by how long they took.
///
///     TraceQL(service: "cart", isFailed: true)  →  { resource.service.name = "cart" && status = error }
package struct TraceQL: Hashable, Sendable {
  package let text: String

  package init(
    service: String? = nil, isFailed: Bool = false, slowerThan milliseconds: Int64? = nil,
    within selector: String? = nil
  ) {
    var terms: [String] = []
    if let selector, !selector.isEmpty { terms.append(selector) }
    if let service { terms.append("resource.service.name = \"\(Self.escaped(service))\"") }
    if isFailed { terms.append("status = error") }
    if let milliseconds { terms.append("duration > \(milliseconds)ms") }
    text = terms.isEmpty ? "{ }" : "{ " + terms.joined(separator: " && ") + " }"
  }

  private static func escaped(_ value: String) -> String {
    value.reduce(into: "") { text, character in
      if character == "\"" || character == "\\" { text += "\\" }
      text += character.isNewline ? " " : String(character)
    }
  }
}

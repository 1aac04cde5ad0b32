package import Foundation

/// A Tempo that answers from memory, as far as anything here asks one: searches, traces, services.
///
/// It is held to answers of a real one.
package struct FakeTempo: Sendable {
  /// A span; identifiers are hexadecimal, times nanoseconds.
  package struct Span: Sendable {
    package var service: String
    package var trace: String
    package var id: String
    package var parent: String?
    package var name: String
    package var start: Int64
    package var end: Int64
    package var isFailed: Bool

    package init(
      service: String, trace: String, id: String, parent: String? = nil, name: String,
      start: Int64, end: Int64, isFailed: Bool = false
    ) {
      self.service = service
      self.trace = trace
      self.id = id
      self.parent = parent
      self.name = name
      self.start = start
      self.end = end
      self.isFailed = isFailed
    }
  }

  private let spans: [Span]

  package init(_ spans: [Span]) {
    self.spans = spans
  }

  /// Reads what was sent to a real one, in OTLP's JSON.
  package init(sent body: Data) throws {
    let object = try JSONSerialization.jsonObject(with: body) as? [String: Any]
    var spans: [Span] = []
    for resource in object?["resourceSpans"] as? [[String: Any]] ?? [] {
      let attributes = (resource["resource"] as? [String: Any])?["attributes"] as? [[String: Any]]
      let name = attributes?.first { $0["key"] as? String == "service.name" }
      let service = (name?["value"] as? [String: Any])?["stringValue"] as? String ?? ""
      for scope in resource["scopeSpans"] as? [[String: Any]] ?? [] {
        for span in scope["spans"] as? [[String: Any]] ?? [] {
          let status = (span["status"] as? [String: Any])?["code"] as? Int
          spans.append(
            Span(
              service: service, trace: span["traceId"] as? String ?? "",
              id: span["spanId"] as? String ?? "", parent: span["parentSpanId"] as? String,
              name: span["name"] as? String ?? "",
              start: Int64(span["startTimeUnixNano"] as? String ?? "") ?? 0,
              end: Int64(span["endTimeUnixNano"] as? String ?? "") ?? 0, isFailed: status == 2))
        }
      }
    }
    self.init(spans)
  }

  /// Answers a request.
  package func answer(_ request: HTTPTestRequest) -> HTTPTestReply {
    guard let url = URLComponents(string: request.target) else { return .text(400, "bad URL") }
    var items: [String: String] = [:]
    for item in url.queryItems ?? [] { items[item.name] = item.value }
    let from = (Int64(items["start"] ?? "") ?? 0) * 1_000_000_000
    let to = (Int64(items["end"] ?? "") ?? 9_000_000_000) * 1_000_000_000
    let seen = spans.filter { $0.start >= from && $0.start < to }
    switch url.path {
    case "/api/search":
      return search(items["q"] ?? "", seen, limit: Int(items["limit"] ?? "") ?? 20)
    case "/api/v2/search/tag/resource.service.name/values":
      let services = Set(seen.map(\.service)).sorted()
      return .tempo([
        "tagValues": services.map { ["type": "string", "value": $0] }, "metrics": [:],
      ])
    case _ where url.path.hasPrefix("/api/v2/traces/"):
      return trace(String(url.path.dropFirst("/api/v2/traces/".count)))
    default: return .text(404, "404 page not found")
    }
  }

  private func search(_ query: String, _ seen: [Span], limit: Int) -> HTTPTestReply {
    guard let braces = query.wholeMatch(of: /\{(.*)\}/) else {
      return .text(
        400,
        "invalid TraceQL query: parse error at line 1, col \(query.count + 1): syntax error: unexpected $end"
      )
    }
    let terms = braces.1.split(separator: "&&").map { $0.trimmingCharacters(in: .whitespaces) }
    let found = seen.filter { span in
      terms.allSatisfy { term in
        if term.isEmpty { return true }
        if term == "status = error" { return span.isFailed }
        if let match = term.wholeMatch(of: /resource\.service\.name = "(.*)"/) {
          return span.service == match.1
        }
        if let match = term.wholeMatch(of: /duration > (\d+)ms/) {
          return span.end - span.start > (Int64(match.1) ?? 0) * 1_000_000
        }
        return false
      }
    }
    let traces = Dictionary(grouping: found, by: \.trace).keys.compactMap {
      id -> (Int64, [String: Any])? in
      let whole = spans.filter { $0.trace == id }
      guard let root = whole.first(where: { $0.parent == nil }),
        let end = whole.map(\.end).max()
      else { return nil }
      let short = String(id.drop { $0 == "0" })
      return (
        root.start,
        [
          "traceID": short, "rootServiceName": root.service, "rootTraceName": root.name,
          "startTimeUnixNano": "\(root.start)", "durationMs": (end - root.start) / 1_000_000,
        ]
      )
    }
    let newest = traces.sorted { $0.0 > $1.0 }.prefix(limit).map(\.1)
    return .tempo(["traces": newest, "metrics": [:]])
  }

  private func trace(_ id: String) -> HTTPTestReply {
    let padded = String(repeating: "0", count: max(0, 32 - id.count)) + id
    let whole = spans.filter { $0.trace == padded }
    guard !whole.isEmpty else { return .tempo(["trace": [:], "metrics": [:]]) }
    let resources = Set(whole.map(\.service)).sorted().map { service -> [String: Any] in
      let spans = whole.filter { $0.service == service }.map { span -> [String: Any] in
        var fields: [String: Any] = [
          "traceId": Self.base64(span.trace), "spanId": Self.base64(span.id), "name": span.name,
          "kind": "SPAN_KIND_SERVER", "startTimeUnixNano": "\(span.start)",
          "endTimeUnixNano": "\(span.end)",
          "status": span.isFailed ? ["message": "timeout", "code": "STATUS_CODE_ERROR"] : [:],
        ]
        if let parent = span.parent { fields["parentSpanId"] = Self.base64(parent) }
        return fields
      }
      return [
        "resource": [
          "attributes": [["key": "service.name", "value": ["stringValue": service]]]
        ], "scopeSpans": [["scope": ["name": "x"], "spans": spans]],
      ]
    }
    return .tempo(["trace": ["resourceSpans": resources], "metrics": [:]])
  }

  private static func base64(_ hexadecimal: String) -> String {
    let digits = Array(hexadecimal)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }
}

extension HTTPTestReply {
  fileprivate static func tempo(_ object: [String: Any]) -> HTTPTestReply {
    let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
    return .json(200, String(decoding: data, as: UTF8.self))
  }
}

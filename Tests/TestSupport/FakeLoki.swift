package import Foundation

/// A Loki that answers from memory, as far as anything here asks one: labels, counts and lines.
///
/// It is held to answers of a real one, those of errors included.
package struct FakeLoki: Sendable {
  /// A line with the labels of its stream, its time in nanoseconds.
  package struct Line: Sendable {
    package var labels: [String: String]
    package var nanoseconds: Int64
    package var text: String

    package init(labels: [String: String], nanoseconds: Int64, text: String) {
      self.labels = labels
      self.nanoseconds = nanoseconds
      self.text = text
      all = labels
    }

    /// The labels with those that Loki adds.
    fileprivate(set) var all: [String: String]

    /// The level that Loki makes out for itself.
    fileprivate var level: String {
      let match = text.firstMatch(of: /(?i)\blevel"?\s*[=:]\s*"?([a-z]+)/)
      let word =
        match.map { String($0.1) }
        ?? text.firstMatch(of: /\b(ERROR|WARN|INFO)\b/).map { String($0.1) }
      return word?.lowercased() ?? "unknown"
    }
  }

  private let lines: [Line]
  /// Lines that a query gives at the most.
  private let mostLines: Int
  /// The tenant that has to be named; nil where there is one only.
  private let tenant: String?
  /// Whether it finds patterns, as one of version 3 does where that is switched on.
  private let findsPatterns: Bool

  package init(
    _ lines: [Line], mostLines: Int = 5000, tenant: String? = nil, hasLevels: Bool = true,
    findsPatterns: Bool = false
  ) {
    self.findsPatterns = findsPatterns
    self.lines = lines.sorted { $0.nanoseconds < $1.nanoseconds }.map { line in
      var line = line
      line.all["service_name"] = line.labels["app"] ?? "unknown_service"
      // Since version 3.
      if hasLevels { line.all["detected_level"] = line.level }
      return line
    }
    self.mostLines = mostLines
    self.tenant = tenant
  }

  /// Reads what was pushed to a real one: the body of `/loki/api/v1/push`.
  package init(pushed body: Data) throws {
    let object = try JSONSerialization.jsonObject(with: body) as? [String: Any]
    let streams = object?["streams"] as? [[String: Any]] ?? []
    self.init(
      streams.flatMap { stream in
        (stream["values"] as? [[Any]] ?? []).compactMap { value -> Line? in
          guard let labels = stream["stream"] as? [String: String], value.count > 1,
            let time = (value[0] as? String).flatMap(Int64.init), let text = value[1] as? String
          else { return nil }
          return Line(labels: labels, nanoseconds: time, text: text)
        }
      })
  }

  /// Answers a request.
  package func answer(_ request: HTTPTestRequest) -> HTTPTestReply {
    if let tenant, request.fields["x-scope-orgid"] != tenant { return .text(401, "no org id") }
    guard let url = URLComponents(string: request.target) else { return .text(400, "bad URL") }
    var items: [String: String] = [:]
    for item in url.queryItems ?? [] { items[item.name] = item.value }
    let start = Int64(items["start"] ?? "") ?? 0
    let end = Int64(items["end"] ?? "") ?? .max
    switch url.path {
    case "/loki/api/v1/labels":
      let seen = lines.filter { $0.nanoseconds >= start && $0.nanoseconds < end }
      let names = Set(seen.flatMap(\.labels.keys)).union(seen.isEmpty ? [] : ["service_name"])
      return names.isEmpty
        ? .loki(["status": "success"]) : .loki(["status": "success", "data": names.sorted()])
    case _ where url.path.hasPrefix("/loki/api/v1/label/") && url.path.hasSuffix("/values"):
      let label = url.path.dropFirst("/loki/api/v1/label/".count).dropLast("/values".count)
      let seen = lines.filter { $0.nanoseconds >= start && $0.nanoseconds < end }
      let values = Set(seen.compactMap { $0.all[String(label)] })
      return .loki(["status": "success", "data": values.sorted()])
    case "/loki/api/v1/patterns":
      guard findsPatterns else { return .text(404, "404 page not found") }
      return patterns(
        items["query"] ?? "", start, end,
        step: Int64((items["step"] ?? "").filter(\.isNumber)) ?? 10)
    case "/loki/api/v1/query_range":
      let query = items["query"] ?? ""
      let longest: Int64 = (30 * 24 + 1) * 3_600_000_000_000
      guard end.subtractingReportingOverflow(start).partialValue <= longest else {
        let hours = (end - start) / 3_600_000_000_000
        let minutes = (end - start) / 60_000_000_000 % 60
        return .text(
          400,
          "the query time range exceeds the limit (query length: \(hours)h\(minutes)m0s, limit: 30d1h)"
        )
      }
      if query.hasPrefix("sum by") {
        return counts(query, start, end, step: Int64(items["step"] ?? "") ?? 60)
      }
      let limit = Int(items["limit"] ?? "") ?? 100
      guard limit <= mostLines else {
        return .text(
          400,
          "max entries limit per query exceeded, limit > max_entries_limit_per_query (\(limit) > \(mostLines))"
        )
      }
      return streams(query, start, end, limit, isBackward: items["direction"] == "backward")
    default: return .text(404, "404 page not found")
    }
  }

  private func streams(
    _ query: String, _ start: Int64, _ end: Int64, _ limit: Int, isBackward: Bool
  ) -> HTTPTestReply {
    guard let filter = LineFilter(query) else { return Self.refusal(of: query) }
    let found = lines.filter { $0.nanoseconds >= start && $0.nanoseconds < end }
      .filter { filter.takes($0.all, $0.text) }
    let groups = Dictionary(
      grouping: (isBackward ? found.reversed() : found).prefix(limit)
    ) { $0.all }
    let result = groups.sorted {
      "\($0.key.sorted { $0.key < $1.key })" < "\($1.key.sorted { $0.key < $1.key })"
    }
    .map {
      ["stream": $0.key, "values": $0.value.map { ["\($0.nanoseconds)", $0.text] }] as [String: Any]
    }
    return .loki(["status": "success", "data": ["resultType": "streams", "result": result]])
  }

  /// The patterns of some lines, each with how many there are in each step: what has a digit changes.
  private func patterns(
    _ query: String, _ start: Int64, _ end: Int64, step: Int64
  ) -> HTTPTestReply {
    guard let filter = LineFilter(query) else { return Self.refusal(of: query) }
    var found: [String: [Int64: Int]] = [:]
    for line in lines where line.nanoseconds >= start && line.nanoseconds < end {
      guard filter.takes(line.all, line.text) else { continue }
      let words = line.text.split(separator: " ", omittingEmptySubsequences: false)
      let pattern = words.map { $0.contains(where: \.isNumber) ? "<_>" : String($0) }
      let time = line.nanoseconds / 1_000_000_000 / step * step
      found[pattern.joined(separator: " "), default: [:]][time, default: 0] += 1
    }
    let data = found.sorted { $0.key < $1.key }.map { pattern, samples in
      [
        "pattern": pattern,
        "samples": samples.sorted { $0.key < $1.key }.map { [$0.key, Int64($0.value)] },
      ] as [String: Any]
    }
    return .loki(["status": "success", "data": data])
  }

  private func counts(
    _ query: String, _ start: Int64, _ end: Int64, step: Int64
  ) -> HTTPTestReply {
    guard
      let match = query.wholeMatch(
        of: /sum by ?\(([^)]*)\) ?\(count_over_time\((.*)\[(\d+)([sm])\]\)\)/),
      let filter = LineFilter(String(match.2)), let width = Int64(match.3)
    else { return Self.refusal(of: query) }
    let names = match.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let range = width * (match.4 == "m" ? 60 : 1)
    var series: [[String: String]: [Int64: Int]] = [:]
    for line in lines where filter.takes(line.all, line.text) {
      let labels = line.all.filter { names.contains($0.key) }
      // The first step that looks back at the line, and those behind it that still do.
      let first = start / 1_000_000_000
      let behind = line.nanoseconds - first * 1_000_000_000
      var time = first + max(0, (behind + step * 1_000_000_000 - 1) / (step * 1_000_000_000)) * step
      while time * 1_000_000_000 <= end,
        line.nanoseconds > (time - range) * 1_000_000_000
      {
        series[labels, default: [:]][time, default: 0] += 1
        time += step
      }
    }
    let result = series.sorted {
      "\($0.key.sorted { $0.key < $1.key })" < "\($1.key.sorted { $0.key < $1.key })"
    }
    .map {
      [
        "metric": $0.key,
        "values": $0.value.sorted { $0.key < $1.key }.map { [$0.key, "\($0.value)"] as [Any] },
      ] as [String: Any]
    }
    return .loki(["status": "success", "data": ["resultType": "matrix", "result": result]])
  }

  private static func refusal(of query: String) -> HTTPTestReply {
    query.contains("=~\".*\"")
      ? .text(
        400,
        "parse error : queries require at least one regexp or equality matcher that does not have an "
          + "empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but "
          + "app=~\".+\" will")
      : .text(400, "parse error at line 0, col 16: syntax error: unexpected |=, expecting } or ,")
  }
}

/// A selector of streams with filters behind it.
private struct LineFilter {
  private var matchers: [(label: String, pattern: Regex<AnyRegexOutput>)] = []
  private var words: [Regex<AnyRegexOutput>] = []

  /// Reads a query; nil where it is none, or could match nothing.
  init?(_ query: String) {
    guard let head = query.prefixMatch(of: /\{([^}]*)\}/) else { return nil }
    var isSure = false
    for match in head.1.matches(of: /(\w+)\s*(=~|=)\s*"((?:[^"\\]|\\.)*)"/) {
      let value = String(match.3).replacing("\\\\", with: "\\")
      let pattern = match.2 == "=" ? NSRegularExpression.escapedPattern(for: value) : value
      guard let regex = try? Regex("^(?:\(pattern))$") else { return nil }
      if (try? regex.wholeMatch(in: "")) == nil { isSure = true }
      matchers.append((String(match.1), regex))
    }
    let rest = head.1.replacing(/\w+\s*=~?\s*"(?:[^"\\]|\\.)*"/, with: "")
    guard isSure, rest.allSatisfy({ $0 == "," || $0 == " " }) else { return nil }
    let filters = query[head.range.upperBound...]
    for match in filters.matches(of: /\|>\s*"((?:[^"\\]|\\.)*)"/) {
      let text = String(match.1).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
      let pattern = text.components(separatedBy: "<_>").map {
        NSRegularExpression.escapedPattern(for: $0)
      }.joined(separator: ".*")
      guard let regex = try? Regex("^\(pattern)$") else { return nil }
      words.append(regex)
    }
    for match in filters.matches(of: /\|~?=?\s*(?:(\w+)\s*=~\s*)?"((?:[^"\\]|\\.)*)"/) {
      guard let regex = try? Regex(String(match.2)) else { return nil }
      if let label = match.1 {
        matchers.append((String(label), regex))
      } else {
        words.append(regex)
      }
    }
  }

  func takes(_ labels: [String: String], _ text: String) -> Bool {
    matchers.allSatisfy { (try? $0.pattern.wholeMatch(in: labels[$0.label] ?? "")) != nil }
      && words.allSatisfy { text.contains($0) }
  }
}

extension HTTPTestReply {
  /// An answer in plain text.
  package static func text(_ status: Int, _ text: String) -> HTTPTestReply {
    .answer(
      HTTPTestAnswer(
        status: status, fields: ["content-type": "text/plain; charset=utf-8"],
        body: Array((text + "\n").utf8)))
  }

  fileprivate static func loki(_ object: [String: Any]) -> HTTPTestReply {
    let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
    return .json(200, String(decoding: data, as: UTF8.self))
  }
}

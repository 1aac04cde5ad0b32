import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Asks a server with Prometheus's HTTP API, within the limits of a sink.
///
/// Source: Prometheus, "HTTP API".
struct PrometheusAPI: Sendable {
  let client: SourceClient
  let place: SettingPlace

  typealias Parameters = [(name: String, value: String)]

  /// Names of metrics that are looked through for those which tell something.
  static let mostNames = 20_000

  /// The names of the metrics that have series in a window; of some series, where matchers choose them.
  ///
  /// Some servers count by days or by blocks of hours: a name may have no value in the window.
  func names(
    _ selector: String?, _ window: TimeWindow, _ sink: SourceSink
  ) async throws -> [String] {
    try await values(of: "__name__", selector, window, sink)
  }

  /// The values of a label in a window.
  func values(
    of label: String, _ selector: String? = nil, _ window: TimeWindow, _ sink: SourceSink
  ) async throws -> [String] {
    try await data(
      "/api/v1/label/\(label)/values",
      Self.span(window) + Self.matching(selector) + [("limit", "\(Self.mostNames)")], sink)
  }

  /// The names of the labels in a window.
  func labels(
    _ selector: String?, _ window: TimeWindow, _ sink: SourceSink
  ) async throws -> [String] {
    try await data("/api/v1/labels", Self.span(window) + Self.matching(selector), sink)
  }

  /// The first of the series that a query gives over a range, in steps of whole seconds; nil where it
  /// gives none.
  func course(
    _ query: String, from start: Int64, through end: Int64, step: Int, _ sink: SourceSink
  ) async throws -> [Point]? {
    let courses: Courses = try await data(
      "/api/v1/query_range",
      [
        ("query", query), ("start", "\(start)"), ("end", "\(end)"), ("step", "\(step)"),
      ], sink)
    guard let points = courses.result.first?.values, !points.isEmpty else { return nil }
    return points
  }

  /// A query that gives the time of the newest value of some metrics, in seconds since 1970, or of the
  /// oldest by `min`.
  ///
  /// A time has lost its metric's name, without which series of two metrics may look the same.
  static func times(of metrics: [String], _ selector: String?, _ pick: String = "max") -> String {
    let of = selector.map { "{\($0)}" } ?? ""
    let times = metrics.map {
      "label_replace(timestamp(\($0)\(of)), \"counter\", \"\($0)\", \"\", \"\")"
    }
    return "\(pick)(\(times.joined(separator: " or ")))"
  }

  static func span(_ window: TimeWindow) -> Parameters {
    [
      ("start", "\(window.lowerBound.milliseconds / 1000)"),
      ("end", "\(window.upperBound.milliseconds / 1000)"),
    ]
  }

  private static func matching(_ selector: String?) -> Parameters {
    selector.map { [("match[]", "{\($0)}")] } ?? []
  }

  /// What an answer of the API holds.
  func data<Value: Decodable>(
    _ path: String, _ parameters: Parameters, _ sink: SourceSink
  ) async throws -> Value {
    let body = try await get(path, parameters, sink)
    guard let value = try? JSONDecoder().decode(PrometheusAnswer<Value>.self, from: body).data
    else {
      throw QueryRefusal.unreadable(body).failure(of: place, "GET \(path)")
    }
    return value
  }

  /// The body of an answer of the API.
  func get(
    _ path: String, _ parameters: Parameters, _ sink: SourceSink
  ) async throws -> Data {
    do {
      return try await client.ask(path, parameters, sink)
    } catch let refusal as QueryRefusal {
      throw refusal.failure(of: place, "GET \(path)")
    }
  }

  private struct Courses: Decodable {
    var result: [Series]

    struct Series: Decodable {
      var values: [Point]
    }
  }

  /// A point, `[1435781430.781,"1"]`, its numbers within what times can be.
  struct Point: Decodable {
    /// Seconds since 1970.
    var time: Double
    var value: Double

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      time = min(max(try list.decode(Double.self), 0), 1e12)
      let value = Double(try list.decode(String.self)) ?? 0
      self.value = value.isFinite ? min(max(value, 0), 1e12) : 0
    }
  }
}

/// An answer of the API, with what it warns of.
struct PrometheusAnswer<Value: Decodable>: Decodable {
  var data: Value?
  var warnings: [String]?
  /// What VictoriaMetrics tells unasked.
  var stats: Stats?

  struct Stats: Decodable {
    var seriesFetched: Seen?
  }

  /// Something that is there, whatever it is.
  struct Seen: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}

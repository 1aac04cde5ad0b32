package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A server with Prometheus's HTTP API: Prometheus, VictoriaMetrics, Mimir, Thanos.
///
/// First which metrics and labels there are, in three requests; then a query of the window for each of
/// the metrics that tell of incidents, aggregated by service, the most telling first, while the limits
/// last. Each answer is a file as the server wrote it.
package struct PrometheusSource: RemoteSource {
  package let settings: SourceSettings
  private let client: SourceClient

  /// - Throws: ``SourceFailure`` where the address can't be used.
  package init(_ settings: SourceSettings, environment: [String: String]) throws(SourceFailure) {
    self.settings = settings
    client = try SourceClient(settings, environment: environment)
  }

  package func fetch(_ wish: SourceWish, into sink: SourceSink) async throws {
    let span: Parameters = [
      ("start", "\(wish.window.lowerBound.milliseconds / 1000)"),
      ("end", "\(wish.window.upperBound.milliseconds / 1000)"),
    ]
    let matching: Parameters = settings.selector.map { [("match[]", "{\($0)}")] } ?? []
    let names: [String] = try await data(
      "/api/v1/label/__name__/values", span + matching + [("limit", "\(Self.mostNames)")], sink)
    guard !names.isEmpty else {
      await sink.note(
        "it holds no metrics from \(wish.window.lowerBound.rfc3339) to "
          + "\(wish.window.upperBound.rfc3339). Ask about another time with --time"
          + (settings.selector == nil ? "" : ", or \(settings.place.advice("correct", "selector"))")
          + ".")
      return
    }
    if names.count >= Self.mostNames {
      await sink.note(
        "it has \(names.count) metrics or more; those beyond are not looked at. "
          + "\(settings.place.advice("Set", "selector")).")
    }
    let labels: [String] = try await data("/api/v1/labels", span + matching, sink)
    // Not every server tells types; then the names do.
    let metadata: [String: [Metadata]]? = try? await data(
      "/api/v1/metadata", [("limit", "\(Self.mostNames)"), ("limit_per_metric", "1")], sink)
    try Task.checkCancellation()
    let types = (metadata ?? [:]).compactMapValues { $0.first?.type }
    let wanted = MetricChoice.wanted(names: names, types: types, words: wish.words)
    let groups = SeriesGroups(labels: labels, configured: settings.serviceLabels)
    try await query(wanted, by: groups, wish.window, sink)
    if wish.isRecent { try await alerts(sink) }
  }

  /// Metrics that are looked through for those which tell something.
  private static let mostNames = 20_000

  private func query(
    _ wanted: [MetricChoice.Wanted], by groups: SeriesGroups, _ window: TimeWindow,
    _ sink: SourceSink
  ) async throws {
    let range = RangeQuery.aligned(window)
    let step = range.step
    let held = try await held(wanted, range, sink)
    let (start, end) = (max(range.start, held.start), min(range.end, held.end))
    for (index, metric) in wanted.enumerated() {
      // One request is left for alerts.
      let isFull = await sink.requestsLeft <= 1
      let isLong = await sink.bytesLeft < Self.leastAnswer
      guard !isFull, !isLong else {
        let setting = isFull ? "requests" : "bytes"
        await sink.note(
          "\(index) of \(wanted.count) metrics were asked for within its limit of \(setting). Name "
            + "what is meant in the question, or "
            + "\(settings.place.advice("set", setting, how: "higher")).")
        return
      }
      let query = RangeQuery(
        metric, by: groups.labels(for: metric.name), selector: settings.selector ?? "", step: step)
      do {
        let body = try await get(
          "/api/v1/query_range",
          [
            ("query", query.expression), ("start", "\(start)"), ("end", "\(end)"),
            ("step", "\(step)"),
          ], sink)
        try await keep(body, of: query, start: start, end: end, sink)
      } catch let failure as SourceFailure where !failure.isFinal {
        await sink.note("\(metric.name): \(failure)")
      }
    }
  }

  /// The part of a range in which the counters have values enough for a rate, by the first and the last
  /// of any of them: one that counts rare things alone may begin late.
  ///
  /// Where values begin or end, the span of a rate is only partly filled: it would rise and fall there,
  /// and nothing happened.
  private func held(
    _ wanted: [MetricChoice.Wanted], _ range: (start: Int64, end: Int64, step: Int),
    _ sink: SourceSink
  ) async throws -> (start: Int64, end: Int64) {
    let counters = wanted.compactMap { metric -> String? in
      if case .rate(let counter) = metric.form { counter } else { nil }
    }.prefix(Self.mostCounters)
    guard !counters.isEmpty else { return (range.start, range.end) }
    let of = settings.selector.map { "{\($0)}" } ?? ""
    // A time has lost its metric's name, without which series of two metrics may look the same.
    let times = counters.map {
      "label_replace(timestamp(\($0)\(of)), \"counter\", \"\($0)\", \"\", \"\")"
    }
    let course: Courses? = try? await data(
      "/api/v1/query_range",
      [
        ("query", "max(\(times.joined(separator: " or ")))"),
        ("start", "\(range.start)"), ("end", "\(range.end)"), ("step", "\(range.step)"),
      ], sink)
    try Task.checkCancellation()
    guard let points = course?.result.first?.values, let first = points.first,
      let last = points.last
    else { return (range.start, range.end) }
    let step = Int64(range.step)
    let end = Int64(last.value) / step * step
    if end + Self.lateness < range.end {
      await sink.note(
        "its last values are of \(Instant(milliseconds: Int64(last.value) * 1000).rfc3339): nothing "
          + "later is known.")
    }
    let begins = Int64(first.time) > range.start
    let start = Int64(first.value) + Int64(RangeQuery.span(step: range.step))
    return (begins ? (start + step - 1) / step * step : range.start, min(range.end, end))
  }

  /// Counters of which some have values whenever the server looks.
  private static let mostCounters = 12
  /// Seconds after which a server that still looks has values again: five looks of one a minute.
  private static let lateness: Int64 = 300

  /// Below this an answer would hardly hold a series.
  private static let leastAnswer = 20_000

  /// Keeps an answer as it came where there is anything in it.
  private func keep(
    _ body: Data, of query: RangeQuery, start: Int64, end: Int64, _ sink: SourceSink
  ) async throws {
    guard let answer = try? JSONDecoder().decode(Envelope<Results>.self, from: body) else {
      await sink.note(
        "\(query.name): what it answered can't be read as a result. Its version may be another.")
      return
    }
    for warning in (answer.warnings ?? []).prefix(3) {
      await sink.note("it warns: \(ServerWords.line(warning)).")
    }
    guard answer.data?.result.isEmpty == false else { return }
    let link =
      client.base + "/graph"
      + SourceClient.query([
        ("g0.expr", query.shown), ("g0.tab", "0"), ("g0.range_input", "\(end - start)s"),
        ("g0.end_input", Instant(milliseconds: end * 1000).rfc3339),
      ])
    try await sink.keep(Array(body), as: query.name + ".json", query: query.shown, link: link)
  }

  /// Keeps the alerts that are firing, where there are any.
  private func alerts(_ sink: SourceSink) async throws {
    do {
      let body = try await get("/api/v1/alerts", [], sink)
      let answer = try? JSONDecoder().decode(Envelope<Alerts>.self, from: body)
      guard answer?.data?.alerts.isEmpty == false else { return }
      try await sink.keep(
        Array(body), as: "alerts.json", query: "GET /api/v1/alerts", link: client.base + "/alerts")
    } catch let failure as SourceFailure where !failure.isFinal {
      // A server without rules has no such page: VictoriaMetrics leaves them to another program.
    }
  }

  /// What an answer of the API holds.
  private func data<Value: Decodable>(
    _ path: String, _ parameters: Parameters, _ sink: SourceSink
  ) async throws -> Value {
    let body = try await get(path, parameters, sink)
    guard let value = try? JSONDecoder().decode(Envelope<Value>.self, from: body).data else {
      throw QueryRefusal.unreadable(body).failure(of: settings.place, "GET \(path)")
    }
    return value
  }

  private typealias Parameters = [(name: String, value: String)]

  /// The body of an answer of the API.
  private func get(
    _ path: String, _ parameters: Parameters, _ sink: SourceSink
  ) async throws -> Data {
    do {
      return try await client.ask(path, parameters, sink)
    } catch let refusal as QueryRefusal {
      throw refusal.failure(of: settings.place, "GET \(path)")
    }
  }

  private struct Envelope<Value: Decodable>: Decodable {
    var data: Value?
    var warnings: [String]?
  }
  private struct Metadata: Decodable {
    var type: String?
  }
  private struct Alerts: Decodable {
    var alerts: [Anything]
  }
  private struct Results: Decodable {
    var result: [Anything]
  }
  /// A value that is only counted.
  private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}

extension PrometheusSource {
  package func examine(at now: Instant) async throws -> SourceState {
    let sink = SourceSink(
      of: settings.place, limits: settings.limits, folder: "/nowhere")
    // The first question is one that every server of the API answers.
    let day: Int64 = 86_400_000
    let end = now.milliseconds / 1000
    let start = now.advanced(by: -365 * day).milliseconds / 1000
    let first: Courses = try await data(
      "/api/v1/query_range",
      [
        // The day whole: what is scraped no more was there too.
        ("query", "count(count_over_time(up[1d]))"), ("start", "\(start)"), ("end", "\(end)"),
        ("step", "86400"),
      ], sink)
    let build: Build? = try? await data("/api/v1/status/buildinfo", [], sink)
    try Task.checkCancellation()
    let what = build?.version.map {
      "a server with Prometheus's API, version \(ServerWords.line($0))"
    }
    var state = SourceState(what: what ?? "a server with Prometheus's API")
    state.since = first.result.first?.values.first.map {
      Instant(milliseconds: Int64($0.time) * 1000)
    }
    if first.result.isEmpty { state.remarks = ["It tells of no target ('up') in the last year."] }
    return state
  }

  private struct Build: Decodable {
    var version: String?
  }
  private struct Courses: Decodable {
    var result: [Series]
  }
  private struct Series: Decodable {
    var values: [Point]
  }
  /// A point, `[1435781430.781,"1"]`, its numbers within what times can be.
  private struct Point: Decodable {
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

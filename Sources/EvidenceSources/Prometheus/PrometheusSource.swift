import Timeline

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
  let api: PrometheusAPI

  /// - Throws: ``SourceFailure`` where the address can't be used.
  package init(_ settings: SourceSettings, environment: [String: String]) throws(SourceFailure) {
    self.settings = settings
    client = try SourceClient(settings, environment: environment)
    api = PrometheusAPI(client: client, place: settings.place)
  }

  package func fetch(_ wish: SourceWish, into sink: SourceSink) async throws {
    let names = try await api.names(settings.selector, wish.window, sink)
    if let selector = settings.selector {
      let check = SelectorCheck(api: api, selector: selector, sink: sink)
      if let doubt = try await check.doubt(matched: names.count, in: wish.window) {
        await sink.doubt(doubt)
        guard !names.isEmpty else { return }
      }
    }
    guard !names.isEmpty else {
      if try await !lookBeside(wish, sink) { try await tellNothing(wish, sink) }
      return
    }
    if names.count >= PrometheusAPI.mostNames {
      await sink.note(
        "it has \(names.count) metrics or more; those beyond are not looked at. "
          + "\(settings.place.advice("Set", "selector")).")
    }
    let labels = try await api.labels(settings.selector, wish.window, sink)
    // Not every server tells types; then the names do.
    let metadata: [String: [Metadata]]? = try? await api.data(
      "/api/v1/metadata",
      [("limit", "\(PrometheusAPI.mostNames)"), ("limit_per_metric", "1")], sink)
    try Task.checkCancellation()
    let types = (metadata ?? [:]).compactMapValues { $0.first?.type }
    let wanted = MetricChoice.wanted(names: names, types: types, words: wish.words)
    guard !wanted.isEmpty else {
      await sink.note(
        "none of its \(names.count) metrics tells of a service: they are of the monitoring itself.")
      return
    }
    let known = try await part(of: wish, wanted, sink)
    if known == nil, try await lookBeside(wish, sink) { return }
    // A server that tells of metrics and of no time of theirs is asked for all of it.
    let range = RangeQuery.aligned(wish.window)
    let part = known ?? Part(start: range.start, end: range.end, step: range.step)
    let groups = SeriesGroups(labels: labels, configured: settings.serviceLabels)
    try await query(wanted, by: groups, part, sink)
    if wish.isRecent { try await alerts(sink) }
  }

  /// Tells what it holds beside a window in which there is nothing; false where nothing was found.
  private func lookBeside(_ wish: SourceWish, _ sink: SourceSink) async throws -> Bool {
    let reach = PrometheusReach(api: api, selector: settings.selector, sink: sink)
    let held = try await reach.held(beside: wish.window, now: wish.now)
    guard held.last != nil || held.next != nil else { return false }
    await sink.hold(held)
    return true
  }

  /// Says that nothing was found at all, and what there is beside what a selector means.
  private func tellNothing(_ wish: SourceWish, _ sink: SourceSink) async throws {
    await sink.hold(HeldTime(what: "values"))
    guard let selector = settings.selector else { return }
    let check = SelectorCheck(api: api, selector: selector, sink: sink)
    let longest = (HeldTime.stretches.last ?? 0) * 86_400_000
    let window = wish.now.advanced(by: -longest)...wish.now
    if let doubt = try await check.doubt(matched: 0, in: window) { await sink.doubt(doubt) }
  }

  /// A part of the range that was asked for, in seconds since 1970, with its step.
  private struct Part {
    var start: Int64
    var end: Int64
    var step: Int
  }

  private func query(
    _ wanted: [MetricChoice.Wanted], by groups: SeriesGroups, _ part: Part, _ sink: SourceSink
  ) async throws {
    let (start, end, step) = (part.start, part.end, part.step)
    for (index, metric) in wanted.enumerated() {
      // One request is left for alerts.
      let isFull = await sink.requestsLeft <= 1
      let isLong = await sink.bytesLeft < Self.leastAnswer
      guard !isFull, !isLong else {
        let setting = isFull ? "requests" : "bytes"
        await sink.note(
          "\(index) of \(wanted.count) metrics were asked for within its limit of \(setting). Name "
            + "what is meant in the question, or "
            + "\(settings.place.advice("set", setting, how: "higher")).", isCut: true)
        return
      }
      let query = RangeQuery(
        metric, by: groups.labels(for: metric.name), selector: settings.selector ?? "", step: step)
      do {
        let body = try await api.get(
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

  /// The part of a window in which there are values; nil where there are none.
  ///
  /// Where no time was asked and the values end some time ago, as much of them is taken as the window
  /// would have had.
  private func part(
    of wish: SourceWish, _ wanted: [MetricChoice.Wanted], _ sink: SourceSink
  ) async throws -> Part? {
    let range = RangeQuery.aligned(wish.window)
    guard case .part(let part, let last) = try await held(wanted, range, sink) else { return nil }
    guard let last, last + Self.lateness < range.end else { return part }
    let missing = range.end - last
    let end = Instant(milliseconds: last * 1000)
    let words = "its last values are of \(SourceTime.text(end))"
    guard wish.isOpen, missing > Self.worthMore else {
      await sink.note("\(words): nothing later is known.")
      return part
    }
    // Who asks about now has to know that this is not it.
    await sink.doubt(
      "\(words), \(SourceTime.length(wish.now.distance(from: end))) ago: nothing later is known.")
    let earlier = (range.start - missing) / Int64(range.step) * Int64(range.step)
    let more = try await held(wanted, (earlier, range.end, range.step), sink)
    if case .part(let wider, _) = more { return wider }
    return part
  }

  /// What the witnesses among the metrics tell of a range.
  private enum Held {
    case nothing
    /// The part in which there are values, and the time of the last, where that is known.
    case part(Part, last: Int64?)
  }

  /// The part of a range in which the counters have values enough for a rate, by the first and the last
  /// of any of them: one that counts rare things alone may begin late.
  ///
  /// Where values begin or end, the span of a rate is only partly filled: it would rise and fall there,
  /// and nothing happened.
  private func held(
    _ wanted: [MetricChoice.Wanted], _ range: (start: Int64, end: Int64, step: Int),
    _ sink: SourceSink
  ) async throws -> Held {
    let counters = wanted.compactMap { metric -> String? in
      if case .rate(let counter) = metric.form { counter } else { nil }
    }
    let gauges = wanted.filter { $0.form == .value }.map(\.name)
    let span = Int64(RangeQuery.span(step: range.step))
    let whole = Held.part(Part(start: range.start, end: range.end, step: range.step), last: nil)
    for metrics in [counters, gauges] where !metrics.isEmpty {
      let points: [PrometheusAPI.Point]?
      do {
        points = try await api.course(
          PrometheusAPI.times(of: Array(metrics.prefix(Self.mostWitnesses)), settings.selector),
          from: range.start - span, through: range.end, step: range.step, sink)
      } catch let failure as SourceFailure {
        guard !failure.isFinal else { throw failure }
        // What it would not tell is asked for whole.
        return whole
      }
      guard let points, let first = points.first, let last = points.last else { continue }
      let step = Int64(range.step)
      let end = Int64(last.value) / step * step
      guard metrics == counters else {
        return .part(
          Part(start: range.start, end: min(range.end, end), step: range.step),
          last: Int64(last.value))
      }
      let begins = Int64(first.time) > range.start - span
      let start = Int64(first.value) + span
      return .part(
        Part(
          start: begins ? max(range.start, (start + step - 1) / step * step) : range.start,
          end: min(range.end, end), step: range.step),
        last: Int64(last.value))
    }
    return counters.isEmpty && gauges.isEmpty ? whole : .nothing
  }

  /// Metrics of which some have values whenever the server looks.
  private static let mostWitnesses = 12
  /// Seconds after which a server that still looks has values again: five looks of one a minute.
  private static let lateness: Int64 = 300
  /// Seconds that a window may lack at its end before earlier values are taken in their place.
  private static let worthMore: Int64 = 900

  /// Below this an answer would hardly hold a series.
  private static let leastAnswer = 20_000

  /// Keeps an answer as it came where there is anything in it.
  private func keep(
    _ body: Data, of query: RangeQuery, start: Int64, end: Int64, _ sink: SourceSink
  ) async throws {
    guard let answer = try? JSONDecoder().decode(PrometheusAnswer<Results>.self, from: body) else {
      await sink.note(
        "\(query.name): what it answered can't be read as a result. Its version may be another.")
      return
    }
    for warning in (answer.warnings ?? []).prefix(3) {
      await sink.note("it warns: \(ServerWords.line(warning)).")
    }
    guard answer.data?.result.isEmpty == false else { return }
    let window =
      Instant(milliseconds: start * 1000)...Instant(milliseconds: end * 1000)
    let link = SourcePage(base: client.base, kind: .prometheus).link(
      query.shown, window, isVictoria: answer.stats?.seriesFetched != nil)
    try await sink.keep(Array(body), as: query.name + ".json", query: query.shown, link: link)
  }

  /// Keeps the alerts that are firing, where there are any.
  private func alerts(_ sink: SourceSink) async throws {
    do {
      let body = try await api.get("/api/v1/alerts", [], sink)
      let answer = try? JSONDecoder().decode(PrometheusAnswer<Alerts>.self, from: body)
      guard answer?.data?.alerts.isEmpty == false else { return }
      try await sink.keep(
        Array(body), as: "alerts.json", query: "GET /api/v1/alerts",
        link: client.base.contains("/api/datasources/") ? nil : client.base + "/alerts")
    } catch let failure as SourceFailure where !failure.isFinal {
      // A server without rules has no such page: VictoriaMetrics leaves them to another program.
    }
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

package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Lines from Loki: counts first, then the lines of the window that stands out by them.
///
/// 1. Which labels there are, and which of them names services.
/// 2. How many lines each service has over time, by level: one request for all of the window.
/// 3. Where not all can be fetched, which patterns the server found, where it looks for any.
/// 4. All lines, where they are few; else those that tell of failures around their rise, everything
///    around the onset, what tells of changes before it, what began with it, and the failures of the
///    whole window.
package struct LokiSource: RemoteSource {
  package let settings: SourceSettings
  private let server: any QueryServer

  package init(_ settings: SourceSettings, server: any QueryServer) {
    self.settings = settings
    self.server = server
  }

  /// Lines that a query gives at the most, unless a server says less (`max_entries_limit_per_query`).
  static let mostLines = 5000
  /// The longest window that a query covers, in milliseconds, unless a server says less
  /// (`max_query_length`: 30d1h).
  private static let longestWindow: Int64 = (30 * 24 + 1) * 3_600_000
  /// The shortest step of counts: what scrapers and shippers send at once lies closer.
  private static let shortestStep: Int64 = 15
  /// The steps of a window: enough to see a rise in, and few enough to read at once.
  private static let mostSteps: Int64 = 240

  /// Labels that name a service, the surest first: what Loki makes, then what shippers set.
  private static let serviceLabels = [
    "service_name", "service", "app", "application", "component", "container", "job", "unit",
    "syslog_identifier", "host",
  ]

  package func examine(at now: Instant) async throws -> SourceState {
    let sink = SourceSink(
      of: settings.place, limits: settings.limits, folder: "")
    var state = try await state(at: now, sink)
    state.remarks += await sink.remarks
    return state
  }

  private func state(at now: Instant, _ sink: SourceSink) async throws -> SourceState {
    let hour = TimeWindow(from: now.advanced(by: -3_600_000), through: now)
    do {
      let labels = try await names(.labels(hour), sink)
      guard let label = serviceLabel(of: labels) else {
        guard !labels.isEmpty else {
          let reach = LokiReach(server: server, settings: settings, sink: sink)
          let held = try await reach.held(before: hour) { labels in
            serviceLabel(of: labels).map {
              LokiSelector(label: $0, services: [], within: settings.selector)
            }
          }
          return SourceState(
            what: "Loki", remarks: [held.words(for: hour, now: now).sentence + "."])
        }
        return SourceState(
          what: "Loki",
          remarks: [
            "None of its labels is known to name a service: \(list(labels)). "
              + settings.place.advice("Set", "service-labels") + "."
          ])
      }
      return SourceState(what: "Loki, whose label '\(label)' names services")
    } catch let refusal as QueryRefusal {
      throw refusal.failure(of: settings.place, "asking for labels")
    }
  }

  package func fetch(_ wish: SourceWish, into sink: SourceSink) async throws {
    var window = wish.window
    if window.length > Self.longestWindow {
      window = TimeWindow(
        from: window.upperBound.advanced(by: -Self.longestWindow), through: window.upperBound)
      await sink.note("what lies more than 30 days before the end of the window was not asked for.")
    }
    do {
      let labels = try await names(.labels(window), sink)
      guard let label = serviceLabel(of: labels) else {
        guard labels.isEmpty else {
          await sink.note("it has no label that names a service: \(list(labels)).")
          return
        }
        return try await lookBefore(window, sink)
      }
      try await fetch(window, wish, label, sink)
    } catch let refusal as QueryRefusal {
      throw refusal.failure(of: settings.place, "asking for lines")
    }
  }

  private func fetch(
    _ window: TimeWindow, _ wish: SourceWish, _ label: String, _ sink: SourceSink
  ) async throws {
    let everything = LokiSelector(label: label, services: [], within: settings.selector)
    let step = max(Self.shortestStep, window.length / 1000 / Self.mostSteps)
    let by = Array(Set([label, "detected_level", "level"])).sorted()
    // A count looks back by a step: the first of them begins with the window.
    let steps = TimeWindow(
      from: window.lowerBound.advanced(by: step * 1000), through: window.upperBound)
    func counts(_ filter: LokiFilter? = nil) async throws -> [LokiAnswer.Count] {
      let request = LokiRequest.counts(everything, filter, by: by, stepSeconds: step, steps)
      return try LokiAnswer.counts(
        try await server.ask(request.path, request.parameters, sink))
    }
    var found = try await counts()
    let services = Set(found.compactMap { $0.labels[label] }).sorted()
    var focus = LokiFocus(found, by: label, in: window, stepSeconds: step)
    let most = await sink.linesLeft
    let filter =
      found.contains { $0.labels["detected_level"] != nil }
      ? LokiFilter.failures : LokiFilter.failureWords
    if focus.lines > most, focus.failing == 0 {
      // Nothing has a level: words of lines tell of failures.
      let total = focus.lines
      found = try await counts(filter).map { count in
        LokiAnswer.Count(
          labels: [label: count.labels[label] ?? "", "level": "error"], points: count.points)
      }
      focus = LokiFocus(found, by: label, in: window, stepSeconds: step)
      focus.lines = total
    }
    guard focus.lines > 0 else {
      if let selector = settings.selector {
        let reach = LokiReach(server: server, settings: settings, sink: sink)
        if let doubt = try await reach.doubt(selector, in: window) {
          return await sink.doubt(doubt)
        }
      }
      return try await lookBefore(window, sink)
    }
    var fetcher = LokiFetcher(
      source: settings.name, server: server, sink: sink, label: label,
      shown: settings.address.map { SourcePage(base: $0.trimmingSlash, kind: .loki) })
    if focus.lines <= most {
      try await fetcher.lines(everything, nil, window, "lines", atMost: most)
    } else {
      let plan = LokiPlan(
        focus, wish, services: services, everything, label: label, settings.selector, filter, most,
        patterns: try await patterns(everything, focus, window, step, sink))
      for part in plan.parts {
        try await fetcher.lines(
          part.selector, part.filter, part.window, part.name, atMost: part.lines)
      }
    }
    let missing = focus.lines - fetcher.written
    if missing > 0 {
      await sink.note(
        "\(missing) of the \(focus.lines) lines that it has between "
          + "\(window.lowerBound.rfc3339) and \(window.upperBound.rfc3339): fetched were the failures "
          + "and what lies around their rise. Ask about a shorter time or one service for more.",
        isCut: true)
    }
  }

  /// The patterns that began with the failures; none where a server finds no patterns, as one that is
  /// older or was not told to.
  private func patterns(
    _ selector: LokiSelector, _ focus: LokiFocus, _ window: TimeWindow, _ step: Int64,
    _ sink: SourceSink
  ) async throws -> [LokiPattern] {
    guard focus.onset != nil else { return [] }
    let request = LokiRequest.patterns(selector, stepSeconds: step, window)
    do {
      let body = try await server.ask(request.path, request.parameters, sink)
      return LokiPattern.telling(
        of: try LokiAnswer.patterns(body), around: focus.onset, in: window)
    } catch is QueryRefusal {
      return []
    }
  }

  /// Tells what it holds before a window in which there is nothing.
  private func lookBefore(_ window: TimeWindow, _ sink: SourceSink) async throws {
    let reach = LokiReach(server: server, settings: settings, sink: sink)
    await sink.hold(
      try await reach.held(before: window) { labels in
        serviceLabel(of: labels).map {
          LokiSelector(label: $0, services: [], within: settings.selector)
        }
      })
  }

  private func names(_ request: LokiRequest, _ sink: SourceSink) async throws -> [String] {
    try LokiAnswer.names(try await server.ask(request.path, request.parameters, sink))
  }

  private func serviceLabel(of labels: [String]) -> String? {
    (settings.serviceLabels + Self.serviceLabels).first(where: labels.contains)
  }

  private func list(_ labels: [String]) -> String {
    labels.sorted().prefix(8).map { "'\($0)'" }.joined(separator: ", ")
  }
}

import Timeline

/// Looks for the last line that a server holds before a window, and says what a selector matched.
struct LokiReach {
  let server: any QueryServer
  let settings: SourceSettings
  let sink: SourceSink

  private static let day: Int64 = 86_400_000
  /// The longest stretch that a server looks at in one query, in days.
  private static let longest: Int64 = 30

  /// What the server holds before a window; which streams are meant is told by the labels there are.
  ///
  /// - Throws: ``QueryRefusal``, ``SourceFailure``, `CancellationError`.
  func held(
    before window: TimeWindow, _ selector: ([String]) -> LokiSelector?
  ) async throws -> HeldTime {
    var held = HeldTime(what: "lines")
    var known: Int64 = 0
    let end = window.lowerBound
    for days in HeldTime.stretches {
      while known < days {
        let next = min(days, known + Self.longest)
        let stretch =
          end.advanced(by: -next * Self.day)...end.advanced(by: -known * Self.day)
        known = next
        let names = LokiRequest.labels(stretch)
        let labels = try LokiAnswer.names(
          try await server.ask(names.path, names.parameters, sink))
        guard let selector = selector(labels) else { continue }
        let last = LokiRequest.last(selector.text, stretch)
        let streams = try LokiAnswer.streams(
          try await server.ask(last.path, last.parameters, sink))
        if let line = streams.flatMap(\.lines).map(\.nanoseconds).max() {
          held.last = Instant(milliseconds: line / 1_000_000)
          return held
        }
      }
      // A server of logs seldom keeps more, and each month is a request.
      if days >= Self.mostDays { return held }
    }
    return held
  }

  /// How far back lines are sought.
  private static let mostDays: Int64 = 60

  /// Says that a selector of the settings matched no line, though there are lines; nil where every value
  /// that it names is there, so that it may as well be quiet.
  func doubt(_ selector: String, in window: TimeWindow) async throws -> String? {
    var words = ""
    for matcher in LabelMatcher.all(in: selector).prefix(2) {
      let request = LokiRequest.values(of: matcher.label, window)
      let values = try LokiAnswer.names(
        try await server.ask(request.path, request.parameters, sink))
      guard !values.contains(matcher.value) else { continue }
      words += " \(matcher.words(for: values, most: 10))"
    }
    guard !words.isEmpty else { return nil }
    return "its selector {\(selector.trimmingBraces)} matches no lines.\(words) "
      + "\(settings.place.advice("Correct", "selector"))."
  }
}

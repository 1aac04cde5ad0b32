package import Timeline

extension PrometheusSource {
  package func examine(at now: Instant) async throws -> SourceState {
    let sink = SourceSink(
      of: settings.place, limits: settings.limits, folder: "/nowhere")
    // The first question is one that every server of the API answers.
    let day: Int64 = 86_400_000
    let end = now.milliseconds / 1000
    let start = now.advanced(by: -365 * day).milliseconds / 1000
    // The day whole: what is scraped no more was there too.
    let days = try await api.course(
      "count(count_over_time(up[1d]))", from: start, through: end, step: 86_400, sink)
    let build: Build? = try? await api.data("/api/v1/status/buildinfo", [], sink)
    try Task.checkCancellation()
    let what = build?.version.map {
      "a server with Prometheus's API, version \(ServerWords.line($0))"
    }
    var state = SourceState(what: what ?? "a server with Prometheus's API")
    state.since = days?.first.map { Instant(milliseconds: Int64($0.time) * 1000) }
    if days == nil { state.remarks = ["It tells of no target ('up') in the last year."] }
    try await tellEnd(in: &state, now, sink)
    state.remarks += await sink.remarks
    return state
  }

  /// Tells until when it holds values, where that is not the present, and what a selector leaves.
  private func tellEnd(
    in state: inout SourceState, _ now: Instant, _ sink: SourceSink
  ) async throws {
    let recent = now.advanced(by: -Self.present)...now
    do {
      let names = try await api.names(settings.selector, recent, sink)
      if let selector = settings.selector {
        let check = SelectorCheck(api: api, selector: selector, sink: sink)
        if let doubt = try await check.doubt(matched: names.count, in: recent) {
          state.remarks.append(doubt.sentence)
          guard !names.isEmpty else { return }
        }
      }
      let metrics = PrometheusReach.witnesses(among: names)
      if !metrics.isEmpty,
        try await api.course(
          PrometheusAPI.times(of: metrics, settings.selector),
          from: recent.lowerBound.milliseconds / 1000, through: now.milliseconds / 1000, step: 60,
          sink) != nil
      {
        return
      }
      let reach = PrometheusReach(api: api, selector: settings.selector, sink: sink)
      let held = try await reach.held(beside: recent, now: now)
      state.remarks.append(held.words(for: recent, now: now).sentence + ".")
    } catch let failure as SourceFailure {
      state.remarks.append("\(failure)")
    }
  }

  /// The milliseconds of the present: a server that looks once a minute has values of them.
  private static let present: Int64 = 600_000

  private struct Build: Decodable {
    var version: String?
  }
}

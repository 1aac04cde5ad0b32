import Timeline

/// Looks for the last values that a server holds before a window, and the first behind it.
///
/// Which metrics there are in longer and longer stretches beside the window is cheap to ask; of the first
/// stretch that has any, a few metrics tell the time.
struct PrometheusReach {
  let api: PrometheusAPI
  let selector: String?
  let sink: SourceSink

  private enum Side {
    case before, behind
  }

  private static let day: Int64 = 86_400_000
  /// Metrics that are asked when their last value was: enough that one of them is always measured.
  private static let witnesses = 12
  /// Fewer, where a long stretch is looked through.
  private static let fewWitnesses = 4
  /// The step of a stretch, in seconds: a value counts for five minutes at the most.
  private static let step: Int64 = 240

  /// What the server holds beside a window, up to now.
  ///
  /// - Throws: ``SourceFailure``, `CancellationError`.
  func held(beside window: TimeWindow, now: Instant) async throws -> HeldTime {
    var held = HeldTime(what: "values")
    held.last = try await edge(of: window, .before, now)
    if held.last == nil { held.next = try await edge(of: window, .behind, now) }
    return held
  }

  private func edge(of window: TimeWindow, _ side: Side, _ now: Instant) async throws -> Instant? {
    // What was looked through already.
    var known: Int64 = 0
    for days in HeldTime.stretches {
      let length = days * Self.day
      let stretch: TimeWindow
      switch side {
      case .before:
        let end = min(window.lowerBound, now)
        stretch = end.advanced(by: -length)...end.advanced(by: -known)
      case .behind:
        let start = window.upperBound.advanced(by: known)
        guard start < now else { return nil }
        stretch = start...min(window.upperBound.advanced(by: length), now)
      }
      known = length
      let names = try await api.names(selector, stretch, sink)
      guard !names.isEmpty else { continue }
      if let found = try await edge(in: stretch, names, side) { return found }
    }
    return nil
  }

  private func edge(
    in stretch: TimeWindow, _ names: [String], _ side: Side
  ) async throws -> Instant? {
    let metrics = Self.witnesses(among: names)
    guard !metrics.isEmpty else { return nil }
    var part = stretch
    if stretch.length > Self.day {
      guard let found = try await coarse(stretch, Array(metrics.prefix(Self.fewWitnesses)), side)
      else { return nil }
      part = found
    }
    let query = PrometheusAPI.times(of: metrics, selector, side == .before ? "max" : "min")
    let points = try await api.course(
      query, from: part.lowerBound.milliseconds / 1000,
      through: part.upperBound.milliseconds / 1000,
      step: Int(min(Self.step, max(15, part.length / 1000 / 720))), sink)
    let value = side == .before ? points?.last?.value : points?.first?.value
    return value.map { Instant(milliseconds: Int64($0 * 1000)) }
  }

  /// The step of a long stretch in which the last values lie, or the first.
  private func coarse(
    _ stretch: TimeWindow, _ metrics: [String], _ side: Side
  ) async throws -> TimeWindow? {
    let step = max(1800, stretch.length / 1000 / 400)
    let of = selector.map { "{\($0)}" } ?? ""
    let counts = metrics.map { "count(count_over_time(\($0)\(of)[\(step)s]))" }
    let points = try await api.course(
      counts.joined(separator: " or "), from: stretch.lowerBound.milliseconds / 1000,
      through: stretch.upperBound.milliseconds / 1000 + step, step: Int(step), sink)
    let point = side == .before ? points?.last : points?.first
    return point.map {
      // Each step looks back at what was counted in it.
      let end = Instant(milliseconds: Int64($0.time) * 1000)
      return end.advanced(by: -step * 1000)...end
    }
  }

  /// Metrics that are measured whenever a server looks: counters first, and whether targets are up.
  static func witnesses(among names: [String]) -> [String] {
    let wanted = MetricChoice.wanted(names: names, types: [:], words: [])
    let counters = wanted.compactMap { metric -> String? in
      if case .rate(let counter) = metric.form { counter } else { nil }
    }
    let gauges = wanted.compactMap { metric -> String? in
      metric.form == .value ? metric.name : nil
    }
    let up = names.contains("up") ? ["up"] : []
    return Array((up + (counters + gauges).filter { $0 != "up" }).prefix(witnesses))
  }
}

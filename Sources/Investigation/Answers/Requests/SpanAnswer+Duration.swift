import Diagnosis
import Evidence
import Timeline

/// How long the requests of a service, or the spans of an operation, took: "p95 of document-search?", "average
/// duration of POST /rate before and after the deploy".
extension SpanAnswer {
  /// Whether metrics tell a percentile, or logs a duration, which hold all requests where traces are samples.
  static func isTold(
    _ statistic: Form.Statistic, of services: [String], _ desk: Desk
  ) -> Bool {
    if desk.catalog.entries > 0, desk.catalog.fields.keys.contains(where: DurationFields.isOne) {
      return true
    }
    return desk.evidence.observations.indices.contains { place in
      let observation = desk.evidence.observations[place]
      guard case .metric(let name, _) = observation.measure,
        services.isEmpty || services.contains(observation.service)
      else { return false }
      if case .percentile(let share) = statistic {
        return MetricKind.tokens(name).contains("p\(share)")
      }
      return MetricKind(name: name) == .latency
    }
  }

  /// Says what a statistic of the durations is, of how many, and which took longest.
  func duration(
    _ statistic: Form.Statistic, _ question: Question, _ report: inout ReportBuilder
  ) {
    let spans = pick.outermost
    let times = report.times
    let onset = question.instant ?? report.file.incident?.onset
    let words = Set(Stem.words(question.beginning))
    let comparesTimes =
      words.contains("before") && !words.isDisjoint(with: ["after", "since", "now", "during"])
    guard let first = spans.first, let last = spans.last,
      let longest = spans.max(by: { requests.spans[$0].duration < requests.spans[$1].duration })
    else { return }
    let number = report.cite(requests.sample(ofSpan: longest))
    var text = "\(Self.name(statistic))\(label(question)) "
    if comparesTimes, let onset, let before = value(statistic, spans.filter { time($0) < onset }),
      let since = value(statistic, spans.filter { time($0) >= onset })
    {
      text += "is \(since) since \(times.full(onset)), and was \(before) before"
    } else if let all = value(statistic, spans) {
      text +=
        "is \(all), of \(Counting.of(spans.count, "request")) from \(times.full(time(first))) to "
        + times.short(time(last))
    }
    if let middle = value(.percentile(50), spans), statistic != .percentile(50) {
      text += ": in the middle \(middle)"
    }
    text +=
      ", at most \(Self.text(requests.spans[longest].duration)) at \(times.full(time(longest))): "
      + "\(operation(longest)) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.file.focus.instant = time(longest)
  }

  /// A percentile by the nearest rank, or the mean, of how long spans took; nil without any.
  private func value(_ statistic: Form.Statistic, _ spans: [Int]) -> String? {
    guard !spans.isEmpty else { return nil }
    let durations = spans.map { requests.spans[$0].duration }.sorted()
    guard case .percentile(let share) = statistic else {
      return Self.text(durations.reduce(0) { $0.addingClamped($1) } / Int64(durations.count))
    }
    let rank = (durations.count * share + 99) / 100
    return Self.text(durations[min(max(rank, 1), durations.count) - 1])
  }

  /// `p95`, `median`, `the mean`.
  private static func name(_ statistic: Form.Statistic) -> String {
    guard case .percentile(let share) = statistic else { return "The mean duration" }
    return share == 50 ? "The median duration" : "p\(share)"
  }

  private static func text(_ microseconds: Int64) -> String {
    MetricText.value(Double(microseconds) / 1000, "ms")
  }
}

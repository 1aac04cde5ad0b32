import Diagnosis
import Evidence
import Timeline

/// Answers whether metrics ran the same a day or a week before: "was it like that yesterday?", "was the
/// latency the same the night before?".
///
/// The same hours of both days are set side by side; where the evidence does not reach back so far, it
/// says so.
struct MetricDaysAnswer: ActAnswer {
  private let runs: [MeasuredRun]
  private let span: Span
  private let window: TimeWindow
  /// Whether only the same is asked for: "yes" then means that nothing differs.
  private let asksForSame: Bool

  /// How far back is asked for.
  private struct Span {
    var words: String
    var length: Int64
    /// Whether all days before are asked about.
    var isEach = false
  }

  private static let day: Int64 = 86_400_000
  private static let spans: [(names: [String], span: Span)] = [
    (
      [
        "nights before", "days before", "other nights", "other days", "previous nights",
        "previous days", "every night", "each night", "every day", "each day", "nights too",
      ], Span(words: "the days before", length: day, isEach: true)
    ),
    (["yesterday"], Span(words: "the day before", length: day)),
    (["day before", "previous day", "night before"], Span(words: "the day before", length: day)),
    (["last week", "week before", "week ago"], Span(words: "a week before", length: 7 * day)),
  ]
  /// Words by which two days are compared.
  private static let comparing: Set = [
    "same", "like", "similar", "also", "too", "already", "differ", "different", "compare",
    "compared", "than", "normal", "usual", "as",
  ]

  /// Nil where no two days are compared, or no metric is meant.
  init?(_ question: Question, _ file: Case, _ desk: Desk) {
    let text = question.beginning.lowercased()
    let words = Set(Stem.words(text)).union(text.split { !$0.isLetter }.map(String.init))
    guard let span = Self.spans.first(where: { $0.names.contains { text.contains($0) } })?.span,
      !words.isDisjoint(with: Self.comparing)
    else { return nil }
    self.span = span
    asksForSame = words.isDisjoint(with: ["differ", "different", "than"])
    let named = question.inherited.contains(.subject) ? [] : question.scope.services
    let spoken = named + [file.incident?.cause?.service].compactMap { $0 }
    let wish = MetricWish(question)
    let chosen = wish.flatMap {
      MetricChoice($0, services: named, spoken: spoken, window: nil, desk)
        ?? MetricChoice($0, services: [], spoken: spoken, window: nil, desk)
    }
    let isMeant = chosen.map { !$0.shared.isEmpty || !(wish?.kinds.isEmpty ?? true) } ?? false
    if isMeant, let chosen {
      runs = Array(Self.joined(chosen.runs, desk).prefix(Self.most))
    } else if desk.isMeasured || file.diagnosis?.leading?.signal == .metrics {
      let spoken = SpokenMetric(file, services: named, isRanking: false, desk).runs(in: nil)
      runs = Array(Self.joined(spoken ?? Self.striking(desk), desk).prefix(Self.most))
    } else {
      return nil
    }
    guard let first = runs.first, let end = first.points.last?.time else { return nil }
    let last = end.advanced(by: -Self.day)...end
    let incident = file.incident.flatMap { incident in
      incident.onset.map { $0...max($0, incident.end ?? $0.advanced(by: Self.hour)) }
    }
    window = file.focus.view.flatMap { $0.length < Self.day ? $0 : nil } ?? incident ?? last
  }

  /// Metrics with the values of all files that tell of them: each day may lie in a file of its own.
  private static func joined(_ runs: [MeasuredRun], _ desk: Desk) -> [MeasuredRun] {
    let all = desk.evidence.observations.compactMap { MeasuredRun($0, in: nil) }
    var seen: Set<[String]> = []
    return runs.compactMap { run -> MeasuredRun? in
      guard seen.insert([run.observation.service, run.name]).inserted else { return nil }
      guard
        var whole = all.first(where: {
          $0.name == run.name && $0.observation.service == run.observation.service
        })
      else { return run }
      let same = all.filter {
        $0.name == run.name && $0.observation.service == run.observation.service
      }
      whole.points = same.flatMap(\.points).sorted { $0.time < $1.time }
      whole.further = same.dropFirst().map(\.observation)
      return whole
    }
  }

  private static let hour: Int64 = 3_600_000
  /// Metrics that are told.
  private static let most = 3

  /// The metrics that stand out most, where none is named.
  private static func striking(_ desk: Desk) -> [MeasuredRun] {
    let found = desk.diagnostician.findings.filter { $0.signal == .metrics && $0.measured != nil }
      .sorted { $0.strength > $1.strength }
    let all = desk.evidence.observations.compactMap { MeasuredRun($0, in: nil) }
    let named = found.compactMap { finding in
      all.first { $0.observation.service == finding.service && $0.name == finding.measured?.name }
    }
    return Array(named.prefix(most))
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    if span.isEach, writeEach(desk, into: &report) { return }
    let before = shifted(by: 1)
    let sides = runs.compactMap {
      run -> (MeasuredRun, now: [Series.Point], then: [Series.Point])? in
      let now = run.points.filter { window.contains($0.time) }
      let then = run.points.filter { before.contains($0.time) }
      return now.isEmpty || then.isEmpty ? nil : (run, now, then)
    }
    guard let first = sides.first else {
      let reach = desk.catalog.window.map {
        " The evidence reaches from \(report.times.range($0))."
      }
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "That cannot be told: nothing was measured \(span.words), "
              + "\(report.times.range(before)).\(reach ?? "")")
        ])
      return
    }
    let isSame = Self.isSame(first.now, first.then)
    let verdict =
      isSame
      ? (asksForSame
        ? "Yes, about the same as \(span.words)" : "No, about the same as \(span.words)")
      : "\(asksForSame ? "No" : "Yes"), it was different \(span.words)"
    var claims = sides.map { claim($0.0, $0.now, $0.then, before, &report) }
    claims[0].text = "\(verdict): \(claims[0].text)"
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
  }

  /// The same hours so many days or weeks before.
  private func shifted(by times: Int64) -> TimeWindow {
    let way = -span.length * times
    return window.lowerBound.advanced(by: way)...window.upperBound.advanced(by: way)
  }

  /// Days before that are looked at.
  private static let mostDays: Int64 = 14

  /// Sets each of the days before beside the one that is asked about; false where none was measured.
  private func writeEach(_ desk: Desk, into report: inout ReportBuilder) -> Bool {
    guard let run = runs.first else { return false }
    func points(_ window: TimeWindow) -> [Series.Point] {
      run.points.filter { window.contains($0.time) }
    }
    let now = points(window)
    let days = (1...Self.mostDays).map(shifted).map { ($0, points: points($0)) }
      .filter { !$0.points.isEmpty }
    guard !now.isEmpty, !days.isEmpty else { return false }
    let same = days.count { Self.isSame(now, $0.points) }
    let all = days.count == 1 ? "the day before" : "each of the \(days.count) days before"
    let isSame = same == days.count
    let yesNo = isSame == asksForSame ? "Yes" : "No"
    let verdict =
      isSame
      ? "\(yesNo), about the same on \(all)"
      : same == 0
        ? "\(yesNo), it was different on \(all)"
        : "The same on \(same) of \(days.count) days before"
    let name = "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name))"
    var exhibits: [Int] = []
    func told(_ window: TimeWindow, _ points: [Series.Point]) -> String {
      let most = points.max { $0.value < $1.value }
      var text = "at most \(MetricText.value(most?.value ?? 0, run.unit))"
      if let time = most?.time { text += " at \(report.times.full(time))" }
      if let number = Self.cite(run, window, near: most?.time, &report) {
        exhibits.append(number)
        text += " [\(number)]"
      }
      return text
    }
    let before = days.map { told($0.0, $0.points) }.joined(separator: ", ")
    let text = "\(verdict): \(name): \(told(window, now)), before \(before)."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: exhibits)])
    report.addEvidence()
    return true
  }

  /// Whether the middle and the greatest of two runs are as near as those of two ordinary days.
  private static func isSame(_ a: [Series.Point], _ b: [Series.Point]) -> Bool {
    func near(_ x: Double, _ y: Double) -> Bool {
      abs(x - y) <= max(abs(x), abs(y)) * ordinary
    }
    return near(a.middle ?? 0, b.middle ?? 0)
      && near(a.map(\.value).max() ?? 0, b.map(\.value).max() ?? 0)
  }

  /// By how much one day differs from the next where nothing is wrong: a quarter.
  private static let ordinary = 0.25

  private func claim(
    _ run: MeasuredRun, _ now: [Series.Point], _ then: [Series.Point], _ before: TimeWindow,
    _ report: inout ReportBuilder
  ) -> Report.Claim {
    var exhibits: [Int] = []
    func side(_ points: [Series.Point], _ window: TimeWindow) -> String {
      let most = points.max { $0.value < $1.value }
      var text =
        "\(MetricText.value(points.middle ?? 0, run.unit)) in the middle and at most "
        + "\(MetricText.value(most?.value ?? 0, run.unit)) \(report.times.range(window))"
      if let number = Self.cite(run, window, near: most?.time, &report) {
        exhibits.append(number)
        text += " [\(number)]"
      }
      return text
    }
    let name = "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name))"
    let text = "\(name): \(side(now, window)), and \(side(then, before))."
    return .init(text, exhibits: exhibits)
  }

  /// Cites a row of a metric in some time, that of a moment where it was kept; nil where none was.
  private static func cite(
    _ run: MeasuredRun, _ window: TimeWindow, near moment: Instant?, _ report: inout ReportBuilder
  ) -> Int? {
    let inside = ([run.observation] + run.further).flatMap(\.samples).filter { sample in
      sample.time.map { window.contains($0.instant) } ?? false
    }
    guard let sample = inside.first(where: { $0.time?.instant == moment }) ?? inside.first else {
      return nil
    }
    return report.cite(
      sample, values: run.observation.values, measured: Measured(name: run.name, unit: run.unit))
  }
}

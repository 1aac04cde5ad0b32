import Diagnosis
import Evidence
import Timeline

/// What is said of a metric's values: first the one that is asked for.
struct MetricRunWords {
  let wish: MetricWish
  let question: Question

  /// `carts cpu: at most 98 % at 10:05:00; 12 % at 09:00:00, 14 % at 11:00:00, at least 9 % at 09:12:00 [3]`.
  func claim(
    _ run: MeasuredRun, _ changed: Finding?, _ report: inout ReportBuilder
  ) -> Report.Claim {
    guard let first = run.points.first, let last = run.points.last, let least = run.least,
      let greatest = run.greatest
    else { return .init("") }
    let times = report.times
    func value(_ point: Series.Point) -> String { MetricText.value(point.value, run.unit) }
    var parts: [(MetricWish.Measure, String)] = []
    if run.points.count == 1 {
      parts.append((wish.measure, "\(value(first)) at \(times.full(first.time))"))
    } else if least.value == greatest.value {
      let end = "\(times.full(first.time)) to \(times.short(last.time))"
      parts.append((wish.measure, "\(value(first)) all the time, \(end)"))
    } else {
      parts = [
        (.atBeginning, "\(value(first)) at \(times.full(first.time))"),
        (.atEnd, "\(value(last)) at \(times.short(last.time))"),
        (.greatest, "at most \(value(greatest)) at \(times.short(greatest.time))"),
        (.least, "at least \(value(least)) at \(times.short(least.time))"),
      ]
    }
    if wish.measure == .mean, !run.points.isEmpty {
      let mean = run.points.mean ?? 0
      let middle = MetricText.value(run.median, run.unit)
      parts.append((.mean, "\(MetricText.value(mean, run.unit)) on average, median \(middle)"))
    }
    let sums = wish.measure == .amount || wish.asksHowMany
    if sums, let amount = run.amount {
      parts.append((.amount, "\(CountAnswer.decimal(amount.rounded())) in all"))
    }
    if first.value == 0, let start = run.points.first(where: { $0.value > 0 }) {
      parts.append((.amount, "above 0 for the first time at \(times.full(start.time))"))
    }
    if wish.measure == .amount, let failed = run.failures {
      parts.append((.amount, "\(failed) of its \(run.points.count) values say that it failed"))
    }
    if let derived = MetricDerivation(run: run, times: times).words(wish.measure) {
      parts.append((wish.measure, derived))
    }
    // What is asked for stands first.
    let asked = parts.filter { $0.0 == wish.measure } + parts.filter { $0.0 != wish.measure }
    let lead = "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name))"
    let values = asked.map(\.1).joined(separator: ", ")
    var text = "\(lead): \(values)"
    if let gap = gap(run) {
      let told =
        "none between \(times.full(gap.window.lowerBound)) and "
        + "\(times.short(gap.window.upperBound)), where \(gap.missing) were due"
      text = wish.asksForGap ? "\(lead): \(told); \(values)" : "\(text), \(told)"
    }
    if let other = question.otherScope?.window, let window = question.scope.window {
      text += sides(run, [window, other], times)
    }
    var exhibits: [Int] = []
    let samples = run.observation.samples
    let told = wish.measure == .atEnd ? last : wish.measure == .least ? least : greatest
    if let sample = samples.first(where: { $0.time?.instant == told.time }) ?? samples.last {
      let number = report.cite(
        sample, values: run.observation.values,
        measured: changed?.measured ?? Measured(name: run.name, unit: run.unit))
      exhibits.append(number)
      text += " [\(number)]"
    }
    if let changed {
      let number = report.cite(changed)
      exhibits.append(number)
      let time = changed.period.map { " at \(times.short($0.lowerBound))" } ?? ""
      text += "; \(changed.words)\(time) [\(number)]"
    }
    return .init(text + ".", exhibits: exhibits)
  }

  /// The middle of the values on both sides of what is compared.
  private func sides(_ run: MeasuredRun, _ windows: [TimeWindow], _ times: TimeText) -> String {
    windows.map { window in
      let points = run.points.filter { window.contains($0.time) }
      let (kind, told) =
        wish.measure == .mean ? ("on average", points.mean) : ("in the middle", points.middle)
      let value = told.map { MetricText.value($0, run.unit) } ?? "nothing"
      return ", \(kind) \(value) \(times.range(window))"
    }.joined()
  }

  /// The longest time in which nothing was measured, where that is three times as long as usual and more.
  private func gap(_ run: MeasuredRun) -> (window: TimeWindow, missing: Int64)? {
    let spans = zip(run.points, run.points.dropFirst()).map { $0.time...$1.time }
    guard spans.count > 4, let longest = spans.max(by: { $0.length < $1.length }) else {
      return nil
    }
    let usual = spans.map(\.length).sorted()[spans.count / 2]
    guard usual > 0, longest.length > usual * 3 else { return nil }
    return (longest, longest.length / usual - 1)
  }

  /// What several that count the same apart tell as one; empty where a single one is asked about.
  func together(_ runs: [MeasuredRun], _ report: inout ReportBuilder) -> [Report.Claim] {
    guard !wish.isRanking, !wish.measure.isDerived, runs.count > 1 else { return [] }
    if wish.measure == .amount {
      let amounts = runs.compactMap { run in run.amount.map { (run, $0) } }
      guard amounts.count == runs.count else { return [] }
      let sum = amounts.reduce(0) { $0 + $1.1 }
      let parts = amounts.sorted { $0.1 > $1.1 }.filter { $0.1 > 0 }.map {
        "\(CountAnswer.decimal($0.1.rounded())) of \(Quote.clean($0.0.name))"
      }
      let total = CountAnswer.decimal(sum.rounded())
      return [.init("\(total) in all: \(Counting.list(parts, most: 4)).")]
    }
    let sums = MeasuredRun.together(runs)
    guard let greatest = sums.max(by: { $0.value < $1.value }) else { return [] }
    let value = MetricText.value(greatest.value, runs[0].unit)
    return [
      .init(
        "Together the \(runs.count) of `\(Quote.clean(String(runs[0].plainName)))` come to at most "
          + "\(value) at \(report.times.full(greatest.time)).")
    ]
  }
}

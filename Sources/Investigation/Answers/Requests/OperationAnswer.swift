import Diagnosis
import Evidence
import Timeline

/// Answers which operations are slow, by the spans of traces and by metrics of latency.
///
/// "which operation is slow?", "the slowest endpoints", "which calls take longest?"; where logs were
/// read too, only of operations and spans, for endpoints and requests have their durations in those.
/// Who asks which is slow, and not which is the slowest, is told where none became so.
struct OperationAnswer: ActAnswer {
  private let runs: [Run]
  /// Whether it is asked what became slow, and nothing did.
  private let isAsUsual: Bool

  /// What one operation took over the time that is asked about, in milliseconds or a unit.
  private struct Run {
    var observation: Observation
    var name: String
    var unit: String
    var points: [Series.Point]
    /// What it took before, and at the end: medians, where nothing stands before of a quarter of the points.
    var before: Double
    var after: Double

    init?(_ observation: Observation, _ window: TimeWindow?) {
      self.observation = observation
      switch observation.measure {
      case .latency(let operation):
        (name, unit) = (operation, "ms")
      case .metric(let metric, let unit) where MetricKind(name: metric) == .latency:
        (name, self.unit) = (metric, unit)
      default: return nil
      }
      points = observation.values.points.filter { window?.contains($0.time) ?? true }
      let part = max(1, points.count / 4)
      // What it took before the time that is asked about, else at its beginning.
      let earlier = observation.values.points.filter { point in
        window.map { point.time < $0.lowerBound } ?? false
      }
      guard let before = (earlier.count < part ? points.prefix(part) : earlier[...]).middle,
        let after = points.suffix(part).middle
      else { return nil }
      (self.before, self.after) = (before, after)
    }

    /// Whether it takes clearly longer than before: half as long again.
    var isSlower: Bool { after > before * 1.5 }
    /// The value at the end in seconds, so far as the unit tells.
    var seconds: Double { after * (Self.seconds[unit] ?? 1) }
    private static let seconds = ["ms": 1e-3, "µs": 1e-6, "ns": 1e-9]
  }

  /// Operations of which each gets a row.
  private static let most = 10
  /// Words for what is done, as stems; the first ones are of traces alone.
  private static let ofTraces = ["operation", "span"].map(Stem.of)
  private static let ofLogs = [
    "endpoint", "call", "request", "route", "method", "api", "query", "service",
  ].map(Stem.of)
  private static let slow = [
    "slow", "slower", "slowest", "slowness", "longest", "latency", "longer", "long",
  ].map(Stem.of)
  private static let slowest = ["slowest", "longest"].map(Stem.of)
  private static let slowed = ["slow", "slower", "slowness", "longer"].map(Stem.of)
  /// Questions that ask for something among others; why it is so is asked of the diagnosis.
  private static let acts: Set<Act> = [.number, .count, .state, .compare, .lines, .inventory]

  /// Nil where a question does not ask for it, or nothing that was read tells of operations.
  init?(_ question: Question, _ desk: Desk) {
    guard Self.acts.contains(question.act) else { return nil }
    let words = Stem.words(question.beginning).map(Stem.of)
    let nouns = Self.ofTraces + (desk.catalog.entries == 0 ? Self.ofLogs : [])
    guard words.contains(where: Self.slow.contains), words.contains(where: nouns.contains) else {
      return nil
    }
    // Of all operations the slowest is no matter of who was spoken of.
    let isOfAll =
      question.inherited.contains(.subject) && words.contains(where: Self.slowest.contains)
    let services = isOfAll ? [] : question.scope.services
    let found = desk.evidence.observations.filter {
      services.isEmpty || services.contains($0.service)
    }.compactMap { Run($0, question.scope.window) }
    guard !found.isEmpty else { return nil }
    // Callers take as long as what they wait for: whoever is suspected comes first.
    let suspects = desk.diagnosis(of: Symptom()).hypotheses.map(\.service)
    func place(_ run: Run) -> Int {
      suspects.firstIndex(of: run.observation.service) ?? suspects.count
    }
    runs = found.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.isSlower != y.isSlower { return x.isSlower }
      if x.isSlower, place(x) != place(y) { return place(x) < place(y) }
      if x.seconds != y.seconds { return x.seconds > y.seconds }
      return a.offset < b.offset
    }.map(\.element)
    isAsUsual =
      words.contains(where: Self.slowed.contains) && !runs.contains(where: \.isSlower)
      && !desk.diagnosis(of: Symptom()).namesCause
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = runs.prefix(Self.most).map { claim($0, &report) }
    let usual: [Report.Claim] =
      isAsUsual ? [.init("None takes clearly longer than it did before. The longest:")] : []
    report.add(.answer, layout: .sentences, usual + claims.prefix(1))
    let rest = runs.count - Self.most
    report.add(
      .counts, title: "Other operations",
      claims.dropFirst() + (rest > 0 ? [.init("… and \(rest) more.")] : []))
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
  }

  private func claim(_ run: Run, _ report: inout ReportBuilder) -> Report.Claim {
    func value(_ value: Double) -> String { MetricText.value(value, run.unit) }
    var text =
      "\(MarkdownText.code(Quote.clean(run.name))) of "
      + MarkdownText.name(run.observation.service)
    text +=
      run.isSlower
      ? " takes \(value(run.after)), and took \(value(run.before)) before"
      : " takes \(value(run.after))"
    if let greatest = run.points.max(by: { $0.value < $1.value }) {
      text += "; at most \(value(greatest.value)) at \(report.times.full(greatest.time))"
    }
    let samples = run.observation.samples
    let peak = run.points.max { $0.value < $1.value }?.time
    let cited = samples.first { $0.time?.instant == peak } ?? samples.last
    let number = cited.map { report.cite($0, values: run.observation.values) }
    return .init(
      text + (number.map { " [\($0)]" } ?? "") + ".", exhibits: number.map { [$0] } ?? [])
  }
}

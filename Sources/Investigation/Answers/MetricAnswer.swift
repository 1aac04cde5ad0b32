import Diagnosis
import Evidence
import Timeline

/// Answers how metrics ran: their values at both ends, the least and the greatest, what changed clearly.
///
/// "how did cpu of carts run?", "the highest latency of web", "is memory still high?".
struct MetricAnswer: ActAnswer {
  /// The metrics that are asked about, those that fit best first.
  private let runs: [Run]

  /// A metric in the time that is asked about.
  private struct Run {
    var observation: Observation
    var name: String
    var unit: String
    var points: [Series.Point]
  }

  /// Metrics of which each gets a row.
  private static let most = 12
  /// Questions that ask for values; why something happened is asked of the diagnosis.
  private static let acts: Set<Act> = [.number, .count, .state, .compare, .lines, .story]

  /// Nil where a question names no kind of metric that was read.
  ///
  /// Beside logs only resources are meant: errors and requests are counted in those.
  init?(_ question: Question, _ desk: Desk) {
    guard Self.acts.contains(question.act) else { return nil }
    let words = Stem.words(question.beginning)
    let kinds = Set(words.map { MetricKind(name: $0) }).filter {
      $0 != .other && (desk.catalog.entries == 0 || $0.isResource)
    }
    guard !kinds.isEmpty else { return nil }
    let known = Set(words)
    let services = question.scope.services
    let found = desk.evidence.observations.compactMap { observation -> (fit: Int, run: Run)? in
      guard case .metric(let name, let unit) = observation.measure,
        kinds.contains(MetricKind(name: name)),
        services.isEmpty || services.contains(observation.service)
      else { return nil }
      let points = observation.values.points.filter { point in
        question.scope.window.map { $0.contains(point.time) } ?? true
      }
      guard !points.isEmpty else { return nil }
      let run = Run(observation: observation, name: name, unit: unit, points: points)
      return (known.intersection(MetricKind.tokens(name)).count, run)
    }
    guard let best = found.map(\.fit).max() else { return nil }
    runs = found.filter { $0.fit == best }.map(\.run)
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let findings = desk.diagnostician.findings.filter { $0.signal == .metrics }
    // What changed clearly is what is asked about where many are.
    let ordered = runs.enumerated().sorted { a, b in
      let (x, y) = (changed(a.element, findings) != nil, changed(b.element, findings) != nil)
      return x == y ? a.offset < b.offset : x
    }.map(\.element)
    let claims = ordered.prefix(Self.most).map { claim($0, findings, &report) }
    report.add(.answer, layout: .sentences, Array(claims.prefix(1)))
    report.add(.counts, title: "Other metrics like it", Array(claims.dropFirst()))
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
  }

  /// The finding that a metric changed clearly; nil where it did not.
  private func changed(_ run: Run, _ findings: [Finding]) -> Finding? {
    findings.first { finding in
      finding.service == run.observation.service && finding.samples.first?.logger == run.name
        && finding.period.map { period in
          run.points.contains { period.contains($0.time) }
        } ?? true
    }
  }

  private func claim(
    _ run: Run, _ findings: [Finding], _ report: inout ReportBuilder
  ) -> Report.Claim {
    func value(_ point: Series.Point) -> String { MetricText.value(point.value, run.unit) }
    func time(_ point: Series.Point) -> String { report.times.short(point.time) }
    guard let first = run.points.first, let last = run.points.last,
      let least = run.points.min(by: { $0.value < $1.value }),
      let greatest = run.points.max(by: { $0.value < $1.value })
    else { return .init("") }
    var text = "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name)): "
    text += "\(value(first)) at \(report.times.full(first.time)), \(value(last)) at \(time(last))"
    text += ", at most \(value(greatest)) at \(time(greatest))"
    text += ", at least \(value(least)) at \(time(least))"
    var exhibits: [Int] = []
    let samples = run.observation.samples
    if let sample = samples.first(where: { $0.time?.instant == greatest.time }) ?? samples.last {
      let number = report.cite(
        sample, values: run.observation.values,
        measured: changed(run, findings)?.measured ?? Measured(name: run.name, unit: run.unit))
      exhibits.append(number)
      text += " [\(number)]"
    }
    if let finding = changed(run, findings) {
      let number = report.cite(finding)
      exhibits.append(number)
      let time = finding.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
      text += "; \(finding.words)\(time) [\(number)]"
    }
    return .init(text + ".", exhibits: exhibits)
  }
}

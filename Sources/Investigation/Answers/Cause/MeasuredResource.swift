import Diagnosis
import Evidence
import Timeline

/// How a resource was used, for who asks why it is not the cause: "why not the CPU?".
enum MeasuredResource {
  /// Resources that are told of.
  private static let most = 3

  /// What was measured of the resources that a question names, the fullest first; empty where nothing was.
  static func claims(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    guard let wish = MetricWish(resourcesNamedBy: question) else { return [] }
    let named = question.inherited.contains(.subject) ? [] : question.scope.services
    let spoken = [report.file.incident?.cause?.service].compactMap { $0 }
    guard
      let choice = MetricChoice(wish, services: named, spoken: spoken, window: nil, desk)
    else { return [] }
    // How idle it was at most tells nothing of how busy.
    let runs = choice.runs.filter {
      $0.kind.isResource && !MetricKind.tokens($0.name).contains("idle")
    }.enumerated().sorted { a, b in
      let (x, y) = (a.element.greatest?.value ?? 0, b.element.greatest?.value ?? 0)
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
    return runs.prefix(most).compactMap { run in
      guard let greatest = run.greatest else { return nil }
      let number = run.observation.samples.last.map {
        report.cite(
          $0, values: run.observation.values, measured: Measured(name: run.name, unit: run.unit))
      }
      return .init(
        "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name)) was at most "
          + "\(MetricText.value(greatest.value, run.unit)) at \(report.times.full(greatest.time)), in the "
          + "middle \(MetricText.value(run.median, run.unit))" + (number.map { " [\($0)]" } ?? "")
          + ".",
        exhibits: number.map { [$0] } ?? [])
    }
  }
}

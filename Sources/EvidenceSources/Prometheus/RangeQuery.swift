import Evidence
import Timeline

/// Queries of a range in PromQL, as all servers of the API understand them.
struct RangeQuery: Hashable {
  /// What the series of the answer are called.
  var name: String
  var expression: String
  /// The expression as a reader wants it: without the name that it is given.
  var shown: String

  /// The step between two values, in seconds.
  ///
  /// 15 s is how often most servers look, 11,000 points the most that they answer. Beyond an hour or
  /// two it grows before that: the values of a question have to fit into its bytes.
  static func step(of window: TimeWindow) -> Int {
    let seconds = Int(window.length / 1000)
    let wanted = max(15, (seconds + points - 1) / points, (seconds + 10_999) / 11_000)
    return (wanted + 14) / 15 * 15
  }

  /// Points of a series that show its course: three hours in steps of 15 s.
  private static let points = 720

  /// The window as a server is asked for it: whole steps, so that the same window has the same points.
  static func aligned(_ window: TimeWindow) -> (start: Int64, end: Int64, step: Int) {
    let step = step(of: window)
    let (start, end) = (
      window.lowerBound.milliseconds / 1000, window.upperBound.milliseconds / 1000
    )
    return (start / Int64(step) * Int64(step), end / Int64(step) * Int64(step), step)
  }

  /// Over how many seconds a rate is taken: two looks of a server that looks once a minute, and never
  /// less than four steps.
  static func span(step: Int) -> Int { max(4 * step, 120) }

  /// The query of a metric.
  ///
  /// By `labels` series are told apart: those of services and of outcomes. `selector` holds label
  /// matchers without braces; empty for none.
  init(_ metric: MetricChoice.Wanted, by labels: [String], selector: String, step: Int) {
    let span = "\(Self.span(step: step))s"
    let groups = labels.joined(separator: ", ")
    let of = selector.isEmpty ? "" : "{\(selector)}"
    let inner: String
    switch metric.form {
    case .rate(let counter):
      name = metric.name + ":rate"
      inner = "sum by (\(groups)) (rate(\(counter)\(of)[\(span)]))"
    case .quantile(let buckets):
      name = metric.name + ":p95"
      inner = "histogram_quantile(0.95, sum by (le, \(groups)) (rate(\(buckets)\(of)[\(span)])))"
    case .value:
      name = metric.name
      // Of what should be up the worst copy tells, of what fills up the fullest.
      let pick = metric.kind == .availability ? "min" : "max"
      inner = "\(pick) by (\(groups)) (\(metric.name)\(of))"
    }
    shown = inner
    expression = "label_replace(\(inner), \"__name__\", \"\(name)\", \"\", \"\")"
  }
}

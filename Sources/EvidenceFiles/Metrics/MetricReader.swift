import Evidence
import Timeline

/// Reads one format of metrics: a table of numbers over time, an exposition, an export.
///
/// One more format is one more value in ``MetricReaders/all``; it is asked for files that are no logs.
protocol MetricReader: Sendable {
  /// The format in words, as the catalog lists it: `metrics, one column each`.
  var format: String { get }

  /// Whether the first lines of a file, without the blank ones, are of this format.
  func takes(_ lines: [Bytes]) -> Bool

  /// The metrics of a file, in a fixed order; what cannot be read is left out.
  func metrics(in lines: LineReader) -> [MetricDraft]
}

/// All formats of metrics there are.
enum MetricReaders {
  /// One more is one more line here.
  static let all: [any MetricReader] = []

  /// The number of the first reader that takes such lines.
  static func number(for lines: [Bytes]) -> Int? { all.firstIndex { $0.takes(lines) } }
}

/// A metric as a file tells it, before it is known from where.
///
///     time,cart_memory,cart_cpu
///     2026-03-10T10:00:00Z,512,0.25        → cart memory 512, cart cpu 0.25, each quoting this row
struct MetricDraft: Sendable {
  var service: String
  var name: String
  /// Empty where none is known.
  var unit = ""
  var points: [Point] = []

  /// A value, and the row that holds it.
  struct Point: Sendable {
    var time: Timestamp
    var value: Double
    /// From 1, in decompressed text.
    var line: Int
    var row: String
  }

  /// Rows that can be quoted of a metric: enough to stand near any step.
  private static let mostSamples = 40

  /// The metric as an observation of a file.
  func observation(source: String, path: String) -> Observation? {
    let ordered = points.sorted { ($0.time.instant, $0.line) < ($1.time.instant, $1.line) }
    guard !ordered.isEmpty else { return nil }
    let step = (ordered.count + Self.mostSamples - 1) / Self.mostSamples
    let kept = ordered.indices.filter { $0 % step == 0 || $0 == ordered.count - 1 }
    return Observation(
      service: service, measure: .metric(name: name, unit: unit), count: ordered.count,
      values: Series(points: ordered.map { .init(time: $0.time.instant, value: $0.value) }),
      samples: kept.map { index in
        let point = ordered[index]
        return Sample(
          reference: Reference(source: source, locator: .line(path: path, number: point.line)),
          time: point.time, service: service, text: point.row)
      })
  }
}

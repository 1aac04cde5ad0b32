package import CoreMetrics
import Synchronization

/// Keeps what swift-metrics is told, and writes it in Prometheus's text format 0.0.4.
///
/// Times are histograms in seconds, as the format's conventions have it.
package final class PrometheusMetrics: MetricsFactory {
  private struct State {
    var counters: [MetricName: CounterSeries] = [:]
    var gauges: [MetricName: GaugeSeries] = [:]
    var histograms: [MetricName: HistogramSeries] = [:]
  }

  private let state = Mutex(State())

  /// Bounds for values that are no times: powers of ten.
  private static let sizes = [1.0, 10, 100, 1000, 10_000, 100_000, 1_000_000]

  package init() {}

  package func makeCounter(
    label: String, dimensions: [(String, String)]
  ) -> any CounterHandler {
    let name = MetricName(label, dimensions)
    return state.withLock { state in
      let series = state.counters[name] ?? CounterSeries()
      state.counters[name] = series
      return series
    }
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    let name = MetricName(label, dimensions)
    return state.withLock { state in
      let series = state.gauges[name] ?? GaugeSeries()
      state.gauges[name] = series
      return series
    }
  }

  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    histogram(MetricName(label, dimensions), bounds: Self.sizes)
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(MetricName(label, dimensions), bounds: HistogramSeries.seconds)
  }

  // The series outlive the values that write to them: a counter that vanished would count anew.
  package func destroyCounter(_ handler: any CounterHandler) {}
  package func destroyMeter(_ handler: any MeterHandler) {}
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  package func destroyTimer(_ handler: any TimerHandler) {}

  private func histogram(_ name: MetricName, bounds: [Double]) -> HistogramSeries {
    state.withLock { state in
      let series = state.histograms[name] ?? HistogramSeries(bounds: bounds)
      state.histograms[name] = series
      return series
    }
  }

  /// Everything that was measured so far, in the text format.
  package func text() -> String {
    let (counters, gauges, histograms) = state.withLock {
      ($0.counters, $0.gauges, $0.histograms)
    }
    return Self.family(counters, type: "counter") { $0.line(value: "\($1.value)") }
      + Self.family(gauges, type: "gauge") { $0.line(value: "\($1.value)") }
      + Self.family(histograms, type: "histogram", Self.lines)
  }

  private static func family<Series>(
    _ all: [MetricName: Series], type: String, _ lines: (MetricName, Series) -> String
  ) -> String {
    var text = ""
    var last: String?
    for (name, series) in all.sorted(by: { $0.key < $1.key }) {
      if name.name != last { text += "# TYPE \(name.name) \(type)\n" }
      last = name.name
      text += lines(name, series)
    }
    return text
  }

  private static func lines(_ name: MetricName, _ series: HistogramSeries) -> String {
    let current = series.current
    var below = 0
    var text = ""
    for (bound, count) in zip(series.bounds, current.counts) {
      below += count
      text += name.line("_bucket", label: "le=\"\(bound)\"", value: "\(below)")
    }
    return text + name.line("_bucket", label: "le=\"+Inf\"", value: "\(current.count)")
      + name.line("_sum", value: "\(current.sum)") + name.line("_count", value: "\(current.count)")
  }
}

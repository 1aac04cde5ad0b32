import Evidence
import Timeline

/// Reads answers of Prometheus to `query_range` and `query`: JSON with a `result` of metrics.
///
///     {"data":{"result":[{"metric":{"__name__":"cpu","pod":"cart-0"},"values":[[1700000000,"0.4"]]}]}}
struct QueryRangeReader: ObservationReader {
  let format = "Prometheus query results"

  /// Bytes that are read: such an answer is held as a whole.
  private static let most = 64 << 20

  func takes(_ head: FileHead) -> Taking {
    guard head.text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return .no }
    let start = Bytes(rebasing: head.text.prefix(16 << 10))
    let known = ["\"resulttype\"", "\"matrix\"", "\"result\"", "\"metric\""].map {
      start.find(lowercased: Array($0.utf8)) != nil
    }
    return known[2] && known[3] && (known[0] || known[1]) ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var text: [UInt8] = []
    while text.count < Self.most, let raw = lines.next() {
      text += raw
      text.append(0x0A)
    }
    var series = MetricSeries(file)
    text.withUnsafeBufferPointer { bytes in
      var cursor = LineCursor(bytes)
      guard let start = bytes.firstIndex(of: UInt8(ascii: "{")),
        let end = JSONSpan.end(of: bytes, from: start)
      else { return }
      let object = bytes.part(start, end)
      let data = JSONSpan.member(object, "data") ?? object
      guard let results = JSONSpan.member(data, "result") else { return }
      for result in JSONSpan.elements(results) {
        guard let metric = JSONSpan.member(result, "metric") else { continue }
        var labels: [(name: String, value: String)] = []
        JSONSpan.members(metric) { name, value in
          labels.append((name.text(), JSONSpan.unquoted(value).text()))
        }
        guard !MetricLabels.isBucket(labels) else { continue }
        let name = MetricLabels.name(labels)
        guard let number = series.number(of: name, isCounter: MetricLabels.isCounter(name.metric))
        else { continue }
        var points: [Bytes] = []
        if let values = JSONSpan.member(result, "values") { points = JSONSpan.elements(values) }
        if let value = JSONSpan.member(result, "value") { points.append(value) }
        for point in points {
          let pair = JSONSpan.elements(point)
          guard pair.count == 2, let seconds = DecimalScan.number(pair[0]),
            abs(seconds) < 1e12, let value = DecimalScan.number(JSONSpan.unquoted(pair[1]))
          else { continue }
          let time = Instant(milliseconds: Int64((seconds * 1000).rounded()))
          let line = cursor.line(of: point)
          series.add(value, to: number, at: time, line: line, quoting: point)
        }
      }
    }
    return Observed(observations: series.observations())
  }
}

/// Counts lines up to places in a text that are asked for in about their order.
private struct LineCursor {
  private let text: Bytes
  private var at = 0
  private var number = 1

  init(_ text: Bytes) {
    self.text = text
  }

  /// The number of the line that a part of the text begins in.
  mutating func line(of part: Bytes) -> Int {
    guard let base = text.baseAddress, let start = part.baseAddress else { return number }
    let place = start - base
    if place < at { (at, number) = (0, 1) }
    while at < place, at < text.count {
      if text[at] == 0x0A { number += 1 }
      at += 1
    }
    return number
  }
}

/// What labels of a metric say: whose it is.
enum MetricLabels {
  /// Labels that name a service, the surest first.
  private static let services = [
    "service", "service_name", "app", "app_kubernetes_io_name", "application", "deployment",
    "workload", "pod", "pod_name", "container", "container_name", "job", "instance", "node",
  ]
  /// Labels that make it a metric of its own.
  private static let parts = ["quantile", "status", "code", "operation", "endpoint", "path"]

  /// The metric of some labels; `__name__` is its name.
  static func name(_ labels: [(name: String, value: String)]) -> MetricName {
    func value(_ name: String) -> String? { labels.first { $0.name == name }?.value }
    let service = services.lazy.compactMap { value($0) }.first { !$0.isEmpty }
    var metric = value("__name__") ?? "value"
    for part in parts {
      if let own = value(part) { metric += " " + (part == "quantile" ? "p" + percent(own) : own) }
    }
    guard let service else { return MetricName(column: metric) }
    return MetricName(service: ServiceOfPod.name(service), metric: metric)
  }

  private static func percent(_ quantile: String) -> String {
    Double(quantile).map { "\(Int(min(max($0, 0), 1) * 100))" } ?? quantile
  }

  /// Whether a metric only ever grows, as its name says.
  static func isCounter(_ name: String) -> Bool {
    name.prefix { $0 != " " }.hasSuffix("_total")
  }

  /// Whether it is one bucket of a histogram, which alone tells nothing.
  static func isBucket(_ labels: [(name: String, value: String)]) -> Bool {
    labels.contains { $0.name == "le" }
  }
}

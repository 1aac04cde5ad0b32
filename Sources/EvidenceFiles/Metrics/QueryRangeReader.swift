import Evidence
import Timeline

/// Reads answers of Prometheus to `query_range` and `query`: JSON with a `result` of metrics.
///
///     {"data":{"result":[{"metric":{"__name__":"cpu","pod":"cart-0"},"values":[[1700000000,"0.4"]]}]}}
struct QueryRangeReader: ObservationReader {
  let format = "Prometheus query results"

  func takes(_ head: FileHead) -> Taking {
    guard head.text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return .no }
    let start = Bytes(rebasing: head.text.prefix(16 << 10))
    let known = ["\"resulttype\"", "\"matrix\"", "\"result\"", "\"metric\""].map {
      start.find(lowercased: Array($0.utf8)) != nil
    }
    return known[2] && known[3] && (known[0] || known[1]) ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let walker = JSONWalker(source: lines.source, isCancelled: lines.isCancelled)
    var results = QueryResults(series: MetricSeries(file), file: Self.title(of: file.path))
    walker.walk { value, line, isMember in
      results.take(value, line: line, isMember: isMember)
    }
    return Observed(
      observations: results.series.observations(), notes: results.series.notes,
      lines: walker.lines,
      shortfall: walker.shortfall)
  }
}

extension QueryRangeReader {
  /// What a file is called after, where that can be a metric's name: `http_p95_seconds.json`; nil for what
  /// says nothing of what is in it.
  private static func title(of path: String) -> String? {
    let file = path.split(separator: "/").last ?? ""
    let title = file.prefix { $0 != "." }
    let words = title.lowercased().split { !$0.isLetter }
    let tells = words.contains { $0.count > 2 && !saysNothing.contains(String($0)) }
    return tells && title.utf8.count <= 80 ? String(title) : nil
  }

  private static let saysNothing: Set<String> = [
    "query", "range", "result", "results", "response", "output", "data", "dump", "export",
    "prometheus", "prom", "metrics", "metric", "thanos", "mimir", "victoria", "answer", "panel",
    "json", "test", "file", "out",
  ]
}

/// Takes the results in values of JSON as points.
private struct QueryResults {
  var series: MetricSeries
  /// What a metric without a name is called.
  let file: String?

  /// The metric of a result that is too large to be looked at as a whole: its points come one by one.
  private var open: Int?

  init(series: MetricSeries, file: String?) {
    self.series = series
    self.file = file
  }

  mutating func take(_ value: Bytes, line: Int, isMember: Bool) {
    var cursor = LineCursor(value, first: line)
    if isMember, value.first == UInt8(ascii: "{"), Self.isLabels(value) {
      open = number(of: value)
    }
    if let open, let point = Point(value) {
      take(point, to: open, &cursor)
    } else {
      find(value, 0, &cursor)
    }
  }

  private mutating func find(_ value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    JSONSpan.objects(in: value, depth: depth) { take(object: $0, $1, &cursor) }
  }

  private mutating func take(object value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    if let metric = JSONSpan.member(value, "metric"), metric.first == UInt8(ascii: "{") {
      take(value, metric, &cursor)
      return
    }
    var nested: [Bytes] = []
    JSONSpan.members(value) { if JSONSpan.isContainer($1) { nested.append($1) } }
    for member in nested { find(member, depth + 1, &cursor) }
  }

  private mutating func take(_ result: Bytes, _ metric: Bytes, _ cursor: inout LineCursor) {
    guard let number = number(of: metric) else { return }
    var points: [Bytes] = []
    if let values = JSONSpan.member(result, "values") { points = JSONSpan.elements(values) }
    if let value = JSONSpan.member(result, "value") { points.append(value) }
    for point in points.compactMap(Point.init) { take(point, to: number, &cursor) }
  }

  /// Whether an object has texts only, as labels do.
  private static func isLabels(_ value: Bytes) -> Bool {
    var isLabels = true
    JSONSpan.members(value) { if $1.first != UInt8(ascii: "\"") { isLabels = false } }
    return isLabels
  }

  /// The number of the metric of some labels; nil where it is not read.
  private mutating func number(of metric: Bytes) -> Int? {
    var labels: [(name: String, value: String)] = []
    JSONSpan.members(metric) { name, value in
      labels.append((name.text(limit: 100), JSONSpan.unquoted(value).text(limit: 200)))
    }
    guard !labels.isEmpty, !MetricLabels.isBucket(labels) else { return nil }
    let name = MetricLabels.name(labels, file: file)
    return series.number(of: name, isCounter: MetricLabels.isCounter(name.metric))
  }

  private mutating func take(_ point: Point, to number: Int, _ cursor: inout LineCursor) {
    // Each point is quoted by itself: the line may be the whole document.
    let quote = cursor.quote(point.text, at: point.written)
    series.begin(
      line: quote.line, quote.text, time: Timestamp(point.time, offset: 0),
      value: JSONSpan.unquoted(point.written))
    series.add(point.value, to: number, at: point.time)
  }
}

/// A point of a result: `[1435781430.781,"1"]`.
private struct Point {
  let text: Bytes
  let time: Instant
  let value: Double
  /// The value as it is written, in its quotes.
  let written: Bytes

  init?(_ text: Bytes) {
    guard text.first == UInt8(ascii: "[") else { return nil }
    let pair = JSONSpan.elements(text)
    guard pair.count == 2, let seconds = DecimalScan.number(pair[0]), abs(seconds) < 1e12,
      let value = DecimalScan.number(JSONSpan.unquoted(pair[1]))
    else { return nil }
    self.text = text
    self.value = value
    time = Instant(milliseconds: Int64((seconds * 1000).rounded()))
    written = pair[1]
  }
}

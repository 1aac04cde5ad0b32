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
    var results = QueryResults(series: MetricSeries(file))
    walker.walk { value, line, _ in results.take(value, line: line) }
    return Observed(
      observations: results.series.observations(), notes: results.series.notes,
      lines: walker.lines,
      shortfall: walker.shortfall)
  }
}

/// Takes the results in values of JSON as points.
private struct QueryResults {
  var series: MetricSeries

  mutating func take(_ value: Bytes, line: Int) {
    var cursor = LineCursor(value, first: line)
    find(value, 0, &cursor)
  }

  private mutating func find(_ value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    guard depth < JSONSpan.deepest else { return }
    guard value.first == UInt8(ascii: "{") else {
      for element in JSONSpan.elements(value) where JSONSpan.isContainer(element) {
        find(element, depth + 1, &cursor)
      }
      return
    }
    if let metric = JSONSpan.member(value, "metric"), metric.first == UInt8(ascii: "{") {
      take(value, metric, &cursor)
      return
    }
    var nested: [Bytes] = []
    JSONSpan.members(value) { if JSONSpan.isContainer($1) { nested.append($1) } }
    for member in nested { find(member, depth + 1, &cursor) }
  }

  private mutating func take(_ result: Bytes, _ metric: Bytes, _ cursor: inout LineCursor) {
    var labels: [(name: String, value: String)] = []
    JSONSpan.members(metric) { name, value in
      labels.append((name.text(), JSONSpan.unquoted(value).text()))
    }
    guard !MetricLabels.isBucket(labels) else { return }
    let name = MetricLabels.name(labels)
    guard let number = series.number(of: name, isCounter: MetricLabels.isCounter(name.metric))
    else { return }
    var points: [Bytes] = []
    if let values = JSONSpan.member(result, "values") { points = JSONSpan.elements(values) }
    if let value = JSONSpan.member(result, "value") { points.append(value) }
    for point in points where point.first == UInt8(ascii: "[") {
      let pair = JSONSpan.elements(point)
      guard pair.count == 2, let seconds = DecimalScan.number(pair[0]), abs(seconds) < 1e12,
        let value = DecimalScan.number(JSONSpan.unquoted(pair[1]))
      else { continue }
      let time = Instant(milliseconds: Int64((seconds * 1000).rounded()))
      // Each point is quoted by itself: the line may be the whole document.
      let quote = cursor.quote(point, at: pair[1])
      series.begin(
        line: quote.line, quote.text, time: Timestamp(time, offset: 0),
        value: JSONSpan.unquoted(pair[1]))
      series.add(value, to: number, at: time)
    }
  }
}

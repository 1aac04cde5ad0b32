import Evidence
import Timeline

/// Reads answers of Amazon CloudWatch to `get-metric-data` and `get-metric-statistics`, as its command
/// line tool prints them (API reference of Amazon CloudWatch, `GetMetricData`, `GetMetricStatistics`).
///
///     {"MetricDataResults":[{"Id":"q","Label":"orders CPUUtilization","Timestamps":["2026-09-15T19:25:00+00:00"],"Values":[31.5]}]}
///     {"Label":"CPUUtilization","Datapoints":[{"Timestamp":"2026-09-15T19:25:00Z","Average":31.5,"Unit":"Percent"}]}
struct CloudWatchReader: ObservationReader {
  let format = "CloudWatch metric data"

  func takes(_ head: FileHead) -> Taking {
    func has(_ name: String) -> Bool { head.names(name, within: 16 << 10) }
    guard head.isJSON else { return .no }
    return has("metricdataresults") || has("datapoints") && has("label") || has("metricdataqueries")
      ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let walker = JSONWalker(source: lines.source, isCancelled: lines.isCancelled)
    var results = CloudWatchResults(series: MetricSeries(file))
    walker.walk { value, line, _ in
      var cursor = LineCursor(value, first: line)
      results.find(value, 0, &cursor)
    }
    return Observed(
      observations: results.series.observations(), notes: results.series.notes,
      lines: walker.lines, shortfall: walker.shortfall)
  }
}

/// Takes the results in values of JSON as points.
private struct CloudWatchResults {
  var series: MetricSeries
  private let stamps = StampReader()

  init(series: MetricSeries) {
    self.series = series
  }

  mutating func find(_ value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    JSONSpan.objects(in: value, depth: depth) { take(object: $0, $1, &cursor) }
  }

  private mutating func take(object value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    let label = (JSONSpan.member(value, "Label") ?? JSONSpan.member(value, "Id"))
      .map { JSONSpan.unquoted($0).text(limit: 200) }
    if let label, let times = JSONSpan.member(value, "Timestamps"),
      let values = JSONSpan.member(value, "Values")
    {
      take(times, values, label, &cursor)
    } else if let label, let points = JSONSpan.member(value, "Datapoints") {
      take(datapoints: points, label, &cursor)
    } else {
      JSONSpan.members(value) { if JSONSpan.isContainer($1) { find($1, depth + 1, &cursor) } }
    }
  }

  /// Times and values side by side; the newest stand first unless another order was asked for.
  private mutating func take(
    _ times: Bytes, _ values: Bytes, _ label: String, _ cursor: inout LineCursor
  ) {
    guard let number = series.number(of: MetricName(column: label)) else { return }
    for (time, value) in zip(JSONSpan.elements(times), JSONSpan.elements(values)) {
      add(value, time, to: number, &cursor)
    }
  }

  private static let statistics: [StaticString] = [
    "Average", "Sum", "Maximum", "Minimum", "SampleCount",
  ]

  /// Points with a value for each statistic that was asked for.
  private mutating func take(
    datapoints: Bytes, _ label: String, _ cursor: inout LineCursor
  ) {
    for point in JSONSpan.elements(datapoints) {
      guard let time = JSONSpan.member(point, "Timestamp") else { continue }
      let unit = JSONSpan.member(point, "Unit").map { JSONSpan.unquoted($0).text(limit: 40) }
      for statistic in Self.statistics {
        guard let value = JSONSpan.member(point, statistic) else { continue }
        var name = MetricName(column: label)
        name.metric += " (\(statistic))"
        if let unit = unit.flatMap({ Self.units[$0] }) { name.unit = unit }
        guard let number = series.number(of: name) else { continue }
        add(value, time, to: number, &cursor)
      }
      JSONSpan.member(point, "ExtendedStatistics").map { extended in
        JSONSpan.members(extended) { percentile, value in
          var name = MetricName(column: label)
          name.metric += " \(percentile.text(limit: 20))"
          if let unit = unit.flatMap({ Self.units[$0] }) { name.unit = unit }
          guard let number = series.number(of: name) else { return }
          add(value, time, to: number, &cursor)
        }
      }
    }
  }

  private static let units = [
    "Percent": "%", "Bytes": "bytes", "Seconds": "s", "Milliseconds": "ms", "Microseconds": "µs",
    "Bytes/Second": "bytes/s", "Count/Second": "per s", "Kilobytes": "KB", "Megabytes": "MB",
    "Gigabytes": "GB",
  ]

  private mutating func add(
    _ value: Bytes, _ time: Bytes, to number: Int, _ cursor: inout LineCursor
  ) {
    guard let value = DecimalScan.number(value).map({ ($0, value) }),
      let stamp = stamps.read(value: JSONSpan.unquoted(time))?.timestamp
    else { return }
    // The value stands on a line of its own: a number alone would tell a reader nothing of its time.
    let line = cursor.line(of: value.1)
    series.begin(line: line, value.1, time: stamp, value: value.1)
    series.add(value.0, to: number, at: stamp.instant)
  }
}

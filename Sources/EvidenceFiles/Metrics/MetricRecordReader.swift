import Evidence
import Timeline

/// Reads points of metrics that stand one a line as JSON, as load generators and agents write them: a
/// name, a time, a value, labels.
///
///     {"metric":"http_reqs","type":"Point","data":{"time":"2026-02-03T22:00:00Z","value":1,"tags":{"url":"/a"}}}
///     {"name":"queue_depth","timestamp":1770000000,"value":12,"labels":{"queue":"mail"}}
struct MetricRecordReader: ObservationReader {
  let format = "metric points in JSON"

  func takes(_ head: FileHead) -> Taking {
    let looked = head.lines.prefix(40)
    let points = looked.count { PointRecord($0) != nil }
    return points > 2 && points * 10 >= looked.count * 7 ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var series = MetricSeries(file)
    let stamps = StampReader()
    var skipped = 0
    while let raw = lines.next() {
      guard let record = PointRecord(raw), let time = stamps.read(value: record.time)?.timestamp,
        let value = DecimalScan.number(record.value)
      else {
        skipped += raw.isEmpty || raw.find(lowercased: Array("\"metric\"".utf8)) != nil ? 0 : 1
        continue
      }
      let labels = [(name: "__name__", value: record.name.text(limit: 200))] + record.labels
      guard let number = series.number(of: MetricLabels.name(labels, isWhole: true)) else {
        continue
      }
      series.begin(line: lines.line, raw, time: time, value: record.value)
      series.add(value, to: number, at: time.instant)
    }
    var observed = Observed(observations: series.observations(), notes: series.notes)
    if skipped > 0 { observed.notes.append("\(skipped) lines hold no point of a metric") }
    return observed
  }
}

/// A point as views into its line.
private struct PointRecord {
  var name: Bytes
  var time: Bytes
  var value: Bytes
  var labels: [(name: String, value: String)] = []

  /// Labels that say which request it was: each would make a metric of its own.
  private static let ofEach: Set<String> = ["url", "trace_id", "vu", "iter", "error", "request_id"]

  /// Nil where a line is no object with a name, a number and a time, or says anything besides.
  init?(_ line: Bytes) {
    guard line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), line.last == UInt8(ascii: "}"),
      let named = JSONSpan.member(line, "metric") ?? JSONSpan.member(line, "name")
        ?? JSONSpan.member(line, "metric_name"),
      named.first == UInt8(ascii: "\""), JSONSpan.member(line, "message") == nil,
      JSONSpan.member(line, "msg") == nil, JSONSpan.member(line, "traceId") == nil,
      JSONSpan.member(line, "trace_id") == nil
    else { return nil }
    let inner = JSONSpan.member(line, "data").flatMap { $0.first == UInt8(ascii: "{") ? $0 : nil }
    let body = inner ?? line
    guard let value = JSONSpan.member(body, "value"), DecimalScan.number(value) != nil,
      let time = JSONSpan.member(body, "time") ?? JSONSpan.member(body, "timestamp")
        ?? JSONSpan.member(body, "ts")
    else { return nil }
    name = JSONSpan.unquoted(named)
    self.value = value
    self.time = JSONSpan.unquoted(time)
    let bundle =
      JSONSpan.member(body, "tags") ?? JSONSpan.member(body, "labels")
      ?? JSONSpan.member(body, "dimensions")
    guard let bundle, bundle.first == UInt8(ascii: "{") else { return }
    var found: [(name: String, value: String)] = []
    JSONSpan.members(bundle) { key, value in
      let key = key.text(limit: 100)
      guard !JSONSpan.isContainer(value), !Self.ofEach.contains(key) else { return }
      found.append((key, JSONSpan.unquoted(value).text(limit: 200)))
    }
    labels = found
  }
}

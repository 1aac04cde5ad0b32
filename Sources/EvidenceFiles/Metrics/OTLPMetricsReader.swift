import Evidence
import Timeline

/// Reads metrics of OpenTelemetry as JSON (OTLP 1.x, `metrics.proto`): a document, or one a line.
///
///     {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},
///       "scopeMetrics":[{"metrics":[{"name":"queue.size","gauge":{"dataPoints":[
///         {"timeUnixNano":"1773136800000000000","asInt":"4"}]}}]}]}]}
struct OTLPMetricsReader: ObservationReader {
  let format = "metrics in JSON (OTLP)"

  func takes(_ head: FileHead) -> Taking {
    guard head.isJSON else { return .no }
    // Attributes of a resource stand before the metrics.
    func has(_ name: String) -> Bool { head.names(name, within: 64 << 10) }
    return has("resourcemetrics") || has("scopemetrics") && has("metrics") ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let walker = JSONWalker(source: lines.source, isCancelled: lines.isCancelled)
    var finder = OTLPMetrics(series: MetricSeries(file))
    walker.walk { value, line, _ in finder.take(value, line: line) }
    var notes = finder.series.notes
    if finder.nameless > 0 {
      notes.append(
        "\(finder.nameless) points were not read: their metric is larger than a mebibyte")
    }
    return Observed(
      observations: finder.series.observations(), notes: notes, lines: walker.lines,
      shortfall: walker.shortfall)
  }
}

/// Finds the metrics in values of JSON.
private struct OTLPMetrics {
  var series: MetricSeries
  /// Points that were met without their metric, which was too large to be looked at as a whole.
  var nameless = 0
  /// Who measured what follows, by the last resource.
  private var resource: [(name: String, value: String)] = []
  private var resourceText = ""
  private var totals: [MetricName: OTLPTotal] = [:]
  /// Metrics whose totals are kept: a histogram has a thousand buckets at most, in 8 bytes each.
  private static let mostTotals = 2000

  init(series: MetricSeries) {
    self.series = series
  }

  mutating func take(_ value: Bytes, line: Int) {
    var cursor = LineCursor(value, first: line)
    find(value, 0, &cursor)
  }

  private mutating func find(_ value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    JSONSpan.objects(in: value, depth: depth) { take(object: $0, $1, &cursor) }
  }

  private mutating func take(object value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    var nested: [Bytes] = []
    var own: Bytes?
    var data: (form: OTLPForm, value: Bytes)?
    var isPoint = false
    var attributes: Bytes?
    JSONSpan.members(value) { name, member in
      guard JSONSpan.isContainer(member) else {
        if name.has("timeUnixNano"), name.count == 12 { isPoint = true }
        return
      }
      let plain = SpanField.plain(name)
      if let form = OTLPForm(rawValue: plain) { data = data ?? (form, member) }
      switch plain {
      case "resource": own = member
      case "attributes": attributes = member
      default: nested.append(member)
      }
    }
    if isPoint { nameless += 1 }
    if let own, let list = JSONSpan.member(own, "attributes") { enter(list) }
    // The resource of what is walked through comes by itself.
    if let attributes, own == nil, nested.isEmpty, !isPoint { enter(attributes) }
    if let data, let name = JSONSpan.member(value, "name") {
      let unit = JSONSpan.member(value, "unit").map { JSONSpan.unquoted($0).text(limit: 40) }
      take(
        data.value, data.form, JSONSpan.unquoted(name).text(limit: 300),
        unit: OTLPUnit.text(unit ?? ""), &cursor)
      return
    }
    for member in nested { find(member, depth + 1, &cursor) }
  }

  private mutating func enter(_ attributes: Bytes) {
    let found = Self.labels(attributes)
    guard MetricLabels.nameService(found) || resource.isEmpty else { return }
    resource = found
    resourceText = found.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
  }

  private static func labels(_ attributes: Bytes) -> [(name: String, value: String)] {
    var labels: [(name: String, value: String)] = []
    JSONSpan.pairs(attributes) { name, value in
      labels.append((name.text(limit: 100), value.text(limit: 200)))
    }
    return labels
  }

  private mutating func take(
    _ data: Bytes, _ form: OTLPForm, _ name: String, unit: String, _ cursor: inout LineCursor
  ) {
    let points = JSONSpan.member(data, "dataPoints") ?? JSONSpan.member(data, "data_points")
    guard let points, !name.isEmpty else { return }
    let temporality = JSONSpan.member(data, "aggregationTemporality").map(JSONSpan.unquoted)
    let isDelta = temporality.map { $0.text().hasSuffix("DELTA") || $0.text() == "1" } ?? false
    let isMonotonic = JSONSpan.member(data, "isMonotonic").map { $0.has("true") } ?? false
    for element in JSONSpan.elements(points) {
      guard let point = OTLPPoint(element) else { continue }
      var labels = resource.filter { MetricLabels.nameService([$0]) }
      if let own = point.attributes { labels += Self.labels(own) }
      labels.append(("__name__", name))
      var metric = MetricLabels.name(labels, isWhole: true)
      metric.instance += resourceText
      metric.unit = unit.isEmpty ? MetricName.unit(of: name) : unit
      let quote = cursor.quote(element, at: point.place)
      series.begin(
        line: quote.line, quote.text, time: Timestamp(point.time, offset: 0), value: point.place)
      if form.isCountedUp {
        take(point, of: metric, isDelta: isDelta)
      } else if let value = point.value {
        let isCounter = form == .sum && isMonotonic
        add(
          form == .sum && isDelta ? grown(metric, by: value) : value, to: metric, at: point.time,
          isCounter: isCounter)
      }
    }
  }

  /// What a sum stands at that is told by what it grew by.
  private mutating func grown(_ metric: MetricName, by value: Double) -> Double {
    totals[metric, default: OTLPTotal()].sum += value
    return totals[metric]?.sum ?? value
  }

  /// Takes a point of a histogram or a summary: its sum and its count grow, and what lies between two
  /// points has a 95th percentile.
  private mutating func take(_ point: OTLPPoint, of metric: MetricName, isDelta: Bool) {
    var name = metric
    for (quantile, value) in point.quantiles {
      name.metric = metric.metric + " p" + MetricLabels.percent(quantile)
      add(value, to: name, at: point.time, isCounter: false)
    }
    guard totals[metric] != nil || totals.count < Self.mostTotals else { return }
    let before = totals[metric]
    let read = OTLPTotal(sum: point.sum ?? 0, count: point.count ?? 0, buckets: point.buckets)
    let now = isDelta ? before?.adding(read) ?? read : read
    totals[metric] = now
    let between = isDelta ? read : before.flatMap { now.growth(since: $0) }
    if let high = between?.percentile(0.95, bounds: point.bounds) {
      name.metric = metric.metric + " p95"
      add(high, to: name, at: point.time, isCounter: false)
    }
    guard point.count != nil else { return }
    name.metric = metric.metric + "_count"
    add(now.count, to: name, at: point.time, isCounter: true)
    guard point.sum != nil else { return }
    name.metric = metric.metric + "_sum"
    add(now.sum, to: name, at: point.time, isCounter: true)
  }

  private mutating func add(
    _ value: Double, to name: MetricName, at time: Instant, isCounter: Bool
  ) {
    if let number = series.number(of: name, isCounter: isCounter) {
      series.add(value, to: number, at: time)
    }
  }
}

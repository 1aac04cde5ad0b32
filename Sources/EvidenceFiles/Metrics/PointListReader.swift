import Evidence
import Timeline

/// Reads series whose points stand as pairs of a time and a value, as Datadog, Graphite and what asks
/// them give them (Datadog API, "Query timeseries points"; Graphite, "The Render URL API").
///
///     {"series":[{"metric":"system.cpu","scope":"host:web-1","pointlist":[[1781168400000,0.4]]}]}
///     [{"target":"web.cpu","datapoints":[[0.4,1781168400]]}]
struct PointListReader: ObservationReader {
  let format = "series of points in JSON"

  /// What lists of points are called.
  fileprivate static let lists: [StaticString] = ["pointlist", "datapoints", "points"]

  func takes(_ head: FileHead) -> Taking {
    guard head.isJSON,
      ["metric", "target", "series"].contains(where: { head.names($0, within: Self.looked) })
    else { return .no }
    let start = Bytes(rebasing: head.text.prefix(Self.looked))
    return Self.lists.contains { Self.opensPairs(start, behind: Array("\"\($0)\"".utf8)) }
      ? .whole : .no
  }

  /// Bytes by which a file is told.
  private static let looked = 16 << 10

  /// Whether a list of lists opens behind a name.
  private static func opensPairs(_ text: Bytes, behind name: [UInt8]) -> Bool {
    guard let place = text.find(lowercased: name) else { return false }
    let rest = text.part(place + name.count, text.count).lazy.filter { $0 > 0x20 }
    return rest.prefix(3).elementsEqual(":[[".utf8)
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let walker = JSONWalker(source: lines.source, isCancelled: lines.isCancelled)
    var lists = PointLists(series: MetricSeries(file))
    walker.walk { value, line, _ in
      var cursor = LineCursor(value, first: line)
      lists.find(value, 0, &cursor)
    }
    return Observed(
      observations: lists.series.observations(), notes: lists.series.notes, lines: walker.lines,
      shortfall: walker.shortfall)
  }
}

/// Takes the series in values of JSON.
private struct PointLists {
  var series: MetricSeries

  mutating func find(_ value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    JSONSpan.objects(in: value, depth: depth) { take(object: $0, $1, &cursor) }
  }

  private mutating func take(object value: Bytes, _ depth: Int, _ cursor: inout LineCursor) {
    let list = PointListReader.lists.lazy.compactMap { JSONSpan.member(value, $0) }.first
    if let list, let name = Self.name(of: value) {
      guard let number = series.number(of: name) else { return }
      let pairs = JSONSpan.elements(list)
      let isTimeLast = pairs.first.map(Self.isTimeLast) ?? false
      for pair in pairs { add(pair, isTimeLast, to: number, &cursor) }
      return
    }
    var nested: [Bytes] = []
    JSONSpan.members(value) { if JSONSpan.isContainer($1) { nested.append($1) } }
    for member in nested { find(member, depth + 1, &cursor) }
  }

  /// The metric of a series, of whom its scope or its tags tell; nil where nothing names it.
  private static func name(of object: Bytes) -> MetricName? {
    func text(_ name: StaticString) -> String? {
      guard let value = JSONSpan.member(object, name), value.first == UInt8(ascii: "\"") else {
        return nil
      }
      return JSONSpan.unquoted(value).text(limit: 200)
    }
    guard var metric = text("metric") ?? text("target") ?? text("name") else { return nil }
    var labels = text("scope").map(MetricLabels.pairs) ?? []
    for list in [JSONSpan.member(object, "tag_set"), JSONSpan.member(object, "tags")] {
      guard let list else { continue }
      if list.first == UInt8(ascii: "[") {
        let tags = JSONSpan.elements(list).map { JSONSpan.unquoted($0).text(limit: 200) }
        labels += MetricLabels.pairs(of: tags.joined(separator: ","))
      } else {
        JSONSpan.members(list) { name, value in
          guard !JSONSpan.isContainer(value), name.text(limit: 100) != "name" else { return }
          labels.append((name.text(limit: 100), JSONSpan.unquoted(value).text(limit: 200)))
        }
      }
    }
    var seen: Set<String> = []
    labels = labels.filter { seen.insert($0.name).inserted && $0.value != "*" && $0.name != "env" }
    // `p95:trace.http.request{…}` tells which of many values it is.
    if let statistic = text("expression")?.split(separator: ":").first,
      statistic.first == "p", statistic.dropFirst().allSatisfy(\.isNumber), statistic.count > 1
    {
      metric += " \(statistic)"
    }
    var name =
      labels.isEmpty
      ? MetricName(column: metric)
      : MetricLabels.name([(name: "__name__", value: metric)] + labels, isWhole: true)
    if let unit = unit(of: object) { name.unit = unit }
    return name
  }

  /// The unit that Datadog tells of a series; nil where it tells none.
  private static func unit(of object: Bytes) -> String? {
    guard let units = JSONSpan.member(object, "unit"), units.first == UInt8(ascii: "["),
      let first = JSONSpan.elements(units).first, first.first == UInt8(ascii: "{"),
      let name = JSONSpan.member(first, "name")
    else { return nil }
    return unitNames[JSONSpan.unquoted(name).text(limit: 40)]
  }

  private static let unitNames = [
    "second": "s", "millisecond": "ms", "microsecond": "µs", "byte": "bytes", "percent": "%",
  ]

  private static func isTimeLast(_ pair: Bytes) -> Bool {
    let parts = JSONSpan.elements(pair)
    return parts.count == 2 && time(parts[1]) != nil && time(parts[0]) == nil
  }

  /// Seconds or milliseconds since 1970, between 2000 and 2100; nil for other numbers.
  private static func time(_ text: Bytes) -> Instant? {
    guard let number = DecimalScan.number(text) else { return nil }
    let milliseconds = number > 1e11 ? number : number * 1000
    guard milliseconds > 946_684_800_000, milliseconds < 4_102_444_800_000 else { return nil }
    return Instant(milliseconds: Int64(milliseconds.rounded()))
  }

  private mutating func add(
    _ pair: Bytes, _ isTimeLast: Bool, to number: Int, _ cursor: inout LineCursor
  ) {
    let parts = JSONSpan.elements(pair)
    guard parts.count == 2, let time = Self.time(parts[isTimeLast ? 1 : 0]) else { return }
    let written = parts[isTimeLast ? 0 : 1]
    guard let value = DecimalScan.number(written) else { return }
    let quote = cursor.quote(pair, at: written)
    series.begin(
      line: quote.line, quote.text, time: Timestamp(time, offset: 0), value: written)
    series.add(value, to: number, at: time)
  }
}

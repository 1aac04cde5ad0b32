import Evidence
import Timeline

/// Reads the text that Prometheus scrapes, with times: one scrape or many after each other
/// (OpenMetrics 1.0, Prometheus text format 0.0.4).
///
///     # TYPE cpu gauge
///     cpu{service="cart"} 0.4 1700000000
struct ExpositionReader: ObservationReader {
  let format = "Prometheus text"

  func takes(_ head: FileHead) -> Taking {
    let looked = head.lines.prefix(40)
    let remarks = looked.filter { $0.starts(with: Array("# TYPE ".utf8)) }.count
    let samples = looked.filter { Self.sample($0) != nil }.count
    let others = looked.filter { $0.first != UInt8(ascii: "#") }.count
    return others > 0 && samples * 10 >= others * 9 && (remarks > 0 || hasLabels(looked))
      ? .whole : .no
  }

  private func hasLabels(_ lines: ArraySlice<Bytes>) -> Bool {
    lines.contains { $0.contains(UInt8(ascii: "{")) && $0.contains(UInt8(ascii: "=")) }
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var series = MetricSeries(file)
    var counters: Set<String> = []
    var timeless = 0
    while let raw = lines.next() {
      if raw.starts(with: Array("# TYPE ".utf8)) {
        let words = raw.text().split(separator: " ")
        if words.count > 3, words[3] == "counter" { counters.insert(String(words[2])) }
        continue
      }
      guard let sample = Self.sample(raw), !MetricLabels.isBucket(sample.labels) else { continue }
      guard let time = sample.time else {
        timeless += 1
        continue
      }
      let name = MetricLabels.name(sample.labels)
      let isCounter =
        MetricLabels.isCounter(name.metric)
        || counters.contains(sample.labels.first { $0.name == "__name__" }?.value ?? "")
      guard let number = series.number(of: name, isCounter: isCounter) else { continue }
      series.begin(line: lines.line, raw, time: Timestamp(time, offset: 0))
      series.add(sample.value, to: number, at: time)
    }
    var observed = Observed(observations: series.observations(), notes: series.notes)
    if timeless > 0 {
      observed.notes.append("\(timeless) values have no time: one scrape tells of no course")
    }
    return observed
  }

  /// A line taken apart: the name among the labels as `__name__`; nil where it is none.
  private static func sample(
    _ line: Bytes
  ) -> (labels: [(name: String, value: String)], value: Double, time: Instant?)? {
    let line = line.trimmed()
    guard let first = line.first, isLetter(first) || first == 0x5F else { return nil }
    var at = 0
    while at < line.count,
      isLetter(line[at]) || isDigit(line[at]) || line[at] == 0x5F
        || line[at] == 0x3A
    {
      at += 1
    }
    var labels = [(name: "__name__", value: line.part(0, at).text())]
    if at < line.count, line[at] == UInt8(ascii: "{") {
      at += 1
      while at < line.count, line[at] != UInt8(ascii: "}") {
        let start = at
        while at < line.count, line[at] != UInt8(ascii: "=") { at += 1 }
        guard at + 1 < line.count, line[at + 1] == 0x22, let end = JSONSpan.string(line, at + 1)
        else { return nil }
        labels.append(
          (line.part(start, at).trimmed().text(), line.part(at + 2, end - 1).text()))
        at = end
        while at < line.count, line[at] == UInt8(ascii: ",") || line[at] == 0x20 { at += 1 }
      }
      at += 1
    }
    guard at < line.count, line[at] == 0x20 else { return nil }
    let rest = line.part(at, line.count).text().split(separator: " ")
    guard let value = rest.first.flatMap({ Double($0) }), rest.count < 3 || rest[2] == "#" else {
      return nil
    }
    let stamp = rest.count > 1 ? Double(rest[1]) : nil
    guard rest.count == 1 || stamp != nil else { return nil }
    // Milliseconds in the older format, seconds in OpenMetrics.
    let time = stamp.flatMap { number -> Instant? in
      guard abs(number) < 1e15 else { return nil }
      return Instant(milliseconds: Int64(abs(number) > 1e11 ? number : number * 1000))
    }
    return (labels, value, time)
  }
}

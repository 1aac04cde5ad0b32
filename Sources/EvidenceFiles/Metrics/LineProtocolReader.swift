import Evidence
import Timeline

/// Reads InfluxDB's line protocol, as Telegraf writes it: a measurement with tags, fields and a time
/// (InfluxDB documentation, "Line protocol reference").
///
///     netstat,host=edge-2 tcp_established=2069i,tcp_time_wait=1777i 1779187500000000000
struct LineProtocolReader: ObservationReader {
  let format = "InfluxDB line protocol"

  func takes(_ head: FileHead) -> Taking {
    let looked = head.lines.prefix(40).filter { $0.first != UInt8(ascii: "#") }
    let points = looked.count { LineProtocolPoint($0) != nil }
    return points > 1 && points * 10 >= looked.count * 7 ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var series = MetricSeries(file)
    let stamps = StampReader()
    var skipped = 0
    while let raw = lines.next() {
      guard raw.first != UInt8(ascii: "#"), raw.contains(where: { $0 > 0x20 }) else { continue }
      guard let point = LineProtocolPoint(raw), let time = stamps.read(value: point.time)?.timestamp
      else {
        skipped += 1
        continue
      }
      for field in point.fields {
        guard let value = field.number else { continue }
        let name = MetricLabels.name(
          [(name: "__name__", value: "\(point.measurement)_\(field.name)")] + point.tags,
          isWhole: true)
        guard let number = series.number(of: name, isInteger: field.isInteger) else { continue }
        series.begin(line: lines.line, raw, time: time, value: field.value)
        series.add(value, to: number, at: time.instant)
      }
    }
    var observed = Observed(observations: series.observations(), notes: series.notes)
    if skipped > 0 {
      observed.notes.append(
        "\(skipped) \(skipped == 1 ? "line holds" : "lines hold") no point with a time")
    }
    return observed
  }
}

/// A line taken apart; its values are views into it.
private struct LineProtocolPoint {
  var measurement: String
  var tags: [(name: String, value: String)] = []
  var fields: [Field] = []
  var time: Bytes

  struct Field {
    var name: String
    var value: Bytes

    /// Whether it is written as a whole number: `1777i`, `12u`.
    var isInteger: Bool { value.last == UInt8(ascii: "i") || value.last == UInt8(ascii: "u") }

    /// Nil for a text.
    var number: Double? {
      if isInteger { return DecimalScan.number(value.part(0, value.count - 1)) }
      switch value.text(limit: 8) {
      case "t", "T", "true", "True", "TRUE": return 1
      case "f", "F", "false", "False", "FALSE": return 0
      default: return DecimalScan.number(value)
      }
    }
  }

  /// Nil where a line is no point, or tells no time.
  init?(_ line: Bytes) {
    let line = line.trimmed()
    guard let first = line.first, (first | 0x20) &- 0x61 < 26 || first == UInt8(ascii: "_"),
      let keys = Self.end(of: line, from: 0, at: [0x20], quotes: false),
      let values = Self.end(of: line, from: keys + 1, at: [0x20], quotes: true)
    else { return nil }
    time = line.part(values + 1, line.count).trimmed()
    guard [10, 13, 16, 19].contains(time.count), time.allSatisfy({ $0 &- 0x30 < 10 }) else {
      return nil
    }
    let names = Self.split(line.part(0, keys), quotes: false)
    measurement = Self.plain(names[0])
    for tag in names.dropFirst() {
      guard let (name, value) = Self.pair(tag) else { return nil }
      tags.append((name, Self.plain(value)))
    }
    for field in Self.split(line.part(keys + 1, values), quotes: true) {
      guard let (name, value) = Self.pair(field), !value.isEmpty else { return nil }
      let isText = value.first == UInt8(ascii: "\"")
      let one = Field(name: name, value: value)
      guard isText || one.number != nil else { return nil }
      if !isText { fields.append(one) }
    }
  }

  /// The place of the first of some bytes that is not escaped, nor within quotes; nil where none is.
  private static func end(
    of line: Bytes, from start: Int, at ends: [UInt8], quotes: Bool
  ) -> Int? {
    var at = start
    var isQuoted = false
    while at < line.count {
      let byte = line[at]
      if byte == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if quotes, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, ends.contains(byte) { return at }
      at += 1
    }
    return nil
  }

  /// The parts between commas.
  private static func split(_ text: Bytes, quotes: Bool) -> [Bytes] {
    var parts: [Bytes] = []
    var start = 0
    while let comma = end(of: text, from: start, at: [UInt8(ascii: ",")], quotes: quotes) {
      parts.append(text.part(start, comma))
      start = comma + 1
    }
    return parts + [text.part(min(start, text.count), text.count)]
  }

  private static func pair(_ text: Bytes) -> (name: String, value: Bytes)? {
    guard let mark = end(of: text, from: 0, at: [UInt8(ascii: "=")], quotes: false), mark > 0
    else { return nil }
    return (plain(text.part(0, mark)), text.part(mark + 1, text.count))
  }

  /// A name without the marks that escape blanks and commas in it.
  private static func plain(_ name: Bytes) -> String {
    name.text(limit: 200).filter { $0 != "\\" }
  }
}

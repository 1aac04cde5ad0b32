@testable import EvidenceFiles
import Evidence
import Testing
import Timeline

/// A table of lines and what they say: a line, then `= ` and its summary.
///
/// A summary is time, level, service, host, logger, status and message; what the line does not say
/// is left out but for its mark: `2026-01-02T03:04:05.123+02:00 ERROR cart@web-1 [db] {503} message`.
/// A time without a year begins `--01-02T`, one without a date has its clock only.
struct LogTable {
  struct Row: CustomTestStringConvertible, Sendable {
    var line: String
    var expected: String
    var testDescription: String { line }
  }

  var rows: [Row] = []

  init(_ text: String) {
    let lines = text.split(separator: "\n")
    var index = 0
    while index + 1 < lines.count {
      rows.append(Row(line: String(lines[index]), expected: String(lines[index + 1].dropFirst(2))))
      index += 2
    }
  }

  /// Reads lines as one file and gives a summary of each entry.
  static func summaries(_ text: String, context: LogContext? = nil) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      var lines: [Bytes] = []
      var start = 0
      while start <= buffer.count {
        let end = buffer.first(0x0A, from: start) ?? buffer.count
        lines.append(buffer.part(start, end))
        start = end + 1
      }
      let parser = LogLineParser(context: context ?? LogContext.sniff(lines))
      var result: [String] = []
      var entry = LogEntry(line: buffer)
      for line in lines where parser.parse(line, into: &entry) == .head {
        result.append(summary(entry))
      }
      if parser.finish(into: &entry) { result.append(summary(entry)) }
      return result
    }
  }

  /// The entry in one line.
  static func summary(_ entry: LogEntry) -> String {
    var words: [String] = []
    if let time = entry.time { words.append(text(time)) }
    if let level = entry.level { words.append(level.name) }
    if entry.service != nil || entry.host != nil {
      let host = entry.host.map { "@" + $0.text() } ?? ""
      words.append((entry.service?.text() ?? "") + host)
    }
    if let logger = entry.logger { words.append("[\(logger.text())]") }
    if let status = entry.status { words.append("{\(status)}") }
    words.append(entry.message.text())
    return words.joined(separator: " ")
  }

  private static func text(_ time: Timestamp) -> String {
    let local = CivilTime(time.instant.advanced(by: Int64(time.offset ?? 0) * 1000))
    var text = local.clockText
    if local.millisecond > 0 {
      let digits = String(1000 + local.millisecond).dropFirst()
      text += "." + digits
    }
    switch time.date {
    case .none: break
    case .noYear: text = "--" + local.dateText.dropFirst(5) + "T" + text
    case .full: text = local.dateText + "T" + text
    }
    guard let offset = time.offset else { return text }
    if offset == 0 { return text + "Z" }
    let minutes = abs(offset) / 60
    let digits = String(10_000 + minutes / 60 * 100 + minutes % 60).dropFirst()
    return text + (offset < 0 ? "-" : "+") + digits.prefix(2) + ":" + digits.suffix(2)
  }
}

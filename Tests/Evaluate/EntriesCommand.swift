import ArgumentParser
@testable import EvidenceFiles
import Evidence
import Foundation
import Timeline

/// Reads plain text files line by line and prints what each entry says, a JSON object a line.
struct EntriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entries", abstract: "Prints what the lines of plain text files say.")

  /// The files to read.
  @Argument(help: "The files.")
  var files: [String]

  /// Whether fields are printed too.
  @Flag(help: "Print the fields of each entry as well.")
  var fields = false

  /// Whether only the speed is printed.
  @Flag(help: "Only say how many lines a second are read.")
  var speed = false

  /// Reads the files one after the other.
  func run() throws {
    for path in files {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      data.withUnsafeBytes { raw in
        let text = raw.bindMemory(to: UInt8.self)
        if speed { measure(text, path) } else { list(text) }
      }
    }
  }

  /// Cuts a text into lines without copying it.
  private func lines(_ text: Bytes) -> [Bytes] {
    var lines: [Bytes] = []
    var start = 0
    while start < text.count {
      let end = text.first(0x0A, from: start) ?? text.count
      lines.append(text.part(start, end))
      start = end + 1
    }
    return lines
  }

  /// The lines by which a file is judged: of its beginning, its middle and its end.
  private func sample(_ lines: [Bytes]) -> [Bytes] {
    guard lines.count > 600 else { return lines }
    return Array(lines[..<300]) + lines[(lines.count / 2)...].prefix(150) + lines.suffix(150)
  }

  private func list(_ text: Bytes) {
    let lines = lines(text)
    let parser = LogLineParser(context: LogContext.sniff(sample(lines)))
    var entry = LogEntry(line: text)
    for (index, line) in lines.enumerated() {
      switch parser.parse(line, into: &entry) {
      case .head: show(entry, index + 1)
      default: break
      }
    }
    if parser.finish(into: &entry) { show(entry, lines.count) }
  }

  private func measure(_ text: Bytes, _ path: String) {
    let lines = lines(text)
    let context = LogContext.sniff(sample(lines))
    let clock = ContinuousClock()
    var heads = 0
    let elapsed = clock.measure {
      let parser = LogLineParser(context: context)
      var entry = LogEntry(line: text)
      for line in lines where parser.parse(line, into: &entry) == .head { heads += 1 }
    }
    let seconds = Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)
    print(
      "\(path): \(lines.count) lines, \(heads) entries,",
      "\(Int(Double(lines.count) / seconds)) lines/s, \(Int(Double(text.count) / seconds / 1e6)) MB/s"
    )
  }

  private func show(_ entry: LogEntry, _ number: Int) {
    var row: [String: Any] = ["line": number - entry.linesBefore, "message": entry.message.text()]
    row["from"] = number - entry.recordLinesBefore
    row["to"] = number
    if let time = entry.time {
      row["time"] = time.instant.milliseconds
      row["date"] = "\(time.date)"
      if let offset = time.offset { row["offset"] = offset }
    }
    if let level = entry.level { row["level"] = level.name.lowercased() }
    if let service = entry.service { row["service"] = service.text() }
    if let pod = entry.pod { row["pod"] = pod.text() }
    if let host = entry.host { row["host"] = host.text() }
    if let logger = entry.logger { row["logger"] = logger.text() }
    if let detail = entry.detail { row["detail"] = detail.text() }
    if let status = entry.status { row["status"] = status }
    if fields {
      var found: [String] = []
      LogFields.each(of: entry) { name, value in found.append("\(name.text())=\(value.text())") }
      row["fields"] = found
    }
    let data = try? JSONSerialization.data(withJSONObject: row, options: [.sortedKeys])
    print(data.flatMap { String(data: $0, encoding: .utf8) } ?? "{}")
  }
}

import ArgumentParser
import CZlib
import Foundation

/// Measures how fast a large log is read with templates on: as it is, beside drain3 on the same file, where
/// lines are of a kind of their own, and out of gzip.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Measures reading a large log, beside drain3 line by line on the same file.")

  @Option(help: "The folder with the sets, such as ../shared/data.") var data: String
  @Option(help: "The size of the file, in MB.") var size = 110
  @Flag(help: "Print JSON objects.") var json = false
  @Flag(help: "Leave drain3 out.") var alone = false

  private struct Result: Encodable {
    var bench = "logs"
    var tool: String
    var lines: Int
    var linesPerSecond: Double
    var mbPerSecond: Double
    var peakMiB: Double
    var templates: Int
  }

  private struct Ratio: Encodable {
    var bench = "logs"
    var of: String
    var ratio: Double
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "gumshoe-bench-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("app.log").path
    let lines = try LogText(DataFolder(path: data)).lines()
    guard !lines.isEmpty else {
      throw BenchmarkError.failed("No log text lies below '\(data)/incidents/trainticket'.")
    }
    let bytes = try LogWriter(lines: lines).write(to: file, megabytes: size)
    let read = try ours(file)
    report(read, bytes, as: "gumshoe")
    try outOfGzip(file, bytes, parsing: read)
    try novel(lines, file)
    guard !alone else { return }
    _ = try LogWriter(lines: lines).write(to: file, megabytes: size)
    guard let python = Drain3.python(below: folder) else {
      Output.note("drain3 is not installed and could not be: comparison skipped.")
      return
    }
    let other = try Drain3.measure(file, python: python)
    report(other, bytes, as: "drain3")
    report(
      (Double(read.lines) / read.seconds) / (Double(other.lines) / other.seconds),
      of: "lines a second beside drain3's")
  }

  /// The same text packed, beside what zlib's inflate alone and the reading alone take together.
  private func outOfGzip(_ file: String, _ bytes: Int, parsing: ReadCommand.Measurement) throws {
    let packed = file + ".gz"
    try Gzip.pack(file, to: packed)
    try FileManager.default.removeItem(atPath: file)
    defer { try? FileManager.default.removeItem(atPath: packed) }
    let inflating = try (0..<3).map { _ in try Gzip.secondsToInflate(packed) }.min() ?? 0
    let read = try ours(packed)
    report(read, bytes, as: "out of gz")
    report(
      (inflating + parsing.seconds) / read.seconds,
      of: "the speed that inflate and the reading give alone, one after the other")
  }

  /// A text of which one line in ten has words that no other line has.
  private func novel(_ lines: [[UInt8]], _ file: String) throws {
    let bytes = try LogWriter(lines: lines, novelty: 10).write(to: file, megabytes: size)
    report(try ours(file), bytes, as: "1 in 10 new")
    let all = try LogWriter(lines: lines, novelty: 1).write(to: file, megabytes: size)
    report(try ours(file), all, as: "all new")
  }

  /// Reads the file in a process of its own, so that its memory is its own: the best of three.
  private func ours(_ file: String) throws -> ReadCommand.Measurement {
    let runs = try (0..<3).map { _ in
      let output = try Tool.run(
        Bundle.main.executablePath ?? CommandLine.arguments[0], ["read", "--json", file])
      return try JSONDecoder().decode(ReadCommand.Measurement.self, from: output)
    }
    guard var best = runs.min(by: { $0.seconds < $1.seconds }) else {
      throw BenchmarkError.failed("Nothing was read.")
    }
    best.peakMiB = runs.map(\.peakMiB).max() ?? best.peakMiB
    return best
  }

  private func report(_ run: ReadCommand.Measurement, _ bytes: Int, as tool: String) {
    let result = Result(
      tool: tool, lines: run.lines, linesPerSecond: (Double(run.lines) / run.seconds).rounded(),
      mbPerSecond: Double(bytes) / run.seconds / 1e6, peakMiB: run.peakMiB,
      templates: run.templates)
    if json {
      try? Output.json(result)
    } else {
      print(
        "\(Output.padded(tool, 11)) \(result.lines) lines, \(bytes / 1_000_000) MB: "
          + "\(Output.fixed(result.linesPerSecond, 0)) lines/s, "
          + "\(Output.fixed(result.mbPerSecond, 1)) MB/s, peak \(Output.fixed(run.peakMiB, 1)) MiB, "
          + "\(result.templates) templates")
    }
  }

  private func report(_ ratio: Double, of what: String) {
    if json {
      try? Output.json(Ratio(of: what, ratio: ratio))
    } else {
      print("            \(Output.fixed(ratio, 2)) times \(what)")
    }
  }
}

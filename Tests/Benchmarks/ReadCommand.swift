import ArgumentParser
import Foundation
import Investigation
import Timeline

/// Reads evidence once and tells what was found; `logs` starts it as a process of its own.
struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads evidence once and prints what was found.")

  @Argument(help: "Folders, files and globs.") var paths: [String]
  @Option(help: "Threads that read; 0 for as many as the machine has.") var threads = 0
  @Flag(help: "Print every series with its template.") var templates = false
  @Flag(help: "Print only the measurement, as JSON.") var json = false

  /// What one reading cost.
  struct Measurement: Codable {
    var lines: Int
    var entries: Int
    var templates: Int
    var seconds: Double
    var peakMiB: Double
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let index = try await EvidenceReader(locations: paths, threads: threads).index()
    let seconds = (clock.now - start) / .seconds(1)
    if !json { show(index) }
    try Output.json(
      Measurement(
        lines: index.files.map(\.lineCount).reduce(0, +),
        entries: index.files.map(\.entryCount).reduce(0, +), templates: index.templates.count,
        seconds: seconds, peakMiB: PeakMemory.mebibytes))
  }

  private func show(_ index: LogIndex) {
    for file in index.files {
      let span = file.span.map { "\($0.lowerBound.milliseconds)…\($0.upperBound.milliseconds)" }
      print(
        "\(file.path): \(file.format), \(file.lineCount) lines, \(file.entryCount) entries, "
          + "\(file.undatedCount) undated, \(span ?? "no times") \(file.notes)")
    }
    for file in index.unread { print("\(file.path): not read, \(file.reason)") }
    print("\(index.services.count) services: \(index.services.joined(separator: " "))")
    guard templates else { return }
    for series in index.series {
      let level = series.level.map { "\($0)" } ?? "-"
      print(
        "\(index.services[series.service]) \(level) \(series.total) "
          + "\(index.templates[series.template].text)\n    \(series.samples[0].line): "
          + series.samples[0].quote)
      if let cause = series.samples[0].cause { print("    \(cause.line): \(cause.text)") }
    }
  }
}

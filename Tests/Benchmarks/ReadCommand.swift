import ArgumentParser
import Evidence
import EvidenceFiles
import Foundation
import Timeline

/// Reads evidence once and tells what was found; `logs` starts it as a process of its own.
struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads evidence once and prints what was found.")

  @Argument(help: "Folders, files and globs.") var paths: [String]
  @Option(help: "Threads that read; 0 for as many as the machine has.") var threads = 0
  @Option(help: "A folder in which indexes of files are kept.") var cache: String?
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
    let source = try await EvidenceFilesOpener(
      threads: threads, cache: cache.flatMap { IndexCache(folder: $0, build: "benchmark") }
    ).open(paths, limit: nil) { _, _, _ in }
    let seconds = (clock.now - start) / .seconds(1)
    if !json { show(source) }
    let files = source.catalog.files
    try Output.json(
      Measurement(
        lines: files.map(\.lines).reduce(0, +), entries: files.map(\.entries).reduce(0, +),
        templates: Set(source.observations.map(Self.template)).count, seconds: seconds,
        peakMiB: PeakMemory.mebibytes))
  }

  private func show(_ source: any EvidenceSource) {
    for file in source.catalog.files {
      let span = file.window.map {
        "\($0.lowerBound.milliseconds)…\($0.upperBound.milliseconds)"
      }
      print(
        "\(file.path): \(file.format), \(file.lines) lines, \(file.entries) entries, "
          + "\(file.undated) undated, \(span ?? "no times") \(file.notes)")
    }
    for file in source.catalog.unread { print("\(file.path): not read, \(file.reason)") }
    let services = source.catalog.services.map(\.name)
    print("\(services.count) services: \(services.joined(separator: " "))")
    guard templates else { return }
    for observation in source.observations {
      guard let sample = observation.samples.first else { continue }
      let level = sample.level.map { "\($0)" } ?? "-"
      print(
        "\(observation.service) \(level) \(observation.count) \(Self.template(observation))\n"
          + "    \(sample.reference): \(sample.message)")
      for line in sample.further { print("    \(line.reference): \(line.text)") }
    }
  }

  private static func template(_ observation: Observation) -> String {
    guard case .entries(let template, _) = observation.measure else { return "" }
    return template
  }
}

import ArgumentParser
import Investigation

/// Reads evidence once and tells what was found; `logs` starts it as a process of its own.
struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads evidence once and prints what was found.")

  @Argument(help: "Folders, files and globs.") var paths: [String]
  @Option(help: "Threads that read; 0 for as many as the machine has.") var threads = 0
  @Flag(help: "Print every template with its counts.") var templates = false

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let index = try await EvidenceReader(locations: paths, threads: threads).index()
    let taken = clock.now - start
    for file in index.files {
      print(
        file.path, file.format, "lines", file.lineCount, "entries", file.entryCount, "undated",
        file.undatedCount, file.notes,
        file.span.map { "\($0.lowerBound.milliseconds)...\($0.upperBound.milliseconds)" } ?? "-")
    }
    for file in index.unread { print("unread:", file.path, "-", file.reason) }
    print("services", index.services.count, index.services.prefix(60))
    print(
      "templates", index.templates.count, "series", index.series.count, "width", index.bucketWidth)
    if templates {
      for series in index.series {
        print(
          index.services[series.service], series.level.map { "\($0)" } ?? "-", series.total,
          index.templates[series.template].text, "|", series.samples[0].line,
          series.samples[0].quote, series.samples[0].cause.map { "| cause \($0)" } ?? "")
      }
    }
    print("seconds", taken)
  }
}

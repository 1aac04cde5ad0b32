import ArgumentParser

/// Runs every measurement of speed and memory, one after the other: what `make bench` prints.
struct AllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Runs every measurement of speed and memory.")

  @Option(help: "The folder with the sets, such as ../shared/data.") var data: String
  @Option(help: "The gumshoe binary to measure, built for release.") var binary: String
  @Flag(help: "Print JSON objects.") var json = false

  func run() async throws {
    let flags = json ? ["--json"] : []
    let shell = try ShellCommand.parse(["--binary", binary] + flags)
    try await shell.run()
    let logs = try LogsCommand.parse(["--data", data] + flags)
    try await logs.run()
  }
}

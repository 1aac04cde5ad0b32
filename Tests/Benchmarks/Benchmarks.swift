import ArgumentParser

/// Measures the engine: its accuracy on public data, and its speed.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Measures the engine on data.",
    subcommands: [EvaluateCommand.self, IncidentsCommand.self, LogsCommand.self, ReadCommand.self])
}

import ArgumentParser

/// Measures gumshoe: its accuracy on public data, its speed and its memory.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Measures gumshoe on data.",
    subcommands: [
      AllCommand.self, EvaluateCommand.self, IncidentCommand.self, IncidentsCommand.self,
      LogsCommand.self,
      ReadCommand.self, ShellCommand.self,
    ])
}

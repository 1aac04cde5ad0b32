import ArgumentParser

/// Asks the engine without a service around it, and scores it on cases whose answers are known.
@main
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Asks the engine, and scores it.",
    subcommands: [
      AskCommand.self, EntriesCommand.self, FormatsCommand.self, PastedCommand.self,
      CatalogCommand.self, SamplesCommand.self, DiagnoseCommand.self, ReadQuestion.self,
      TrainActs.self, MeasureActs.self, IndexCommand.self,
    ], defaultSubcommand: AskCommand.self)
}

import ArgumentParser

/// Runs every set of public data that lies below a folder.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Scores the engine on every set found below DATA.")

  @Option(help: "The folder with the sets, such as ../shared/data.") var data: String
  @Flag(help: "Print one JSON object a line instead of tables.") var json = false

  func run() async throws {
    let folder = DataFolder(path: data)
    var found = !folder.names(in: "incidents").isEmpty
    if let set = TemplatesSet(folder) {
      found = true
      try set.run(json: json)
    }
    for name in folder.names(in: "") where !["templates", "incidents", "README.md"].contains(name) {
      Output.note("The set '\(name)' is not measured yet: no scorer is built for it.")
    }
    guard found else {
      throw ValidationError("No set lies below '\(data)'. Name a folder with 'templates' in it.")
    }
  }
}

import ArgumentParser
import Foundation

/// Runs every set of public data that lies below a folder.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Scores the engine on every set found below DATA.")

  @Option(help: "The folder with the sets, such as ../shared/data.") var data: String
  @Flag(help: "Print one JSON object a line instead of tables.") var json = false
  @Option(help: "A set to run alone; all unless given.") var only: String?
  @Option(help: "A guide into which the figures are written.") var guide: String?
  @Option(help: "The day that the guide names.") var date = ""
  @Option(help: "The commit that the guide names.") var commit = ""

  func run() async throws {
    let folder = DataFolder(path: data)
    var figures = FiguresTable(date: date, commit: commit)
    if wants("templates"), let set = TemplatesSet(folder) {
      figures.templates = try set.run(json: json)
    }
    var faults = 0
    for set in try incidentSets(folder) where wants(set.name) {
      try take(set, &figures, &faults)
    }
    let work = FileManager.default.temporaryDirectory.path + "/quiet-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    if wants("quiet"), let set = try quietSet(folder, in: work) { try take(set, &figures, &faults) }
    guard figures.templates != nil || !figures.sets.isEmpty else {
      throw ValidationError(
        "No set lies below '\(data)'. Name a folder with 'templates' or 'incidents' in it.")
    }
    guard faults == 0 else {
      throw BenchmarkError.failed("\(faults) of what reports cite or say twice does not hold.")
    }
    if !figures.sets.isEmpty {
      Output.note("Every citation of every report holds; two runs of each gave the same bytes.")
    }
    guard let guide else { return }
    let text = try String(contentsOfFile: guide, encoding: .utf8)
    try figures.written(into: text).write(toFile: guide, atomically: true, encoding: .utf8)
  }

  private func wants(_ name: String) -> Bool { only == nil || only == name }

  private func take(
    _ set: IncidentSet, _ figures: inout FiguresTable, _ faults: inout Int
  ) throws {
    let result = try set.run(json: json)
    figures.sets.append(result.all)
    faults += result.faults
  }

  private func incidentSets(_ folder: DataFolder) throws -> [IncidentSet] {
    for name in folder.names(in: "") where !["templates", "incidents", "README.md"].contains(name) {
      Output.note("The set '\(name)' is not measured: no scorer is built for its form.")
    }
    return try folder.names(in: "incidents").filter { !$0.contains(".") }.compactMap { name in
      let set = try IncidentSet(folder, name)
      if set == nil {
        Output.note("The set '\(name)' has no 'cases.jsonl': it is not measured.")
      }
      return set
    }
  }

  /// Windows of the other sets in which nothing is wrong; nil where the data has such a set itself.
  private func quietSet(_ folder: DataFolder, in work: String) throws -> IncidentSet? {
    guard !folder.names(in: "incidents").contains("quiet") else { return nil }
    var windows = QuietWindows(folder: work)
    for name in folder.names(in: "incidents") where !name.contains(".") {
      if let set = try IncidentSet(folder, name) { try windows.add(set) }
    }
    return windows.incidents.isEmpty
      ? nil : IncidentSet(name: "quiet", folder: work, incidents: windows.incidents)
  }
}

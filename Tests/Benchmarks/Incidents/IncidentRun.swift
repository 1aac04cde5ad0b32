import Foundation

/// Has an incident investigated in processes of their own, with its files under neutral names.
///
/// Twice: what differs between the two processes, such as the order of hashes, must show nowhere.
struct IncidentRun {
  /// What came of it; nil where the engine crashed.
  var outcome: IncidentCommand.Outcome?
  /// Citations that do not hold, and that a second run gave other bytes.
  var faults: [String] = []

  /// Investigates.
  ///
  /// - Throws: `BenchmarkError.unreadable` where a file that the case names is missing.
  init(_ incident: IncidentCase, folder: String) throws {
    let work = FileManager.default.temporaryDirectory.path + "/incident-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    var arguments = ["incident", "--question", incident.question]
    if let time = incident.time { arguments += ["--time", time] }
    for (option, paths) in [("evidence", incident.evidence), ("baseline", incident.baseline ?? [])]
    {
      for (number, path) in paths.enumerated() {
        arguments += [
          "--\(option)", try Self.link(folder + "/" + path, as: "\(work)/\(option)-\(number)"),
        ]
      }
    }
    outcome = Self.run(arguments + ["--check"])
    faults = outcome?.faults ?? []
    guard let outcome, let again = Self.run(arguments) else { return }
    if again.digest != outcome.digest { faults.append("a second run gave another report") }
  }

  private static func run(_ arguments: [String]) -> IncidentCommand.Outcome? {
    guard let data = try? Tool.run(CommandLine.arguments[0], arguments, quiet: true) else {
      return nil
    }
    return try? JSONDecoder().decode(IncidentCommand.Outcome.self, from: data)
  }

  /// Links a file or folder under a neutral name: neither the case's nor its folder's tells anything.
  private static func link(_ target: String, as place: String) throws -> String {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: target, isDirectory: &isFolder) else {
      throw BenchmarkError.unreadable(target)
    }
    try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
    let name = isFolder.boolValue ? "folder" : (target as NSString).lastPathComponent
    try manager.createSymbolicLink(atPath: place + "/" + name, withDestinationPath: target)
    return place + "/" + name
  }
}

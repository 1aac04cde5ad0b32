import Foundation

/// A set of incidents with known causes: `cases.jsonl` and the files it names.
struct IncidentSet {
  let name: String
  let incidents: [IncidentCase]
  /// Where the files of its cases lie.
  let folder: String

  /// Reads a set; nil where a folder has no `cases.jsonl`.
  init?(_ data: DataFolder, _ name: String) throws {
    // Links lie elsewhere: a path from here would lead nowhere from there.
    let folder = URL(fileURLWithPath: data.path).path + "/incidents/" + name
    guard let text = try? String(contentsOfFile: folder + "/cases.jsonl", encoding: .utf8) else {
      return nil
    }
    self.init(
      name: name, folder: folder,
      incidents: try text.split(separator: "\n").map {
        try JSONDecoder().decode(IncidentCase.self, from: Data($0.utf8))
      })
  }

  init(name: String, folder: String, incidents: [IncidentCase]) {
    self.name = name
    self.folder = folder
    self.incidents = incidents
  }

  /// Investigates every incident, and prints a row for each kind and for all.
  ///
  /// Each fault is printed with its place as it is found, and counted.
  func run(json: Bool) throws -> (all: IncidentSum, faults: Int) {
    var scored: [ScoredIncident] = []
    var faults = 0
    for incident in incidents {
      let run = try IncidentRun(incident, folder: folder)
      for fault in run.faults { Output.note("\(name), case \(incident.id): \(fault)") }
      faults += run.faults.count
      scored.append(ScoredIncident(incident, run.outcome))
      if json { try Output.json(IncidentRow(set: name, id: incident.id, outcome: run.outcome)) }
    }
    if !json { print("\n\(name)\n" + IncidentSum.head) }
    for row in IncidentSum.rows(set: name, scored) {
      if json { try Output.json(row) } else { print(row.line) }
    }
    return (IncidentSum(set: name, kind: "all", scored), faults)
  }
}

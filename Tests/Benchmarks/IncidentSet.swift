import Foundation

/// A set of incidents with known causes: `cases.jsonl` and the files it names.
///
/// `{"id":"a1","question":"why is web slow?","time":"2026-03-10T10:05:00Z","evidence":["a1/metrics.csv"],
/// "baseline":[],"truth":{"service":"carts","kind":"cpu"}}`; of clusters the truth is
/// `{"object":"app/carts","cause":"missing_secret"}`, and `{"abstain":true}` where nothing is wrong.
struct IncidentSet {
  let name: String
  private let folder: String
  private let incidents: [Incident]

  private struct Incident: Decodable {
    var id: String
    var question: String
    var time: String?
    var evidence: [String]
    var baseline: [String]?
    var truth: Truth
  }

  private struct Truth: Decodable {
    var service: String?
    var kind: String?
    var object: String?
    var cause: String?
    var abstain: Bool?

    /// What must be suspected first; nil where nothing is wrong.
    var culprit: String? { abstain == true ? nil : object ?? service }
    var label: String { cause ?? kind ?? "all" }
  }

  /// A row over incidents of a set.
  private struct Sum: Encodable {
    var set: String
    var kind: String
    var n: Int
    var ac1: Double
    var ac3: Double
    var avg5: Double
    /// The share of which object and cause are both first; nil where causes are not named.
    var ac1Cause: Double?
    var abstained: Int
    var crashed: Int
    var seconds: Double
    var peakMiB: Double

    enum CodingKeys: String, CodingKey {
      case set, kind, n, ac1, ac3, avg5, abstained, crashed, seconds
      case ac1Cause = "ac1_cause"
      case peakMiB = "peak_mib"
    }
  }

  /// A row of one incident.
  private struct Row: Encodable {
    var set: String
    var `case`: String
    var suspects: [String]
    var cause: String?
    var abstained: Bool
    var seconds: Double
  }

  private struct Scored {
    var truth: Truth
    /// Nil where the engine crashed.
    var outcome: IncidentCommand.Outcome?
    /// The place of the culprit among the suspects, from 1; nil where it is none or nothing is named.
    var rank: Int?
    var isCauseRight = false
  }

  /// Reads a set; nil where a folder has no `cases.jsonl`.
  init?(_ data: DataFolder, _ name: String) throws {
    self.name = name
    // Links lie elsewhere: a path from here would lead nowhere from there.
    folder = URL(fileURLWithPath: data.path).path + "/incidents/" + name
    guard let text = try? String(contentsOfFile: folder + "/cases.jsonl", encoding: .utf8) else {
      return nil
    }
    incidents = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Incident.self, from: Data($0.utf8))
    }
  }

  /// Investigates every incident, and prints a row for each kind and for all.
  func run(json: Bool) throws {
    var all: [Scored] = []
    for incident in incidents {
      let scored = try score(incident)
      all.append(scored)
      guard json else { continue }
      try Output.json(
        Row(
          set: name, case: incident.id, suspects: scored.outcome?.suspects ?? [],
          cause: scored.outcome?.cause, abstained: scored.outcome?.abstained ?? false,
          seconds: scored.outcome?.seconds ?? 0))
    }
    let kinds = Set(all.map(\.truth.label)).sorted().filter { $0 != "all" }
    let sums =
      kinds.map { kind in sum(kind, all.filter { $0.truth.label == kind }) }
      + [sum("all", all)]
    if !json {
      print(
        "\n\(name)\n" + Output.padded("kind", 38) + "  n  AC@1  AC@3 Avg@5  both  abst  s/case  MiB"
      )
    }
    for sum in sums {
      if json {
        try Output.json(sum)
      } else {
        print(Self.line(sum))
      }
    }
  }

  private static func line(_ sum: Sum) -> String {
    let shares = [sum.ac1, sum.ac3, sum.avg5, sum.ac1Cause].map {
      Output.padded($0.map { Output.fixed($0, 3) } ?? "-", 6)
    }
    return Output.padded(sum.kind, 38) + Output.padded("\(sum.n)", 4) + shares.joined()
      + Output.padded("\(sum.abstained)", 6) + Output.padded(Output.fixed(sum.seconds, 2), 7)
      + Output.fixed(sum.peakMiB, 0)
  }

  private func sum(_ kind: String, _ scored: [Scored]) -> Sum {
    let count = Double(max(1, scored.count))
    func share(_ most: Int) -> Double {
      Double(scored.count { $0.rank.map { $0 <= most } ?? isRightlyQuiet($0) }) / count
    }
    let outcomes = scored.compactMap(\.outcome)
    return Sum(
      set: name, kind: kind, n: scored.count, ac1: share(1), ac3: share(3),
      avg5: (1...5).map(share).reduce(0, +) / 5,
      ac1Cause: scored.contains { $0.truth.cause != nil }
        ? Double(scored.count { $0.rank == 1 && $0.isCauseRight || isRightlyQuiet($0) }) / count
        : nil,
      abstained: outcomes.count(where: \.abstained), crashed: scored.count - outcomes.count,
      seconds: outcomes.map(\.seconds).reduce(0, +) / Double(max(1, outcomes.count)),
      peakMiB: outcomes.map(\.peakMiB).max() ?? 0)
  }

  /// Whether nothing is wrong and nothing was named.
  private func isRightlyQuiet(_ scored: Scored) -> Bool {
    scored.truth.culprit == nil && scored.outcome?.abstained == true
  }

  private func score(_ incident: Incident) throws -> Scored {
    let work = FileManager.default.temporaryDirectory.path + "/incident-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    var arguments = ["incident", "--question", incident.question]
    if let time = incident.time { arguments += ["--time", time] }
    for (option, paths) in [("evidence", incident.evidence), ("baseline", incident.baseline ?? [])]
    {
      for (number, path) in paths.enumerated() {
        arguments += ["--\(option)", try link(path, as: "\(work)/\(option)-\(number)")]
      }
    }
    var scored = Scored(truth: incident.truth)
    guard let data = try? Tool.run(CommandLine.arguments[0], arguments, quiet: true),
      let outcome = try? JSONDecoder().decode(IncidentCommand.Outcome.self, from: data)
    else { return scored }
    scored.outcome = outcome
    guard let culprit = incident.truth.culprit, !outcome.abstained else { return scored }
    scored.rank = outcome.suspects.firstIndex { ClusterLabels.isSame($0, as: culprit) }.map {
      $0 + 1
    }
    scored.isCauseRight =
      outcome.cause.map { ClusterLabels.causes[$0] ?? $0 } == incident.truth.cause
    return scored
  }

  /// Links a file or folder under a neutral name: neither the case's nor its folder's tells anything.
  private func link(_ path: String, as place: String) throws -> String {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    let target = folder + "/" + path
    guard manager.fileExists(atPath: target, isDirectory: &isFolder) else {
      throw BenchmarkError.unreadable(target)
    }
    try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
    let name = isFolder.boolValue ? "folder" : (path as NSString).lastPathComponent
    try manager.createSymbolicLink(atPath: place + "/" + name, withDestinationPath: target)
    return place + "/" + name
  }
}

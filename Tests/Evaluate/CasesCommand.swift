import ArgumentParser
import Diagnosis
import EvidenceFiles
import Foundation
import Investigation
import Timeline

/// Scores the engine on every folder of incidents below a folder of data, by the form of `cases.jsonl`.
///
/// The engine gets a case's question, time and files, linked under neutral folders in a process of its
/// own; never its id or truth.
struct CasesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases", abstract: "Scores the engine on sets of incidents.")

  @Option(help: "The folder in which `incidents` lies.")
  var data: String
  @Option(help: "Only these sets; repeatable.")
  var set: [String] = []
  @Flag(help: "Print JSON lines.")
  var json = false
  @Option(help: .hidden) var one: String?

  /// A case as `cases.jsonl` has it.
  struct Case: Decodable {
    var id: String
    var question: String
    var evidence: [String]
    var baseline: [String]?
    var time: String?
    var truth: Truth
  }

  struct Truth: Decodable {
    var service: String?
    var object: String?
    var kind: String?
    var cause: String?
    var abstain: Bool?
  }

  /// What the engine said of a case.
  struct Outcome: Codable {
    var set: String?
    var `case`: String?
    var suspects: [String]
    var cause: String?
    var abstained: Bool
    var seconds: Double
    var peak_mib: Double
  }

  struct Score: Encodable {
    var set: String
    var kind: String
    var n: Int
    var ac1: Double
    var ac3: Double
    var avg5: Double
    var abstained: Int
    var crashed: Int
    var seconds: Double
    var peak_mib: Double
  }

  /// What a process of its own is asked.
  struct Task: Codable {
    var question: String
    var time: String?
    var evidence: [String]
    var baseline: [String]
  }

  func run() async throws {
    if let one { return try await answer(one) }
    let folder = data + "/incidents"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where set.isEmpty || set.contains(name) {
      guard let text = try? String(contentsOfFile: "\(folder)/\(name)/cases.jsonl", encoding: .utf8)
      else { continue }
      try score(name, "\(folder)/\(name)", text)
    }
  }

  private func score(_ name: String, _ folder: String, _ text: String) throws {
    let cases = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Case.self, from: Data($0.utf8))
    }
    var rows: [(kind: String, rank: Int?, outcome: Outcome?)] = []
    for item in cases {
      var outcome = ask(item, folder)
      let truth =
        item.truth.service ?? item.truth.object?.split(separator: "/").last.map(String.init)
      var rank = truth.flatMap { truth in outcome?.suspects.firstIndex(of: truth) }
      if outcome?.abstained ?? true { rank = nil }
      if item.truth.abstain == true { rank = outcome?.abstained == true ? 0 : nil }
      rows.append((item.truth.kind ?? item.truth.cause ?? "all", rank, outcome))
      outcome?.set = name
      outcome?.case = item.id
      if json, let outcome { try emit(outcome) }
    }
    for kind in ["all"] + Set(rows.map(\.kind)).subtracting(["all"]).sorted() {
      let own = rows.filter { kind == "all" || $0.kind == kind }
      let n = Double(max(1, own.count))
      let score = Score(
        set: name, kind: kind, n: own.count,
        ac1: Double(own.count { $0.rank == 0 }) / n,
        ac3: Double(own.count { ($0.rank ?? 9) < 3 }) / n,
        avg5: (1...5).map { k in Double(own.count { ($0.rank ?? 9) < k }) / n }.reduce(0, +) / 5,
        abstained: own.count { $0.outcome?.abstained == true },
        crashed: own.count { $0.outcome == nil },
        seconds: own.compactMap(\.outcome?.seconds).reduce(0, +) / n,
        peak_mib: own.compactMap(\.outcome?.peak_mib).max() ?? 0)
      if json {
        try emit(score)
      } else {
        print(
          "\(name) \(kind): n \(score.n), AC@1 \(Self.text(score.ac1)), AC@3 \(Self.text(score.ac3)),"
            + " Avg@5 \(Self.text(score.avg5)), abstained \(score.abstained), crashed \(score.crashed),"
            + " \(Self.text(score.seconds)) s, \(Int(score.peak_mib)) MiB")
      }
    }
  }

  private static func text(_ value: Double) -> String { String(format: "%.3f", value) }

  private func emit(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Asks in a process of its own, about links in a neutral folder; nil where that ended badly.
  private func ask(_ item: Case, _ folder: String) -> Outcome? {
    let neutral = FileManager.default.temporaryDirectory.path + "/case-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: neutral) }
    func linked(_ paths: [String], _ part: String) -> [String] {
      paths.enumerated().compactMap { number, path in
        let place = "\(neutral)/\(part)/\(number)"
        try? FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let source = URL(fileURLWithPath: folder + "/" + path)
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder)
        // A folder is named itself: its own name is the case's id, which the engine must not see.
        let link = isFolder.boolValue ? "\(place)/files" : "\(place)/\(source.lastPathComponent)"
        guard
          (try? FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: source.path)) != nil
        else { return nil }
        return link
      }
    }
    let task = Task(
      question: item.question, time: item.time, evidence: linked(item.evidence, "evidence"),
      baseline: linked(item.baseline ?? [], "baseline"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    guard let data = try? JSONEncoder().encode(task) else { return nil }
    process.arguments = ["cases", "--data", "-", "--one", String(decoding: data, as: UTF8.self)]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0
      ? try? JSONDecoder().decode(Outcome.self, from: output) : nil
  }

  private func answer(_ text: String) async throws {
    let task = try JSONDecoder().decode(Task.self, from: Data(text.utf8))
    let clock = ContinuousClock()
    let start = clock.now
    let time = task.time.flatMap { text in
      Array(text.utf8).withUnsafeBufferPointer { StampReader().read(value: $0)?.timestamp.instant }
    }
    let answer = try await Investigator(opener: EvidenceFilesOpener()).answer(
      Inquiry(
        question: task.question, incidentTime: time, evidence: task.evidence,
        baseline: task.baseline)
    ) { _ in }
    let seconds = (clock.now - start) / .seconds(1)
    let file = CaseFile.read(answer.memory).file
    var suspects: [String] = []
    for hypothesis in file.diagnosis?.hypotheses ?? []
    where !suspects.contains(hypothesis.service) { suspects.append(hypothesis.service) }
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let peak =
      status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?
      .split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0
    try emit(
      Outcome(
        suspects: suspects, cause: file.incident?.cause?.kind,
        abstained: file.incident?.cause == nil, seconds: seconds, peak_mib: peak / 1024))
  }
}

import ArgumentParser
import Evidence
import EvidenceFiles
import Foundation
import Timeline

/// Reads the evidence of cases of formats, and compares what the readers make of it with the truth.
struct FormatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Compare how formats are read with what is known of them.")

  @Argument(help: "The folder of the cases, or folders of single ones.")
  var folders: [String]

  /// What a case says of its faulty records.
  private struct Truth: Decodable {
    var name: String
    var time: String?
    var level: String?
    var services: [String]
    var files: [String]
    var faulty: [[Int]]
    var core: String
    var count: Int
    var date: String?
    var time_judged: Bool?
  }

  func run() async throws {
    var right = 0
    var all = 0
    for folder in try folders.flatMap(Self.cases) {
      let data = try Data(contentsOf: URL(filePath: folder).appending(path: "truth.json"))
      let truth = try JSONDecoder().decode(Truth.self, from: data)
      let faults = try await faults(folder, truth)
      all += 1
      if faults.isEmpty { right += 1 } else { print(truth.name, faults.joined(separator: "; ")) }
    }
    print("\(right) of \(all) read fully right")
  }

  private static func cases(_ folder: String) throws -> [String] {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder + "/truth.json") { return [folder] }
    return try manager.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
      .filter { manager.fileExists(atPath: $0 + "/truth.json") }
  }

  private func faults(_ folder: String, _ truth: Truth) async throws -> [String] {
    let source = try await EvidenceFilesOpener().open([folder + "/evidence"], limit: nil) {
      _, _, _ in
    }
    let core = String(truth.core.prefix { $0 != "\"" && $0 != "\\" })
    var scope = Scope()
    scope.terms = [Scope.Term([core])]
    let list = try await source.samples(scope, order: .earliest, limit: 1000)
    var faults: [String] = []
    if list.total != truth.count { faults.append("count \(list.total) of \(truth.count)") }
    guard let first = list.samples.first else { return faults + ["not found"] }
    for sample in list.samples {
      guard case .line(let path, let number) = sample.reference.locator else { continue }
      let isRight =
        truth.faulty.contains { $0[0] <= number && number <= $0[1] }
        || truth.faulty.contains { $0 == [1, 1] }
      if !isRight || !truth.files.contains(where: { path.hasSuffix($0) || $0.hasSuffix(path) }) {
        faults.append("cites \(sample.reference)")
        break
      }
    }
    if !first.message.contains(core) { faults.append("message \(first.message.prefix(80))") }
    if !truth.services.contains(where: { $0.lowercased() == first.service.lowercased() }) {
      faults.append("service \(first.service), not \(truth.services)")
    }
    if let level = truth.level, first.level?.name.lowercased().hasPrefix(level.prefix(4)) != true {
      faults.append("level \(first.level?.name ?? "-"), not \(level)")
    }
    if truth.time_judged != false { faults += time(first, truth) }
    return faults
  }

  private func time(_ sample: Sample, _ truth: Truth) -> [String] {
    guard let wanted = truth.time else {
      return sample.time == nil ? [] : ["a time where there is none"]
    }
    guard let time = sample.time else { return ["no time, not \(wanted)"] }
    let civil = CivilTime(time.instant)
    var text = civil.dateText + "T" + civil.clockText + "Z"
    var expected = wanted
    if truth.date == "md" {
      if time.date != .noYear { return ["\(time.date), and not without a year"] }
      (text, expected) = (String(text.dropFirst(5)), String(expected.dropFirst(5)))
    } else if truth.date == nil {
      (text, expected) = (String(text.dropFirst(11)), String(expected.dropFirst(11)))
    }
    return text == expected ? [] : ["time \(text), not \(expected)"]
  }
}

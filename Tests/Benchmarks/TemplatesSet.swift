import EvidenceFiles
import Foundation

/// Loghub's samples: whether messages of one event, and no others, get one template.
struct TemplatesSet {
  private let folder: DataFolder
  private let systems: [String]
  private static let ending = ".truth.csv"

  /// A line of the result.
  struct Score: Encodable {
    var set = "templates"
    var system: String
    var accuracy: Double
    var lines: Int
    var templates: Int
    var linesPerSecond: Double
    var mibPerSecond: Double

    /// What goes out as JSON; the rest is for readers of the table.
    enum CodingKeys: String, CodingKey {
      case set, system, accuracy
      case linesPerSecond = "lines_per_second"
    }
  }

  /// What all systems reach together.
  struct Mean {
    var systems: Int
    var accuracy: Double
    var linesPerSecond: Double
  }

  /// Finds the set; nil where the folder has none.
  init?(_ folder: DataFolder) {
    self.folder = folder
    systems = folder.names(in: "templates").filter { $0.hasSuffix(Self.ending) }.map {
      String($0.dropLast(Self.ending.count))
    }
    guard !systems.isEmpty else { return nil }
  }

  /// Scores every system, prints the results and returns their mean.
  func run(json: Bool) throws -> Mean {
    var scores: [Score] = []
    for system in systems { scores.append(try score(system)) }
    let count = Double(scores.count)
    scores.append(
      Score(
        system: "mean", accuracy: scores.map(\.accuracy).reduce(0, +) / count,
        lines: scores.map(\.lines).reduce(0, +), templates: scores.map(\.templates).reduce(0, +),
        linesPerSecond: scores.map(\.linesPerSecond).reduce(0, +) / count,
        mibPerSecond: scores.map(\.mibPerSecond).reduce(0, +) / count))
    if !json {
      print(
        "templates, grouping accuracy with one setting for all systems\n"
          + Output.padded("system", 14) + "accuracy  templates   lines  lines/s    MiB/s")
    }
    for score in scores {
      guard !json else {
        try Output.json(score)
        continue
      }
      print(
        Output.padded(score.system, 14) + Output.padded(Output.fixed(score.accuracy, 4), 10)
          + Output.padded("\(score.templates)", 12) + Output.padded("\(score.lines)", 7)
          + Output.padded(Output.fixed(score.linesPerSecond, 0), 11)
          + Output.fixed(score.mibPerSecond, 1))
    }
    let mean = scores[systems.count]
    return Mean(
      systems: systems.count, accuracy: mean.accuracy, linesPerSecond: mean.linesPerSecond)
  }

  private func score(_ system: String) throws -> Score {
    let rows = CommaSeparated.rows(try folder.bytes(of: "templates/" + system + Self.ending))
    guard let header = rows.first, let event = header.firstIndex(of: Array("event".utf8)),
      let content = header.firstIndex(of: Array("content".utf8))
    else { throw BenchmarkError.unreadable(system + Self.ending) }
    let body = rows.dropFirst().filter { $0.count == header.count }
    let clock = ContinuousClock()
    let start = clock.now
    var miner = TemplateMiner()
    for row in body { miner.add(row[content]) }
    let result = miner.templates()
    let seconds = (clock.now - start) / .seconds(1)
    let bytes = body.map { $0[content].count + 1 }.reduce(0, +)
    return Score(
      system: system,
      accuracy: Self.accuracy(predicted: result.templateOf, true: body.map { $0[event] }),
      lines: body.count, templates: Set(result.templateOf).count,
      linesPerSecond: (Double(body.count) / seconds).rounded(),
      mibPerSecond: Double(bytes) / seconds / 1_048_576)
  }

  /// The share of lines whose group holds exactly the lines of their event (Zhu et al., "Tools and
  /// benchmarks for automated log parsing", ICSE-SEIP 2019).
  static func accuracy(predicted: [Int], true events: [[UInt8]]) -> Double {
    var groups: [Int: [Int]] = [:]
    var sizes: [[UInt8]: Int] = [:]
    for (line, group) in predicted.enumerated() {
      groups[group, default: []].append(line)
      sizes[events[line], default: 0] += 1
    }
    var right = 0
    for lines in groups.values {
      let event = events[lines[0]]
      if lines.count == sizes[event], lines.allSatisfy({ events[$0] == event }) {
        right += lines.count
      }
    }
    return predicted.isEmpty ? 0 : Double(right) / Double(predicted.count)
  }
}

import Foundation
import SessionsAPI

/// Quiet windows cut out of other sets: what their tables tell of the time before anything was wrong.
///
/// Asked all the same what the root cause is: who reports trouble may be wrong.
struct QuietWindows {
  /// Where the tables that are cut are written; whoever makes this removes it.
  let folder: String
  private(set) var incidents: [IncidentCase] = []

  private static let question = "Users report errors and slow answers. What is the root cause?"
  /// How late a reporter may be, in seconds: the fault may have begun so much before.
  private static let latest = 60.0
  /// The fewest times of a table from which anything can be told without another beside it.
  private static let fewest = 60
  /// How many windows' times a baseline must have, so that one of them is not missed.
  private static let longBaseline = 20

  init(folder: String) {
    self.folder = folder
  }

  /// Cuts windows out of a set's cases: their own beginnings, else as much of their baseline.
  mutating func add(_ set: IncidentSet) throws {
    var ofBaseline: [String: [(incident: IncidentCase, length: Int)]] = [:]
    for incident in set.incidents where incident.truth.abstain != true {
      guard let moment = incident.time.flatMap({ Timestamp.date(from: $0) }) else { continue }
      let tables = incident.evidence.compactMap { TimedTable("\(set.folder)/\($0)") }
      let onset = moment.timeIntervalSince1970 - Self.latest
      let quiet = tables.map { $0.rows { $0 < onset } }
      if !tables.isEmpty, quiet.allSatisfy({ $0.times.count >= Self.fewest }) {
        try add(incident, set, evidence: quiet, baseline: [])
      } else if let table = tables.first, tables.count == 1, let path = incident.baseline?.first,
        incident.baseline?.count == 1
      {
        ofBaseline[path, default: []].append((incident, table.times.count))
      }
    }
    for (path, cases) in ofBaseline.sorted(by: { $0.key < $1.key }) {
      guard let table = TimedTable("\(set.folder)/\(path)") else { continue }
      try add(cases, of: table, set)
    }
  }

  /// As many windows of a baseline as there are cases, evenly; what is left of it is their baseline.
  private mutating func add(
    _ cases: [(incident: IncidentCase, length: Int)], of table: TimedTable, _ set: IncidentSet
  ) throws {
    let times = table.times
    let stride = times.count / max(1, cases.count)
    let windows = cases.enumerated().map { number, found in
      let start = number * stride + stride / 2
      return Set(times.dropFirst(start).prefix(min(found.length, stride / 2)))
    }
    let taken = windows.reduce(into: Set<Double>()) { $0.formUnion($1) }
    guard taken.count * Self.longBaseline < times.count * cases.count, !taken.isEmpty else {
      return
    }
    let rest = table.rows { !taken.contains($0) }
    for (found, window) in zip(cases, windows) where !window.isEmpty {
      try add(
        found.incident, set, evidence: [table.rows { window.contains($0) }], baseline: [rest])
    }
  }

  private mutating func add(
    _ incident: IncidentCase, _ set: IncidentSet, evidence: [TimedTable], baseline: [TimedTable]
  ) throws {
    let number = incidents.count
    func written(_ tables: [TimedTable], _ name: String) throws -> [String] {
      try tables.enumerated().map { place, table in
        let file = "\(number)/\(name)-\(place).csv"
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(number)", withIntermediateDirectories: true)
        try table.text.write(toFile: "\(folder)/\(file)", atomically: false, encoding: .utf8)
        return file
      }
    }
    incidents.append(
      IncidentCase(
        id: "\(set.name)-\(incident.id)", question: Self.question,
        evidence: try written(evidence, "metrics"), baseline: try written(baseline, "quiet"),
        truth: .init(kind: set.name, abstain: true)))
  }
}

/// A table with a column `time`, and the rows of some of its times.
struct TimedTable {
  private let header: String
  private let body: [(time: Double, line: String)]

  /// Reads a table; nil where it is none, or a row has no time.
  init?(_ path: String) {
    guard path.contains(".csv"), let lines = EvidenceText.lines(of: path), let header = lines.first,
      let place = Self.cells(header).firstIndex(of: "time")
    else { return nil }
    self.header = header
    body = lines.dropFirst().compactMap { line in
      let cells = Self.cells(line)
      return cells.indices.contains(place)
        ? Timestamp.date(from: cells[place]).map { ($0.timeIntervalSince1970, line) } : nil
    }
    if body.isEmpty || body.count + 1 < lines.count { return nil }
  }

  private init(header: String, body: [(time: Double, line: String)]) {
    self.header = header
    self.body = body
  }

  private static func cells(_ line: String) -> [String] {
    (CommaSeparated.rows(Array(line.utf8)).first ?? []).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The times, each once, ascending.
  var times: [Double] { Set(body.map(\.time)).sorted() }

  /// The table without the rows of other times.
  func rows(_ isWanted: (Double) -> Bool) -> TimedTable {
    TimedTable(header: header, body: body.filter { isWanted($0.time) })
  }

  /// The table as it is written.
  var text: String { ([header] + body.map(\.line)).joined(separator: "\n") + "\n" }
}

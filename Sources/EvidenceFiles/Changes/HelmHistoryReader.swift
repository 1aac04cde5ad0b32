import Evidence
import Timeline
import Yams

/// Reads what helm prints of a release: its history, and the values of its revisions.
///
///     REVISION UPDATED                  STATUS     CHART      APP VERSION DESCRIPTION
///     42       Tue Apr 14 10:06:12 2026 superseded cart-4.2.0 7.1.1       Upgrade complete
///
/// Each revision is a change of the chart; where the values of two revisions are printed, each value in
/// which they differ is one more, as of the later revision.
struct HelmHistoryReader: ObservationReader {
  let format = "history of helm"

  func takes(_ head: FileHead) -> Taking {
    head.lines.prefix(40).contains(where: Self.isHeader) ? .whole : .no
  }

  private static func isHeader(_ line: Bytes) -> Bool {
    line.has("REVISION")
      && words(of: line.text(limit: 200)).starts(with: [
        "REVISION", "UPDATED", "STATUS", "CHART",
      ])
  }

  /// What stands between spaces, or the tabs that helm puts between columns.
  private static func words(of line: String) -> [Substring] {
    line.split { $0 == " " || $0 == "\t" }
  }

  /// The values of a revision: by their paths, with the line that each stands in.
  private struct Values {
    var revision: Int
    var lines: [(number: Int, text: String)] = []

    var flat: [String: (value: String, line: Int)] {
      guard let root = try? Yams.compose(yaml: lines.map(\.text).joined(separator: "\n")) else {
        return [:]
      }
      var flat: [String: (value: String, line: Int)] = [:]
      var rest = 2000
      Self.flatten(root, "", &rest, &flat)
      return flat.mapValues { found in
        (found.value, lines.indices.contains(found.line) ? lines[found.line].number : 0)
      }
    }

    private static func flatten(
      _ node: Node, _ path: String, _ rest: inout Int,
      _ flat: inout [String: (value: String, line: Int)]
    ) {
      guard rest > 0 else { return }
      rest -= 1
      switch node {
      case .scalar(let scalar): flat[path] = (scalar.string, (scalar.mark?.line ?? 1) - 1)
      case .sequence(let items):
        for (place, item) in items.enumerated() { flatten(item, "\(path)[\(place)]", &rest, &flat) }
      case .mapping(let members):
        for (key, value) in members {
          let name = key.string ?? ""
          flatten(value, path.isEmpty ? name : "\(path).\(name)", &rest, &flat)
        }
      case .alias: break
      }
    }
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let stamps = StampReader()
    var observed = Observed()
    var isTable = false
    var revisions: [Int: (time: Timestamp?, service: String)] = [:]
    var values: [Values] = []
    while let raw = lines.next() {
      let text = raw.text(limit: 2000)
      if text.hasPrefix("$ ") || text.hasPrefix("# ") {
        isTable = false
        if let revision = Self.revision(text) { values.append(Values(revision: revision)) }
      } else if Self.isHeader(raw) {
        isTable = true
      } else if isTable {
        guard let row = Row(text) else {
          isTable = false
          continue
        }
        let time = stamps.read(
          value: raw.part(row.updated.lowerBound, row.updated.upperBound))?.timestamp
        revisions[row.revision] = (time, row.chart)
        var sample = file.sample(line: lines.line, raw, time: time, service: row.chart)
        if sample.text.contains(row.rest) { sample.message = row.rest }
        let parts = [("revision", "\(row.revision)"), ("version", row.version)].map {
          Observation.Trait(name: $0.0, value: $0.1)
        }
        observed.observations.append(.change("release", of: row.chart, row.rest, sample, parts))
      } else if !values.isEmpty, !text.hasPrefix("USER-SUPPLIED"), !text.hasPrefix("COMPUTED") {
        values[values.count - 1].lines.append((lines.line, text))
      }
    }
    for (before, after) in zip(values, values.dropFirst()) where before.revision < after.revision {
      let (old, new) = (before.flat, after.flat)
      for (path, found) in new.sorted(by: { $0.key < $1.key }) where old[path]?.value != found.value
      {
        let known = revisions[after.revision]
        let service = known?.service ?? file.service
        let line = after.lines.first { $0.number == found.line }?.text ?? found.value
        var sample = file.sample(
          line: found.line, Bytes(start: nil, count: 0), time: known?.time, service: service)
        (sample.text, sample.message) = (line, String(line.drop { $0 == " " }))
        observed.observations.append(
          .change(
            "configuration-change", of: service,
            "\(path): \(old[path]?.value ?? "none") -> \(found.value)", sample))
      }
    }
    return observed
  }

  /// The revision whose values a command prints: `helm get values cart --revision 42`.
  private static func revision(_ command: String) -> Int? {
    guard command.contains("get values"), let flag = command.firstRange(of: "--revision") else {
      return nil
    }
    return Int(
      command[flag.upperBound...].drop { $0 == " " || $0 == "=" }.prefix(while: \.isNumber))
  }

  /// A row of the history.
  private struct Row {
    var revision: Int
    /// The place of the time in the line's bytes.
    var updated: Range<Int>
    var chart: String
    /// The version of the app, behind the chart.
    var version: String
    /// The row from its status on.
    var rest: String

    /// Nil for what is no row: `42  Tue Apr 14 10:06:12 2026  superseded  cart-4.2.0  7.1.1  Upgrade complete`.
    init?(_ text: String) {
      let words = HelmHistoryReader.words(of: text)
      guard words.count >= 8, let revision = Int(words[0]), Int(words[5]) != nil else { return nil }
      self.revision = revision
      let utf8 = text.utf8
      let start = utf8.distance(from: utf8.startIndex, to: words[1].startIndex)
      updated = start..<utf8.distance(from: utf8.startIndex, to: words[5].endIndex)
      rest = String(text[words[6].startIndex...])
      version = words.count > 8 ? String(words[8]) : ""
      // The chart's version follows its name: `pricing-engine-4.2.0`.
      let parts = words[7].split(separator: "-")
      let name = parts.prefix { !($0.first?.isNumber ?? false) }.joined(separator: "-")
      chart = name.isEmpty ? String(words[7]) : name
    }
  }
}

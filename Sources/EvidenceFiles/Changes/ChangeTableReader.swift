import Evidence
import Timeline

/// Reads tables of changes: `time,service,kind,description`, each row one change of the system.
struct ChangeTableReader: ObservationReader {
  let format = "table of changes"

  /// Names of the columns, in lower case.
  private static let times: Set<String> = ["time", "timestamp", "date", "at", "when", "datetime"]
  private static let services: Set<String> = ["service", "app", "component", "target", "object"]
  private static let kinds: Set<String> = ["kind", "type", "change", "change_type", "action"]
  private static let texts: Set<String> = [
    "description", "summary", "text", "details", "title", "what", "message",
  ]
  /// Words of kinds, and the kind of change that each is.
  private static let words: [(word: String, kind: String)] = [
    ("deploy", "release"), ("release", "release"), ("rollout", "release"), ("rollback", "release"),
    ("upgrade", "release"), ("version", "release"), ("config", "configuration-change"),
    ("flag", "configuration-change"), ("setting", "configuration-change"),
    ("feature", "configuration-change"), ("scal", "scaling"), ("replica", "scaling"),
    ("restart", "restart"), ("reboot", "restart"), ("migrat", "schema-change"),
    ("schema", "schema-change"), ("maintenance", "configuration-change"),
  ]

  private static func kind(_ text: String) -> String? {
    let text = text.lowercased()
    return words.first { text.contains($0.word) }?.kind
  }

  /// The places of the time, the service, the kind and the description.
  private static func places(_ header: [String]) -> [Int]? {
    let names = header.map { $0.lowercased() }
    let found = [times, services, kinds, texts].map { set in
      names.firstIndex(where: set.contains)
    }.compactMap { $0 }
    return found.count == 4 && Set(found).count == 4 ? found : nil
  }

  func takes(_ head: FileHead) -> Taking {
    guard let table = TextTable(head), let places = Self.places(table.header) else { return .no }
    let rows = table.rows.filter { $0.count == table.header.count }
    let known = rows.filter { Self.kind($0[places[2]]) != nil }
    // A log has such columns too; only a feed of changes has kinds of changes in nearly all rows.
    return !rows.isEmpty && known.count * 10 >= rows.count * 7 ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var observed = Observed()
    var heading: (places: [Int], separator: UInt8)?
    let stamps = StampReader()
    while let raw = lines.next() {
      guard let known = heading else {
        for byte in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
          if let places = Self.places(TextTable.cells(raw, byte)) { heading = (places, byte) }
        }
        continue
      }
      let fields = TableRows.split(raw, known.separator)
      guard let last = known.places.max(), fields.count > last else { continue }
      let cells = known.places.map { TextTable.text(fields[$0]) }
      let time = stamps.read(value: fields[known.places[0]].bytes)?.timestamp
      var sample = file.sample(line: lines.line, raw, time: time, service: cells[1])
      if sample.text.contains(cells[3]), !cells[3].isEmpty { sample.message = cells[3] }
      observed.observations.append(
        Observation(
          service: cells[1], measure: .change(kind: Self.kind(cells[2]) ?? "configuration-change"),
          count: 1, values: Series(), samples: [sample],
          traits: [.init(name: "description", value: cells[3])]))
    }
    return observed
  }
}

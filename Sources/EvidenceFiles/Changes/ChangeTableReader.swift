import Evidence
import Timeline

/// Reads tables of changes: `time,service,kind,description`, each row one change of the system; and of
/// releases, `time,service,version,by`.
struct ChangeTableReader: ObservationReader {
  let format = "table of changes"

  /// The places of the time, the service, the kind and the description.
  private static func places(_ header: [String]) -> [Int]? {
    let parts = header.map(ChangeFields.part)
    let found = [ChangeFields.Part.time, .service, .kind, .text].compactMap { part in
      parts.firstIndex(of: part)
    }
    if found.count == 4 { return found }
    // Which version of what was deployed, and by whom: a version's column beside numbers is a label.
    let release = [ChangeFields.Part.time, .service, .version].compactMap { part in
      parts.firstIndex(of: part)
    }
    return release.count == 3 && parts.contains(.actor) ? release : nil
  }

  func takes(_ head: FileHead) -> Taking {
    guard let table = TextTable(head), let places = Self.places(table.header) else { return .no }
    let rows = table.rows.filter { $0.count == table.header.count }
    let known = rows.filter { places.count == 3 || ChangeFields.kind($0[places[2]]) != nil }
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
      let service = cells[1].isEmpty ? file.service : cells[1]
      let time = stamps.read(value: fields[known.places[0]].bytes)?.timestamp
      var sample = file.sample(line: lines.line, raw, time: time, service: service)
      let description = cells[cells.count - 1]
      if sample.text.contains(description), !description.isEmpty { sample.message = description }
      let kind = cells.count == 3 ? "release" : ChangeFields.kind(cells[2])
      observed.observations.append(.change(kind, of: service, description, sample))
    }
    return observed
  }
}

extension Observation {
  /// A change of a service: its kind, what is said of it, and where that stands.
  static func change(
    _ kind: String?, of service: String, _ description: String, _ sample: Sample
  ) -> Observation {
    Observation(
      service: service, measure: .change(kind: kind ?? "configuration-change"), count: 1,
      values: Series(), samples: [sample],
      traits: [.init(name: "description", value: description)])
  }
}

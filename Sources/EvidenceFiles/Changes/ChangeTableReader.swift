import Evidence
import Timeline

/// Reads tables of changes, each row one change of the system.
///
///     time,service,kind,description     feeds
///     time,service,version,by           releases
///     time,actor,host,change            notes of who did what, where
///     at,what,component,by              the same of a component
///     at,flag,env,from,to,actor         audits of flags and settings
struct ChangeTableReader: ObservationReader {
  let format = "table of changes"

  func takes(_ head: FileHead) -> Taking {
    guard let table = head.table, let columns = Columns(table.header) else { return .no }
    let rows = table.rows.filter { $0.count == table.header.count }
    let known = rows.filter { columns.isSure || columns.kind(of: $0) != nil }
    // A log has such columns too; only a feed of changes has kinds of changes in nearly all rows.
    return !rows.isEmpty && known.count * 10 >= rows.count * 7 ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var observed = Observed()
    var heading: (columns: Columns, separator: UInt8)?
    var names: [String] = []
    let stamps = StampReader()
    while let raw = lines.next() {
      guard let known = heading else {
        heading = TextTable.heading(of: raw) { Columns($0) }
        names = heading.map { TextTable.cells(raw, $0.separator) } ?? []
        continue
      }
      let fields = TableRows.split(raw, known.separator)
      guard fields.count > known.columns.last else { continue }
      let cells = fields.map(TextTable.text)
      let named = known.columns.service.map { cells[$0] } ?? ""
      let service = named.isEmpty ? file.service : named
      let time = stamps.read(value: fields[known.columns.time].bytes)?.timestamp
      var sample = file.sample(line: lines.line, raw, time: time, service: service)
      let description = cells[known.columns.text]
      // A record that has a number goes by it.
      if known.columns.identifier == nil, sample.text.contains(description), !description.isEmpty {
        sample.message = description
      }
      let kind = known.columns.kind(of: cells)
      let parts = zip(names, cells).filter { !$0.1.isEmpty }.map {
        Observation.Trait(name: $0.0, value: $0.1)
      }
      observed.observations.append(.change(kind, of: service, description, sample, parts))
    }
    return observed
  }
}

/// The places of what a row of changes says.
private struct Columns {
  let time: Int
  /// Nil where the file alone says whose changes it holds.
  let service: Int?
  let text: Int
  /// What a record is called by; nil where it is called by nothing.
  private(set) var identifier: Int?
  /// Nil where the header says that all rows are releases.
  private let kind: Int?
  /// Whether the header alone tells that these are changes.
  let isSure: Bool

  /// Nil where the header is no feed's.
  init?(_ header: [String]) {
    func place(_ part: ChangeFields.Part) -> Int? {
      header.firstIndex { ChangeFields.part($0) == part }
    }
    func place(_ names: Set<String>) -> Int? {
      header.firstIndex { names.contains($0.lowercased()) }
    }
    guard let time = place(.time) else { return nil }
    self.time = time
    identifier = header.firstIndex(where: ChangeFields.isIdentifier)
    if let service = place(.service), let kind = place(.kind), let text = place(.text) {
      (self.service, self.kind, self.text, isSure) = (service, kind, text, false)
      return
    }
    // `from,to` between columns of whose and what kind it is are versions.
    if let service = place(.service), let kind = place(.kind),
      let version = place(.version) ?? place(["to", "new"])
    {
      (self.service, self.kind, text, isSure) = (service, kind, version, false)
      return
    }
    // Records of a change board: each has its number, and says in words what was done.
    if identifier != nil, let text = header.firstIndex(where: ChangeFields.isNote) {
      service = place(.service) ?? place(["host", "hostname", "server", "node", "machine"])
      (kind, self.text, isSure) = (text, text, true)
      return
    }
    // An audit of flags or settings: which one, from what to what, and who.
    if let text = header.firstIndex(where: ChangeFields.isSwitch), place(.actor) != nil,
      place(["from", "to", "old", "new", "before", "after", "value", "state", "enabled"]) != nil
    {
      (service, kind, self.text, isSure) = (place(.service), text, text, true)
      // A flag's name alone does not say how it was switched: the whole row does.
      identifier = text
      return
    }
    // A version's column beside numbers is a label: only with a name behind it was something released.
    guard place(.actor) != nil else { return nil }
    if let service = place(.service), let version = place(.version) {
      (self.service, kind, text, isSure) = (service, nil, version, true)
    } else if let change = place(["change", "changes", "changed", "what_changed"]) {
      service = place(.service) ?? place(["host", "hostname", "server", "node", "machine"])
      (kind, text, isSure) = (change, change, true)
    } else if let service = place(.service),
      let text = header.firstIndex(where: ChangeFields.isNote)
    {
      (self.service, kind, self.text, isSure) = (service, text, text, true)
    } else {
      return nil
    }
  }

  /// The last place that a row has to have.
  var last: Int { max(time, service ?? 0, text, kind ?? 0) }

  /// The kind of change that a row tells; nil where its words are none that are known.
  func kind(of cells: [String]) -> String? {
    guard let kind else { return "release" }
    return ChangeFields.kind(cells[kind])
  }
}

extension Observation {
  /// A change of a service: its kind, what is said of it, where that stands, and its parts by the names
  /// that they have there: `actor`, `from_version`, `commit`.
  static func change(
    _ kind: String?, of service: String, _ description: String, _ sample: Sample,
    _ parts: [Trait] = []
  ) -> Observation {
    Observation(
      service: service, measure: .change(kind: kind ?? "configuration-change"), count: 1,
      values: Series(), samples: [sample],
      traits: [.init(name: "description", value: description)] + parts)
  }
}

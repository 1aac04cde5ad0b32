/// Reads events: rows of `kubectl get events`, with a header or without, and those below `Events:`.
struct EventRows {
  var namespace = ""
  /// The object that the rows are about, where they name none themselves.
  var about: (kind: String, name: String)?

  /// Whether a line is the header of such rows: `LAST SEEN   TYPE   REASON   OBJECT   MESSAGE`.
  static func takes(_ first: String) -> Bool {
    let names = Set(first.cells(most: .max))
    return names.isSuperset(of: ["TYPE", "REASON", "MESSAGE"])
      && (names.contains("OBJECT") || names.isSuperset(of: ["KIND", "NAME"]))
      && (first.hasPrefix("LAST") || first.hasPrefix("NAMESPACE") || first.hasPrefix("FIRST")
        || first.hasPrefix("TIME"))
  }

  /// Columns that tell when an event was, the best first.
  private static let times = [
    "age", "last seen", "lastseen", "last", "lasttimestamp", "time", "first seen", "first",
    "firsttimestamp",
  ]

  /// The events of some rows.
  func events(in lines: [TextLine]) -> [ObjectDraft] {
    var columns: [(name: String, start: Int)] = []
    var events: [ObjectDraft] = []
    for line in lines where !line.isBlank {
      if let header = Self.header(line) {
        columns = header
      } else if !line.trimmed.hasPrefix("----") {
        let cells = columns.isEmpty ? Self.bare(line) : Self.cells(line, columns)
        if let event = event(cells, line) { events.append(event) }
      }
    }
    return events
  }

  private func event(_ cells: [String: String], _ line: TextLine) -> ObjectDraft? {
    guard let type = cells["type"], type == "Normal" || type == "Warning",
      let reason = cells["reason"], let message = cells["message"]
    else { return nil }
    var event = ObjectDraft(
      kind: "Event", namespace: cells["namespace"] ?? (namespace == "*" ? "" : namespace),
      name: "\(reason)@\(line.number)", origin: .listed, line: line)
    var concerned = about.map { "\($0.kind)/\($0.name)" }
    if let (word, name) = cells["object"]?.halves(at: "/") {
      concerned = "\(ResourceKind.named(word) ?? word)/\(name)"
    } else if let word = cells["kind"], let name = cells["name"] {
      // Columns of one's own choice: `-o custom-columns=…`.
      concerned = "\(ResourceKind.named(word) ?? word)/\(name)"
    }
    guard let concerned else { return nil }
    event.add("about", concerned, line)
    event.add("type", type, line)
    event.add("reason", reason, line)
    event.add("message", message, line)
    let age = Self.times.lazy.compactMap { cells[$0] }.filter { $0 != "<none>" }
    event.add("age", age.first ?? "", line)
    event.add("from", cells["from"] ?? cells["source"] ?? "", line)
    return event
  }

  /// The columns of a header; nil where a line is none.
  private static func header(_ line: TextLine) -> [(name: String, start: Int)]? {
    let cells = line.cells
    let names = cells.map { $0.lowercased() }
    guard names.contains("type"), names.contains("reason"), names.contains("message"),
      cells.first != "Normal", cells.first != "Warning"
    else { return nil }
    let bytes = Array(line.text.utf8)
    var columns: [(name: String, start: Int)] = []
    var from = 0
    for (name, cell) in zip(names, cells) {
      let wanted = Array(cell.utf8)
      while from + wanted.count <= bytes.count,
        Array(bytes[from..<from + wanted.count]) != wanted
      { from += 1 }
      columns.append((name, from))
      from += wanted.count
    }
    return columns
  }

  private static func cells(
    _ line: TextLine, _ columns: [(name: String, start: Int)]
  ) -> [String: String] {
    let bytes = Array(line.text.utf8)
    let isAligned = columns.dropFirst().allSatisfy {
      $0.start > bytes.count || bytes[$0.start - 1] == 0x20
    }
    var cells: [String: String] = [:]
    guard isAligned else {
      let parts = line.text.cells(most: columns.count)
      for (column, part) in zip(columns, parts) { cells[column.name] = part }
      return cells
    }
    for (place, column) in columns.enumerated() where column.start < bytes.count {
      let end = place + 1 < columns.count ? columns[place + 1].start : bytes.count
      cells[column.name] =
        String(
          decoding: bytes[column.start..<min(end, bytes.count)], as: UTF8.self
        ).trimmed
    }
    return cells
  }

  /// A row without a header: when, type, reason, object, message.
  private static func bare(_ line: TextLine) -> [String: String] {
    let parts = line.text.cells(most: 5)
    guard parts.count == 5 else { return [:] }
    return [
      "age": parts[0], "type": parts[1], "reason": parts[2], "object": parts[3],
      "message": parts[4],
    ]
  }
}

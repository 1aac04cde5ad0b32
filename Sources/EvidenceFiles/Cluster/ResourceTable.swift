/// Reads the tables that `kubectl get` prints, with or without a command before them.
///
///     NAME                     READY   STATUS    RESTARTS      AGE
///     cart-5c8b9d7f6-qwrtz     0/1     Running   2 (30s ago)   90s
///     → Pod cart-5c8b9d7f6-qwrtz: status.ready 0/1, status.summary Running, status.restarts 2 (30s ago)
struct ResourceTable {
  /// The kinds that the command asked for; one where it is known.
  var kinds: [String] = []
  var namespace = ""
  /// The paths of columns that the command itself named.
  var paths: [String: String] = [:]

  /// The objects of a table's rows; blank lines end one table, headers begin one.
  func objects(in lines: [TextLine]) -> [ObjectDraft] {
    var objects: [ObjectDraft] = []
    var header: Header?
    for line in lines {
      if line.isBlank {
        header = nil
      } else if let found = Header(line) {
        header = found
      } else if let header, let object = object(line, header) {
        objects.append(object)
      }
    }
    return objects
  }

  private func object(_ line: TextLine, _ header: Header) -> ObjectDraft? {
    let cells = header.cells(of: line)
    guard var name = cells["NAME"], !name.isEmpty else { return nil }
    var kind = kinds.count == 1 ? kinds[0] : header.kind
    // `kubectl get all` writes the kind before the name: deployment.apps/cart.
    if let (word, rest) = name.halves(at: "/"), let named = ResourceKind.named(word) {
      kind = named
      name = rest
    }
    guard let kind, kind != "Event" else { return nil }
    let place = cells["NAMESPACE"] ?? (namespace == "*" ? "" : namespace)
    var object = ObjectDraft(
      kind: kind, namespace: ResourceKind.global.contains(kind) ? "" : place, name: name,
      origin: .listed, line: line)
    for (column, value) in cells.sorted(by: { $0.key < $1.key }) {
      if let path = paths[column] { object.add(path, value, line) }
      ResourceColumns.add(column, value, of: kind, to: &object, line)
    }
    return object
  }

  /// The names of columns, and where each begins.
  struct Header {
    var columns: [(name: String, start: Int)] = []

    /// Nil where a line is no header: names in capitals, the first of an object.
    init?(_ line: TextLine) {
      let text = line.text
      guard text.hasPrefix("NAME") else { return nil }
      var start = 0
      var isBehindBlanks = true
      var blanks = 0
      var cell = ""
      for (offset, byte) in text.utf8.enumerated() {
        if byte == 0x20 || byte == 0x09 {
          blanks += byte == 0x09 ? 2 : 1
          continue
        }
        guard byte < 0x61 || byte > 0x7A else { return nil }
        if blanks >= 2 || isBehindBlanks && cell.isEmpty {
          if !cell.isEmpty { columns.append((cell, start)) }
          cell = ""
          start = offset
          isBehindBlanks = false
        } else if blanks == 1 {
          cell += " "
        }
        blanks = 0
        cell.unicodeScalars.append(Unicode.Scalar(byte))
      }
      columns.append((cell, start))
      guard columns.count > 1, ["NAME", "NAMESPACE"].contains(columns[0].name) else { return nil }
    }

    /// The cells of a row by the names of their columns, the empty ones included.
    func cells(of line: TextLine) -> [String: String] {
      let bytes = Array(line.text.utf8)
      // A row that was pasted without its blanks goes by its parts.
      let isAligned = columns.dropFirst().allSatisfy {
        $0.start > bytes.count || bytes[$0.start - 1] <= 0x20
      }
      var cells: [String: String] = [:]
      if isAligned {
        for (place, column) in columns.enumerated() where column.start < bytes.count {
          let end = place + 1 < columns.count ? columns[place + 1].start : bytes.count
          let part = bytes[column.start..<min(end, bytes.count)]
          cells[column.name] = String(decoding: part, as: UTF8.self).trimmed
        }
      } else {
        for (column, cell) in zip(columns, line.cells) { cells[column.name] = cell }
      }
      return cells
    }

    /// The kind whose tables have such columns; nil where none has.
    var kind: String? {
      let names = Set(columns.map(\.name))
      return ResourceColumns.signs.first { row in row.columns.allSatisfy(names.contains) }?.kind
    }
  }
}

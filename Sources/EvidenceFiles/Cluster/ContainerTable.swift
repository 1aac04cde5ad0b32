/// Reads `docker ps`: containers, their states and the ports of the host that lead to them.
///
///     CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS       PORTS                    NAMES
///     8f1c22ab9d01   web:4.1   "run"     2h ago    Up 2 hours   127.0.0.1:80->8080/tcp   web
///     → Container web: image web:4.1, status.summary Up 2 hours, ports[0].hostIP 127.0.0.1, …
enum ContainerTable {
  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    var columns: [(name: String, start: Int)] = []
    var objects: [ObjectDraft] = []
    for line in block.lines where !line.isBlank {
      if line.text.hasPrefix("CONTAINER ID ") {
        columns = header(line.text)
      } else if let object = object(cells(of: line.text, columns), line, block.command) {
        objects.append(object)
      }
    }
    return objects
  }

  private static func object(
    _ cells: [String: String], _ line: TextLine, _ command: ShellCommand?
  ) -> ObjectDraft? {
    guard let name = cells["NAMES"], !name.isEmpty, !name.contains(" ") else { return nil }
    var object = ObjectDraft(
      kind: "Container", namespace: command?.host ?? "", name: name, origin: .listed, line: line)
    object.add("image", cells["IMAGE"] ?? "", line)
    object.add("command", cells["COMMAND"] ?? "", line)
    object.add("status.summary", cells["STATUS"] ?? "", line)
    for (index, text) in (cells["PORTS"] ?? "").split(separator: ",").enumerated() {
      add(port: text.trimmed, index, line, to: &object)
    }
    return object
  }

  /// A published port: `127.0.0.1:9100->9100/tcp`, `[::]:80->8080/tcp`; others lead from no host.
  static func add(port text: String, _ index: Int, _ line: TextLine, to object: inout ObjectDraft) {
    guard let (outer, inner) = text.halves(at: "->"), let colon = outer.lastIndex(of: ":") else {
      return
    }
    let address = outer[..<colon].filter { $0 != "[" && $0 != "]" }
    object.add("ports[\(index)].hostIP", String(address), line)
    object.add("ports[\(index)].hostPort", String(outer[outer.index(after: colon)...]), line)
    object.add("ports[\(index)].containerPort", String(inner.prefix { $0.isNumber }), line)
  }

  /// Columns by characters: commands are cut with an ellipsis of several bytes.
  private static func header(_ text: String) -> [(name: String, start: Int)] {
    var columns: [(name: String, start: Int)] = []
    let letters = Array(text)
    var at = 0
    for cell in text.cells(most: .max) {
      let wanted = Array(cell)
      while at + wanted.count <= letters.count, Array(letters[at..<at + wanted.count]) != wanted {
        at += 1
      }
      columns.append((cell, at))
      at += wanted.count
    }
    return columns
  }

  private static func cells(
    of text: String, _ columns: [(name: String, start: Int)]
  ) -> [String: String] {
    let letters = Array(text)
    var cells: [String: String] = [:]
    for (place, column) in columns.enumerated() where column.start < letters.count {
      let end = place + 1 < columns.count ? columns[place + 1].start : letters.count
      cells[column.name] = String(letters[column.start..<min(end, letters.count)]).trimmed
    }
    return cells
  }
}

import Evidence

/// Reads what `docker` prints of a swarm: its nodes, its services, and the tasks that run for them.
///
///     ID             NAME          IMAGE       NODE   DESIRED STATE   CURRENT STATE         ERROR
///     i3o5p7a9s1d2   gate.2        gate:3.6    w2     Running         Running 4 hours ago
///     c4v6b8n0m1q3    \_ gate.2    gate:3.5    w2     Shutdown        Failed 5 hours ago    "task: …"
///     → SwarmTask gate.2: spec.nodeName w2, status.summary Running, status.since 4 hours ago, …
///       FormerTask gate.2 (c4v6b8n0m1q3): status.summary Failed, status.error task: …, …
enum SwarmText {
  /// What the columns of each table mean; the one of the name is not among them.
  private static let tables:
    [(kind: String, sign: [String], name: String, paths: [String: String])] =
      [
        (
          "SwarmTask", ["NODE", "DESIRED STATE", "CURRENT STATE"], "NAME",
          [
            "IMAGE": "image", "NODE": "spec.nodeName", "DESIRED STATE": "spec.desired",
            "ERROR": "status.error",
          ]
        ),
        (
          "SwarmService", ["NAME", "MODE", "REPLICAS", "IMAGE"], "NAME",
          ["MODE": "spec.mode", "IMAGE": "image", "PORTS": "spec.ports"]
        ),
        (
          "Node", ["HOSTNAME", "STATUS", "AVAILABILITY"], "HOSTNAME",
          [
            "STATUS": "status.summary", "AVAILABILITY": "spec.availability",
            "MANAGER STATUS": "status.manager", "ENGINE VERSION": "status.engineVersion",
          ]
        ),
      ]

  /// Whether a text begins as such a table, or as what is printed of one service or node.
  static func takes(_ first: String, _ command: ShellCommand?) -> Bool {
    if first.hasPrefix("ID:"), let command {
      return command.words.contains("inspect") && Self.inspected(by: command) != nil
    }
    return first.hasPrefix("ID ") && table(of: AlignedRow.columns(of: first)) != nil
  }

  /// Whether a command tells of a swarm's objects alone, or of the time: no log is printed by it.
  static func isOfSwarm(_ command: String) -> Bool {
    let words = command.split(separator: " ").filter { $0 != "sudo" }
    guard words.count > 1, words[0] == "docker" else { return words.first == "date" }
    return ["node", "service", "stack"].contains(words[1]) && words.dropFirst(2).first != "logs"
  }

  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    if let command = block.command, let kind = inspected(by: command),
      command.words.contains("inspect")
    {
      return described(block.lines, kind)
    }
    var columns: [(name: String, start: Int)] = []
    var objects: [ObjectDraft] = []
    for line in block.lines where !line.isBlank {
      if line.text.hasPrefix("ID ") {
        columns = AlignedRow.columns(of: line.text)
      } else if let table = table(of: columns),
        let object = object(AlignedRow(line.text, below: columns), table, line)
      {
        objects.append(object)
      }
    }
    return objects
  }

  private static func table(
    of columns: [(name: String, start: Int)]
  ) -> (kind: String, sign: [String], name: String, paths: [String: String])? {
    let names = Set(columns.map(\.name))
    return tables.first { names.isSuperset(of: $0.sign) }
  }

  private static func object(
    _ row: AlignedRow,
    _ table: (kind: String, sign: [String], name: String, paths: [String: String]), _ line: TextLine
  ) -> ObjectDraft? {
    var name = row[table.name]
    var kind = table.kind
    let id = row["ID"].split(separator: " ").first.map(String.init) ?? ""
    if name.hasPrefix("\\_") {
      kind = "FormerTask"
      name = "\(name.dropFirst(2).trimmed) (\(id))"
    }
    guard !name.isEmpty, kind == "FormerTask" || !name.contains(" ") else { return nil }
    var object = ObjectDraft(kind: kind, namespace: "", name: name, origin: .listed, line: line)
    for (column, path) in table.paths.sorted(by: { $0.key < $1.key }) {
      object.add(path, String(row[column].trimming { $0 == "\"" }), line)
    }
    // `Running 4 hours ago`
    if let (state, since) = row["CURRENT STATE"].halves(at: " ") {
      object.add("status.summary", state, line)
      object.add("status.since", since.trimmed, line)
    }
    // `3/4 (max 1 per node)`
    if let replicas = row["REPLICAS"].split(separator: " ").first, replicas.contains("/") {
      object.add("status.ready", String(replicas), line)
      if let (_, wanted) = String(replicas).halves(at: "/") {
        object.add("spec.replicas", wanted, line)
      }
    }
    return object
  }

  /// The kind that a command prints one of: of `docker service inspect --pretty web` it is `SwarmService`.
  private static func inspected(by command: ShellCommand) -> String? {
    switch command.word(behind: ["docker"]) {
    case "service": "SwarmService"
    case "node": "Node"
    default: nil
    }
  }

  /// Reads `docker service inspect --pretty`, and that of a node: keys with values behind them or below.
  private static func described(_ lines: [TextLine], _ kind: String) -> [ObjectDraft] {
    var objects: [ObjectDraft] = []
    var section = ""
    for line in lines where !line.isBlank {
      let text = line.trimmed
      if objects.isEmpty || text.hasPrefix("ID:") && line.indent == 0 {
        objects.append(
          ObjectDraft(kind: kind, namespace: "", name: "", origin: .described, line: line))
      }
      let last = objects.count - 1
      // ` - disk=nvme` below `Labels:`
      if text.hasPrefix("- ") {
        let path = path(of: section, "")
        let item = String(text.dropFirst(2))
        let pair = item.halves(at: "=")
        objects[last].add(
          pair.map { "\(path).\($0.0.trimmed)" } ?? path, pair?.1.trimmed ?? item, line)
        continue
      }
      guard let (key, rest) = text.halves(at: ":") else { continue }
      let value = rest.trimmed
      if line.indent == 0 { section = key }
      switch (line.indent, key) {
      case (0, "ID"): continue
      case (0, "Name"), (0, "Hostname"): objects[last].name = value
      default:
        add(value, at: path(of: section, line.indent == 0 ? "" : key), line, to: &objects[last])
      }
    }
    return objects.filter { !$0.name.isEmpty }
  }

  private static func add(
    _ value: String, at path: String, _ line: TextLine, to object: inout ObjectDraft
  ) {
    switch path {
    // `[node.labels.disk==nvme node.role==worker]`
    case constraints:
      let parts = value.trimming { $0 == "[" || $0 == "]" }.split(separator: " ")
      for (index, part) in parts.enumerated() {
        object.add("\(constraints)[\(index)]", String(part), line)
      }
    // `LISTEN=:8080 LEVEL=info`
    case environment:
      for part in value.split(separator: " ") {
        guard let (name, value) = String(part).halves(at: "=") else { continue }
        object.add("\(environment).\(name)", value, line)
      }
    default: object.add(path, value, line)
    }
  }

  private static let constraints = "spec.placement.constraints"
  private static let environment = "spec.env"

  /// Where a value is kept: those that rules look at by their names, all others as they are called.
  private static func path(of section: String, _ key: String) -> String {
    switch (section, key) {
    case ("Placement", "Constraints"): constraints
    case ("Labels", _): "metadata.labels"
    case ("Status", "State"): "status.state"
    case ("Status", "Availability"): "spec.availability"
    case ("Service Mode", "Replicas"): "spec.replicas"
    case ("ContainerSpec", "Env"): environment
    case ("ContainerSpec", "Image"): "image"
    default:
      (["spec", section, key].filter { !$0.isEmpty }.map { $0.split(separator: " ").joined() })
        .joined(separator: ".")
    }
  }
}

import Yams

/// Reads `docker inspect` and compose files: what containers are to be, and how they are.
enum ContainerInspection {
  /// Whether a text begins as `docker inspect` does.
  static func takes(_ head: Bytes) -> Bool {
    guard head.first(where: { $0 > 0x20 }) == 0x5B else { return false }
    return head.find(lowercased: Array("\"restartcount\"".utf8)) != nil
      && head.find(lowercased: Array("\"state\"".utf8)) != nil
  }

  /// The containers of a list in JSON.
  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    let text = block.lines.map(\.text).joined(separator: "\n")
    guard let list = try? Yams.compose(yaml: text)?.sequence else { return [] }
    return list.compactMap { container($0, block) }
  }

  /// Values by their places in the document, and the paths that they get.
  private static let values: [(keys: [String], path: String)] = [
    (["Config", "Image"], "image"), (["State", "ExitCode"], "status.exitCode"),
    (["State", "Error"], "status.error"), (["State", "OOMKilled"], "status.oomKilled"),
    (["State", "Health", "Status"], "status.health"), (["RestartCount"], "status.restartCount"),
    (["HostConfig", "RestartPolicy", "Name"], "restartPolicy"),
    (["HostConfig", "Memory"], "memory"),
    (["HostConfig", "NetworkMode"], "networkMode"), (["Path"], "command"),
  ]

  private static func container(_ node: Node, _ block: Transcript.Block) -> ObjectDraft? {
    let lines = block.lines
    guard let name = node["Name"]?.string, let state = node["State"],
      let first = ManifestReader.line(of: node["Name"], lines)
    else { return nil }
    var object = ObjectDraft(
      kind: "Container", namespace: block.command?.host ?? "",
      name: name.hasPrefix("/") ? String(name.dropFirst()) : name, origin: .described, line: first)
    if let status = state["Status"], let text = status.string {
      let line = ManifestReader.line(of: status, lines) ?? first
      object.add("status.summary", text == "running" ? "Up" : text, line)
    }
    for (keys, path) in values {
      let found = keys.reduce(Optional(node)) { $0?[$1] }
      if let found, let text = found.scalar?.string,
        let line = ManifestReader.line(of: found, lines)
      {
        object.add(path, text, line)
      }
    }
    for entry in state["Health"]?["Log"]?.sequence.map(Array.init) ?? [] {
      guard let output = entry["Output"], let text = output.string?.trimmed, !text.isEmpty,
        entry["ExitCode"]?.string != "0", let line = ManifestReader.line(of: output, lines)
      else { continue }
      object.add("status.healthOutput", text, line)
    }
    var index = 0
    for (key, bindings) in node["HostConfig"]?["PortBindings"]?.mapping ?? [:] {
      for binding in bindings.sequence.map(Array.init) ?? [] {
        guard let port = binding["HostPort"], let number = port.string else { continue }
        let address = binding["HostIp"]
        let line = ManifestReader.line(of: address ?? port, lines) ?? first
        let host = address?.string ?? ""
        object.add("ports[\(index)].hostIP", host.isEmpty ? "0.0.0.0" : host, line)
        object.add("ports[\(index)].hostPort", number, ManifestReader.line(of: port, lines) ?? line)
        object.add(
          "ports[\(index)].containerPort", String((key.string ?? "").prefix { $0.isNumber }), line)
        index += 1
      }
    }
    return object
  }

  /// Whether the lines at a file's beginning are those of a compose file.
  static func isCompose(_ lines: [String]) -> Bool {
    lines.contains("services:") && !lines.contains { $0.hasPrefix("apiVersion:") }
      && lines.contains { $0.hasPrefix("    image:") || $0.hasPrefix("    build:") }
  }

  /// The services of a compose file, as containers that are declared.
  static func declared(in lines: [TextLine]) -> [ObjectDraft] {
    let text = lines.map(\.text).joined(separator: "\n")
    guard let services = try? Yams.compose(yaml: text)?["services"]?.mapping else { return [] }
    return services.compactMap { key, service in
      guard let name = service["container_name"]?.string ?? key.string,
        let first = ManifestReader.line(of: key, lines)
      else { return nil }
      var object = ObjectDraft(
        kind: "Container", namespace: "", name: name, origin: .declared, line: first)
      for (field, path) in [
        ("image", "image"), ("restart", "restartPolicy"), ("network_mode", "networkMode"),
      ] {
        if let node = service[field], let text = node.string {
          object.add(path, text, ManifestReader.line(of: node, lines) ?? first)
        }
      }
      for (index, port) in (service["ports"]?.sequence.map(Array.init) ?? []).enumerated() {
        let line = ManifestReader.line(of: port, lines) ?? first
        let parts = (port.string ?? "").split(separator: ":").map(String.init)
        guard parts.count > 1 else { continue }
        object.add("ports[\(index)].hostIP", parts.count > 2 ? parts[0] : "0.0.0.0", line)
        object.add("ports[\(index)].hostPort", parts[parts.count - 2], line)
        object.add(
          "ports[\(index)].containerPort", String(parts[parts.count - 1].prefix { $0.isNumber }),
          line)
      }
      return object
    }
  }
}

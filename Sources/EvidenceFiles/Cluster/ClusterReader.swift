import Evidence

/// Reads what people save of a cluster: what `kubectl get` and `describe` printed, in a file each or as
/// a transcript of commands, manifests, `systemctl status`, tests of connections, alerts.
struct ClusterReader: ObservationReader {
  let format = "objects of a cluster"

  /// Lines that are kept: 400,000 pods with a line each are more than any cluster has.
  private static let mostLines = 400_000
  /// Bytes of a line that are kept: a manifest in one line is that of a few objects.
  private static let longestLine = 64 << 10

  func takes(_ head: FileHead) -> Taking {
    guard let first = head.lines.first else { return .no }
    if AlertList.takes(head.text) { return .whole }
    if Self.isDocument(head) { return Self.taking(document: head) }
    if ContainerInspection.takes(head.text) { return .besideLog }
    let lines = head.lines.prefix(Self.looked).map { $0.text(limit: 400) }
    if ContainerInspection.isCompose(lines) { return .besideLog }
    let commands = lines.filter { Self.isOf(Transcript.tools, $0) }
    if !commands.isEmpty {
      return commands.contains { $0.contains(" logs ") } ? .besideLog : .whole
    }
    let shown = lines.compactMap(Transcript.command)
    if !shown.isEmpty, shown.allSatisfy(SwarmText.isOfSwarm) { return .whole }
    let text = first.text(limit: 400)
    if let header = ResourceTable.Header(TextLine(number: 1, text: text)), header.kind != nil {
      return .whole
    }
    if text.hasPrefix("Name:"), text.count > 6,
      lines.prefix(Self.fewLines).contains(where: {
        $0.hasPrefix("Labels:") || $0.hasPrefix("Namespace:")
      })
    {
      return .whole
    }
    let isStatus =
      UnitStatus.unit(in: text) != nil && lines.contains { $0.trimmed.hasPrefix("Active: ") }
    let isOfHost = HostForm.takes(text) || lines.contains { Self.isOf(HostForm.tools, $0) }
    return isStatus || isOfHost || EventRows.takes(text) ? .besideLog : .no
  }

  /// Lines in which a command is sought.
  private static let looked = 60
  /// Lines in which an object's labels stand.
  private static let fewLines = 30

  private static func isOf(_ tools: Set<String>, _ line: String) -> Bool {
    guard let text = Transcript.command(in: line).map({ Transcript.behindClock($0) ?? $0 }),
      let word = text.split(separator: " ").first(where: { $0 != "sudo" })
    else { return false }
    return tools.contains(String(word))
  }

  /// Whether a file holds objects as the API writes them.
  private static func isDocument(_ head: FileHead) -> Bool {
    // A list tells its own kind behind its items, which may be beyond the head.
    let isYAML =
      head.lines.contains { $0.has("apiVersion:") }
      && head.lines.contains { $0.has("kind:") || $0.has("  kind:") || $0.has("- kind:") }
    if isYAML { return true }
    guard head.text.first(where: { $0 > 0x20 }) == 0x7B else { return false }
    return head.text.find(lowercased: Array("\"apiversion\"".utf8)) != nil
      && head.text.find(lowercased: Array("\"kind\"".utf8)) != nil
  }

  /// Events are entries of a log and objects; records of audits are entries alone.
  private static func taking(document head: FileHead) -> Taking {
    func has(_ word: String) -> Bool { head.text.find(lowercased: Array(word.utf8)) != nil }
    // Of `v1` and of `events.k8s.io/v1`.
    if has("involvedobject") || has("regarding") && has("reportingcontroller") { return .besideLog }
    return ["\"kind\": \"event", "\"kind\":\"event", "kind: event"].contains(where: has)
      ? .no : .whole
  }

  func observed(in reader: LineReader, of file: ObservedFile) -> Observed {
    var lines: [TextLine] = []
    while lines.count < Self.mostLines, let raw = reader.next() {
      lines.append(TextLine(number: reader.line, text: raw.text(limit: Self.longestLine)))
    }
    var result = Observed()
    if lines.count == Self.mostLines {
      result.notes.append("only the first \(Self.mostLines) lines were read")
    }
    var broken = 0
    for block in Transcript(lines).blocks {
      let (objects, unread) = Self.objects(in: block)
      broken += unread
      result.observations += objects.compactMap { $0.observation(of: file) }
    }
    if broken > 0 {
      result.notes.append(
        "\(broken) \(broken == 1 ? "document is" : "documents are") no valid YAML, and left out")
    }
    return result
  }

  /// What a command printed, by the command where one is shown, else by the text.
  private static func objects(in block: Transcript.Block) -> (objects: [ObjectDraft], broken: Int) {
    let namespace = block.command?.namespace ?? ""
    let first = block.lines.first { !$0.isBlank }?.text ?? ""
    let listing = block.command.map(Self.listed) ?? []
    if let found = HostForm.objects(in: block) { return (found, 0) }
    if first.hasPrefix("apiVersion:") || first.hasPrefix("---") || first.hasPrefix("kind:")
      || first.hasPrefix("{") || first.hasPrefix("#")
    {
      let found = ManifestReader(namespace: namespace).objects(in: block.lines)
      if !found.objects.isEmpty { return (listing + found.objects, found.broken) }
      let alerts = AlertList.objects(in: block.lines)
      if !alerts.isEmpty { return (alerts, 0) }
      if found.broken > 0 { return ([], found.broken) }
    }
    if first.hasPrefix("["), block.command == nil,
      block.lines.contains(where: { $0.text.contains("\"HostConfig\"") })
    {
      return (ContainerInspection.objects(in: block), 0)
    }
    if block.command == nil,
      ContainerInspection.isCompose(block.lines.prefix(Self.looked).map(\.text))
    {
      return (ContainerInspection.declared(in: block.lines), 0)
    }
    if first.hasPrefix("[") { return (AlertList.objects(in: block.lines), 0) }
    if let command = block.command, ConnectionTest.takes(command) {
      return (ConnectionTest(command: command).object(in: block.lines).map { [$0] } ?? [], 0)
    }
    if block.command?.words.contains("systemctl") == true || UnitStatus.unit(in: first) != nil {
      return (UnitStatus(command: block.command).objects(in: block.lines), 0)
    }
    if let command = block.command, command.words.first == Transcript.clock {
      return (block.lines.first { !$0.isBlank }.map { [Self.moment($0)] } ?? [], 0)
    }
    let asked = block.command?.resources
    let kinds = (asked?.kinds ?? []).compactMap(ResourceKind.named)
    if asked?.verb == "describe" || asked == nil && first.hasPrefix("Name:") {
      let kind = kinds.count == 1 ? kinds[0] : nil
      return (DescribeReader(kind: kind, namespace: namespace).objects(in: block.lines), 0)
    }
    if kinds == ["Event"] || asked == nil && EventRows.takes(first) {
      return (listing + EventRows(namespace: namespace).events(in: block.lines), 0)
    }
    return (
      listing
        + ResourceTable(
          kinds: kinds, namespace: namespace, paths: block.command?.customColumns ?? [:]
        ).objects(in: block.lines), 0
    )
  }

  /// When what was printed was so, by the clock beside it: ages count back from it.
  private static func moment(_ line: TextLine) -> ObjectDraft {
    var moment = ObjectDraft(
      kind: "Moment", namespace: "", name: "moment@\(line.number)", origin: .listed, line: line)
    moment.add("now", line.trimmed, line)
    moment.add("iso", CertificateText.time(line.trimmed) ?? "", line)
    return moment
  }

  /// That all objects of some kinds were listed: what is not among them does not exist.
  private static func listed(_ command: ShellCommand) -> [ObjectDraft] {
    guard let (verb, kinds, names) = command.resources, verb == "get", names.isEmpty,
      !command.isNarrowed
    else { return [] }
    return kinds.compactMap(ResourceKind.named).map { kind in
      var list = ObjectDraft(
        kind: "Listing", namespace: command.namespace, name: kind, origin: .listed,
        line: command.line)
      list.add("command", command.words.joined(separator: " "), command.line)
      return list
    }
  }
}

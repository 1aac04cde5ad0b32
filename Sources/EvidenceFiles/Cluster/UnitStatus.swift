/// Reads `systemctl status`: a unit of a machine, and whether it runs.
///
///     ○ kubelet.service - Kubernetes Kubelet
///          Active: inactive (dead) since Fri 2026-01-02 15:41:14 CST; 4min 11s ago
///     → Unit node-1/kubelet: active inactive, sub dead
struct UnitStatus {
  /// The command above, which may name the machine behind a `#`; nil where none is shown.
  var command: ShellCommand?

  /// The units of some lines, each begun by its bullet.
  func objects(in lines: [TextLine]) -> [ObjectDraft] {
    var units: [ObjectDraft] = []
    var current: ObjectDraft?
    var node = machine
    for line in lines {
      if let name = Self.unit(in: line.text) {
        if let current { units.append(current) }
        current = ObjectDraft(
          kind: "Unit", namespace: node, name: name, origin: .described, line: line)
        continue
      }
      let text = line.trimmed
      if text.hasPrefix("Node: ") || text.hasPrefix("Host: ") {
        node = String(text.dropFirst(6)).trimmed
        continue
      }
      guard current != nil else { continue }
      if let (key, value) = text.halves(at: ": "), Self.keys.contains(key) {
        add(key, value, line, to: &current)
      } else if let host = Self.host(in: text) {
        if current?.namespace.isEmpty == true { current?.namespace = host }
        current?.add("log", text, line)
      }
    }
    if let current { units.append(current) }
    return units
  }

  private static let keys: Set<String> = [
    "Active", "Loaded", "Main PID", "Process", "Trigger", "TriggeredBy",
  ]

  private func add(_ key: String, _ value: String, _ line: TextLine, to unit: inout ObjectDraft?) {
    guard key == "Active" else {
      if key == "Loaded" { unit?.add("loaded", value, line) }
      if key == "Process" || key == "Main PID", value.contains("status=") {
        unit?.add("process", value, line)
      }
      return
    }
    let words = value.split(separator: " ")
    unit?.add("active", words.first.map(String.init) ?? "", line)
    if let (_, rest) = value.halves(at: "("), let (sub, _) = rest.halves(at: ")") {
      unit?.add("sub", sub, line)
    }
    if let (_, rest) = value.halves(at: "(Result: "), let (result, _) = rest.halves(at: ")") {
      unit?.add("result", result, line)
    }
    if let (_, since) = value.halves(at: " since ") { unit?.add("since", since, line) }
  }

  /// The machine that a remark names: `# on node-1`.
  private var machine: String {
    let words = command?.remark.split(separator: " ").map(String.init) ?? []
    guard let at = words.firstIndex(of: "on"), at + 1 < words.count else {
      return command?.host ?? ""
    }
    return words[at + 1]
  }

  /// Kinds of units that people ask about.
  static let endings = [".service", ".timer", ".socket", ".mount", ".path", ".target"]

  /// A unit as people name it: `web.service` → `web`, `certbot.timer` as it is.
  static func plain(_ name: String) -> String {
    name.hasSuffix(".service") ? String(name.dropLast(".service".count)) : name
  }

  /// The unit of a headline: `● kubelet.service - The Kubernetes agent`.
  static func unit(in text: String) -> String? {
    let bullets: Set<Character> = ["●", "○", "×", "↻", "*"]
    for word in text.split(separator: " ").prefix(3) {
      guard endings.contains(where: word.hasSuffix) else { continue }
      let name = plain(String(word))
      let before = text.prefix { !bullets.contains($0) }
      guard text.first(where: bullets.contains) != nil, before.count < word.count + 12 else {
        return nil
      }
      return name
    }
    return nil
  }

  /// The machine of a line of the journal: `Jan 02 15:41:14 node-1 systemd[1]: Stopped …`.
  private static func host(in text: String) -> String? {
    let words = text.split(separator: " ", maxSplits: 5).map(String.init)
    guard words.count > 4, words[0].count == 3, words[2].count == 8, words[4].hasSuffix("]:")
    else { return nil }
    return words[3]
  }
}

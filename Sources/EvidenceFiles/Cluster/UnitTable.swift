/// Reads tables of `systemctl`: `list-units`, `list-unit-files`, `list-timers`.
///
///     UNIT FILE       STATE    PRESET
///     certbot.timer   masked   enabled   → Unit certbot.timer: fileState masked, preset enabled
enum UnitTable {
  private static let headers: [[String]] = [
    ["UNIT", "FILE", "STATE"], ["UNIT", "LOAD", "ACTIVE", "SUB"],
    ["NEXT", "LEFT", "LAST", "PASSED", "UNIT"],
  ]

  private static func form(_ text: String) -> Int? {
    let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
    return headers.firstIndex { words.starts(with: $0) }
  }

  static func takes(_ first: String) -> Bool { form(first) != nil }

  /// The units of a table; services go without their ending, as people name them.
  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    var kind: Int?
    var objects: [ObjectDraft] = []
    for line in block.lines {
      if let found = form(line.text) {
        kind = found
      } else if line.isBlank {
        kind = nil
      } else if let kind, let object = object(line, kind, block.command?.host ?? "") {
        objects.append(object)
      }
    }
    return objects
  }

  private static func object(_ line: TextLine, _ kind: Int, _ host: String) -> ObjectDraft? {
    var words = line.text.split { $0 == " " || $0 == "\t" }.map(String.init)
    if let first = words.first, first.count == 1, !first.utf8.allSatisfy({ $0 < 0x80 }) {
      words.removeFirst()
    }
    let place = kind == 2 ? words.firstIndex { $0.hasSuffix(".timer") } : 0
    guard let place, place < words.count, let dot = words[place].lastIndex(of: "."),
      dot != words[place].startIndex
    else { return nil }
    let name = UnitStatus.plain(words[place])
    let rest = Array(words[(place + 1)...])
    // Devices and mounts of the machine are hundreds, of which nobody asks.
    guard UnitStatus.endings.contains(where: words[place].hasSuffix) else { return nil }
    var unit = ObjectDraft(kind: "Unit", namespace: host, name: name, origin: .listed, line: line)
    switch kind {
    case 0:
      guard let state = rest.first else { return nil }
      unit.add("fileState", state, line)
      if rest.count > 1 { unit.add("preset", rest[1], line) }
    case 1:
      guard rest.count > 2 else { return nil }
      if rest[0] == "masked" { unit.add("loaded", "masked", line) }
      // What is not to run all the time is inactive most of it.
      if rest[1] != "inactive" { unit.add("active", rest[1], line) }
      unit.add("sub", rest[2], line)
    default:
      unit.add(
        "next",
        words[0] == "-" || words[0] == "n/a" ? "none" : words.prefix(4).joined(separator: " "), line
      )
      if let activates = rest.first { unit.add("activates", UnitStatus.plain(activates), line) }
    }
    return unit
  }
}

/// Reads unit files: `systemctl cat`, or the file itself.
///
///     # /etc/systemd/system/web.service
///     [Service]
///     ExecStart=/opt/web/run   → Unit web: ExecStart /opt/web/run
enum UnitFile {
  static func takes(_ first: String) -> Bool { first.hasPrefix("# /") && name(in: first) != nil }

  private static func name(in text: String) -> String? {
    guard let last = text.split(separator: "/").last.map(String.init),
      UnitStatus.endings.contains(where: last.hasSuffix)
    else { return nil }
    return last
  }

  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    var units: [ObjectDraft] = []
    for line in block.lines where !line.isBlank {
      if line.text.hasPrefix("# /") {
        guard let name = name(in: line.text) else { continue }
        units.append(
          ObjectDraft(
            kind: "Unit", namespace: block.command?.host ?? "", name: UnitStatus.plain(name),
            origin: .declared, line: line))
      } else if !units.isEmpty, !line.text.hasPrefix("#"),
        let (key, value) = line.trimmed.halves(at: "=")
      {
        units[units.count - 1].add(key, value, line)
      }
    }
    return units
  }
}

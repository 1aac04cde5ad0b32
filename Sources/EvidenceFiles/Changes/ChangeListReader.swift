import Evidence
import Timeline

/// Reads plain lists of changes, as people and scripts keep them: each line a time, what was changed and
/// to which version, or what was done to what.
///
///     2026-03-10 10:02:11  cart     1.9.0    ok   mara   faster totals
///     2026-03-10T10:05:00Z deploy  web 311                          by=ci
///     2026-03-10T10:30:12Z scale   worker replicas 4 -> 40          by=lotte
///
/// A log has such lines now and then; a list has hardly others, and not the same one again and again.
struct ChangeListReader: ObservationReader {
  let format = "list of changes"

  /// Rows that are looked at: a longer list is as its beginning.
  private static let mostRows = 60

  func takes(_ head: FileHead) -> Taking {
    let lines = head.lines.lazy.filter { $0.first != UInt8(ascii: "#") }.prefix(Self.mostRows)
    let count = lines.count
    var known: [ChangeListRow] = []
    for (place, line) in lines.enumerated() {
      if let row = ChangeListRow(line), !row.service.isEmpty { known.append(row) }
      // Most files are logs: their first lines say so.
      guard (place + 1 - known.count) * 10 <= count * 3 else { return .no }
    }
    let sure = known.count(where: \.isSure)
    let distinct = Set(known.map { [$0.service, $0.version ?? $0.description] })
    return sure > 0 && sure * 2 >= count && distinct.count * 2 >= known.count ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var observed = Observed()
    while let raw = lines.next() {
      guard raw.first != UInt8(ascii: "#"), let row = ChangeListRow(raw) else { continue }
      let service = row.service.isEmpty ? file.service : row.service
      var sample = file.sample(line: lines.line, raw, time: row.time, service: service)
      if !row.description.isEmpty, sample.text.contains(row.description) {
        sample.message = row.description
      }
      observed.observations.append(
        .change(row.kind, of: service, row.description, sample, row.parts))
    }
    return observed
  }
}

/// What a line of a list of changes says.
struct ChangeListRow {
  let time: Timestamp
  /// What was changed; empty where the line names nothing.
  private(set) var service = ""
  /// The kind of change; nil where no word tells it.
  private(set) var kind: String?
  private(set) var version: String?
  /// What it says behind the name of what was changed.
  private(set) var description = ""
  /// Its parts by their names: `version`, `from`, `by`.
  private(set) var parts: [Observation.Trait] = []
  /// Whether its own form tells that it is a change: a word for one, or surely a version behind a name.
  private(set) var isSure = false

  /// Nil where a line does not begin with a day and a time.
  init?(_ raw: Bytes) {
    guard raw.count <= Self.longest, let stamp = StampReader().read(raw),
      stamp.timestamp.date == .full, stamp.end < raw.count, " \t|".utf8.contains(raw[stamp.end])
    else { return nil }
    time = stamp.timestamp
    let rest = String(
      raw.part(stamp.end, raw.count).trimmed().text(limit: Self.longest).drop { "|- ".contains($0) }
    )
    var words = rest.split(maxSplits: Self.mostWords) { " \t|".contains($0) }.map(String.init)
    if let zone = words.first, Self.zones.contains(zone) { words.removeFirst() }
    guard let first = words.first else { return nil }
    let act = Self.acts[first.lowercased().filter { $0 != ":" }]
    if act != nil { words.removeFirst() }
    guard let name = words.first.map(Self.bare), Self.isName(name) else {
      description = Self.trimmed(rest)
      kind = act
      return
    }
    words.removeFirst()
    let place = Self.version(in: words)
    let isVersioned = place == 0
    guard act != nil || isVersioned else {
      description = Self.trimmed(rest)
      return
    }
    service = name
    isSure = act != nil || place.map { Self.isSureVersion(words[$0]) } ?? false
    kind = act ?? "release"
    if let place, isVersioned || act == "release" { take(version: place, words) }
    take(Self.cells(rest))
    let end = rest.firstRange(of: name)?.upperBound ?? rest.startIndex
    description = Self.trimmed(String(rest[end...].drop { " \t:|,".contains($0) }))
  }

  /// A version, and what it was before: `1.21.4 -> 1.22.0`.
  private mutating func take(version place: Int, _ words: [String]) {
    var version = Self.bare(words[place])
    if place + 2 < words.count, ["->", "→", "to", "=>"].contains(words[place + 1]) {
      parts.append(.init(name: "from", value: version))
      version = Self.bare(words[place + 2])
    }
    self.version = version
    parts.append(.init(name: "version", value: version))
  }

  /// Who did it, where a cell of its own names somebody behind the version: `ok   mara`.
  private mutating func take(_ cells: [String]) {
    guard let version, let place = cells.firstIndex(where: { $0.hasSuffix(version) }) else {
      return
    }
    let person = cells[(place + 1)...].prefix(2).first { cell in
      cell.allSatisfy { $0.isLetter && $0.isLowercase || $0 == "." || $0 == "-" }
        && !Self.states.contains(cell)
    }
    if let person { parts.append(.init(name: "by", value: person)) }
  }

  /// Bytes of a line, and words at its beginning that may be the name and the version.
  private static let (longest, mostWords) = (400, 8)

  /// The parts between two blanks and more, or tabs.
  private static func cells(_ text: String) -> [String] {
    text.replacing("\t", with: "  ").replacing(" | ", with: "  ").split(separator: "  ").map {
      $0.trimmed
    }.filter { !$0.isEmpty }
  }

  /// A description without the field at its end that says who: `replicas 4 -> 40      by=lotte`.
  private static func trimmed(_ text: String) -> String {
    guard let field = text.firstRange(of: " by=") else { return text.trimmed }
    return text[..<field.lowerBound].trimmed
  }

  /// A word without the colon or comma behind it.
  private static func bare(_ word: String) -> String {
    var word = word[...]
    while let last = word.utf8.last, ":,;".utf8.contains(last) { word.removeLast() }
    return String(word)
  }

  /// Whether a word may be what something is called: no number, no level, no word of a sentence.
  private static func isName(_ word: String) -> Bool {
    word.utf8.count > 1 && word.first?.isLetter == true
      && word.contains(where: \.isLowercase)
      && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
      && !fillers.contains(word.lowercased())
  }

  /// The place of the first word that is a version: `3.8.1`, `v12`, `2026.08.19-1`, a build's number.
  private static func version(in words: [String]) -> Int? {
    words.prefix(3).firstIndex { word in
      let word = bare(word).drop { $0 == "v" || $0 == "V" || $0 == "#" }
      return word.first?.isNumber == true
        && word.allSatisfy { $0.isNumber || $0.isLetter || ".-_+".contains($0) }
        && (word.contains(".") || word.allSatisfy(\.isNumber))
    }
  }

  /// Whether a number can be nothing but a version: `v12`, `1.9.0`, `1.9-rc1`; no share, no address.
  private static func isSureVersion(_ word: String) -> Bool {
    let word = bare(word)
    let dots = word.count { $0 == "." }
    let isPlain = word.allSatisfy { $0.isNumber || $0 == "." }
    return word.first == "v" || dots >= 2 && !(isPlain && dots == 3)
      || dots > 0 && word.contains("-")
  }

  private static let zones: Set<String> = ["UTC", "GMT", "Z", "CET", "CEST", "EST", "PST"]
  private static let states: Set<String> = [
    "ok", "done", "success", "succeeded", "failed", "complete", "completed", "finished", "started",
    "deployed", "rolled", "live", "prod", "production", "staging", "yes", "no", "green", "red",
  ]
  private static let fillers: Set<String> = [
    "the", "of", "to", "for", "in", "a", "an", "and", "with", "from", "started", "finished", "done",
    "failed", "complete", "completed", "running", "is", "was", "on", "at", "by",
  ]
  /// Words that say what was done, and the kind of change that each is.
  private static let acts = [
    "deploy": "release", "deployed": "release", "deployment": "release", "release": "release",
    "released": "release", "rollout": "release", "rollback": "release", "upgrade": "release",
    "upgraded": "release", "scale": "scaling", "scaled": "scaling", "scaling": "scaling",
    "restart": "restart", "restarted": "restart", "reboot": "restart",
    "config": "configuration-change", "flag": "configuration-change",
    "setting": "configuration-change", "feature": "configuration-change",
    "migrate": "schema-change", "migration": "schema-change", "merge": "commit",
  ]
}

import Evidence
import Timeline

/// Reads feeds of changes as JSON: an object a line, or a list of them, wrapped or not.
///
///     {"time":"2026-03-10T10:02:00Z","service":"cart","kind":"deploy","description":"1.8 to 1.9"}
///     {"at":"2026-03-10T10:02:00Z","actor":"ines","flag":"new_cart","action":"enable 100%"}
struct ChangeRecordReader: ObservationReader {
  let format = "changes in JSON"

  func takes(_ head: FileHead) -> Taking {
    guard let first = head.text.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B else {
      return .no
    }
    var changes = 0
    var others = 0
    var failed = 0
    let walker = JSONWalker(source: TextSource(Array(head.text)), isCancelled: { false })
    walker.walk { value, _, _ in
      Self.records(in: value) { _, record in
        if record.isChange {
          changes += 1
        } else if record.hasFailed {
          failed += 1
        } else if !record.isReadOnly, record.actor == nil || !ChangeFields.isReading(record.kind) {
          // Who only looked says nothing against a feed of changes, nor for it.
          others += 1
        }
      }
    }
    guard changes > 0, changes * 10 >= (changes + others) * 7 else { return .no }
    // What was refused is no change, and may be what is looked for.
    return failed > 0 ? .besideLog : .whole
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let walker = JSONWalker(source: lines.source, isCancelled: lines.isCancelled)
    let stamps = StampReader()
    var observed = Observed()
    walker.walk { value, line, _ in
      var cursor = LineCursor(value, first: line)
      Self.records(in: value) { object, record in
        guard record.isChange, let place = record.place,
          record.actor == nil || !ChangeFields.isReading(record.kind)
        else { return }
        let isPath = record.object?.contains(UInt8(ascii: "/")) ?? false
        let service =
          record.service?.text(limit: 200) ?? (isPath ? record.objectName : nil) ?? file.service
        // Who did it stands in another line than what was done: a small record is quoted whole.
        let isSmall = record.actor != nil && object.count <= Self.mostQuoted
        let quote = isSmall ? (cursor.line(of: object), object) : cursor.quote(object, at: place)
        let time = record.time.flatMap { stamps.read(value: $0) }?.timestamp
        var sample = file.sample(line: quote.0, quote.1, time: time, service: service)
        let description = record.description
        if sample.text.contains(description), !description.isEmpty {
          sample.message = description
        } else if quote.1.contains(0x0A), !record.kind.isEmpty {
          sample.message = record.kind
        }
        observed.observations.append(
          .change(
            record.change, of: service, description, sample,
            ChangeParts.of(object)))
      }
    }
    observed.lines = walker.lines
    observed.shortfall = walker.shortfall
    return observed
  }

  /// Bytes of a record that is quoted whole.
  private static let mostQuoted = 1500

  /// What an object says of a change.
  private struct Record {
    var time: Bytes?
    var service: Bytes?
    var kind = ""
    var text: Bytes?
    var version: Bytes?
    var actor: Bytes?
    var object: Bytes?
    /// What it is called, which tells what was changed where nothing else does.
    var name: Bytes?
    /// Whether the name of its time says that something was changed then.
    var isDated = false
    /// Whether its words are a note of what was done.
    var isNoted = false
    /// What was added and taken away, as a list of lines.
    var difference: Bytes?
    /// Whether it was refused or failed, so that nothing was changed: `"errorCode": "AccessDenied"`.
    var hasFailed = false
    /// Whether it has a field that entries of logs have: then it is one.
    var isOfLog = false
    /// Whether it says itself that nothing was changed, or that something was, as CloudTrail does: `"readOnly": true`;
    /// nil where it says neither.
    var readOnly: Bool?
    var isReadOnly: Bool { readOnly == true }
    /// The event as CloudTrail's listing wraps it: JSON in a string.
    var wrapped: Bytes?

    init(_ object: Bytes) {
      JSONSpan.members(object) { name, member in
        let field = name.text(limit: 40)
        var member = member
        if JSONSpan.isContainer(member) {
          // `"operationName": {"value": "…"}`, `"userIdentity": {"userName": "ines"}`
          if ["diff", "changes"].contains(field), member.first == UInt8(ascii: "["),
            member.count > 4
          {
            difference = member
          }
          guard let inner = Self.inner(member, of: field) else { return }
          member = inner
        }
        guard let part = ChangeFields.part(field) else {
          if ChangeFields.isOfLog(field) { isOfLog = true }
          if field == "errorCode", !member.has("null") { hasFailed = true }
          if field.lowercased() == "readonly" { readOnly = Self.truth(member) }
          if field == "CloudTrailEvent" { wrapped = JSONSpan.unquoted(member) }
          if field.lowercased() == "name" { self.name = JSONSpan.unquoted(member) }
          return
        }
        if part == .time, ChangeFields.isTimeOfChange(field) { isDated = true }
        let value = JSONSpan.unquoted(member)
        guard !value.isEmpty, !member.has("null") else { return }
        switch part {
        // What it leads to may show before it is finished.
        case .time: time = ChangeFields.isBeginning(field) ? value : time ?? value
        case .service: service = service ?? value
        case .kind: if kind.isEmpty { kind = value.text(limit: 60) }
        case .text:
          text = text ?? value
          if ChangeFields.isNote(field) { isNoted = true }
        case .version: version = version ?? value
        case .actor: actor = actor ?? value
        case .object: self.object = self.object ?? value
        }
      }
    }

    /// Whether a value says true or false, quoted or not; nil where it says neither.
    private static func truth(_ value: Bytes) -> Bool? {
      switch JSONSpan.unquoted(value).text(limit: 6).lowercased() {
      case "true": true
      case "false": false
      default: nil
      }
    }

    /// The value that a container stands for, where it is of who did what.
    private static func inner(_ container: Bytes, of field: String) -> Bytes? {
      guard let part = ChangeFields.part(field), [.kind, .actor, .object, .service].contains(part)
      else { return nil }
      if container.first == UInt8(ascii: "[") {
        let elements = JSONSpan.elements(container)
        // `"Resources": [{"ResourceType": "…", "ResourceName": "sg-0b7e"}]`
        if part == .object, let first = elements.first, first.first == UInt8(ascii: "{") {
          return inner(first, of: field)
        }
        guard part == .service else { return nil }
        // Of several hosts none is the one.
        return elements.count == 1 && !JSONSpan.isContainer(elements[0]) ? elements[0] : nil
      }
      guard part != .service else { return nil }
      var found: Bytes?
      JSONSpan.members(container) { name, member in
        let name = name.text(limit: 40)
        if part == .object {
          // `"requestParameters": {"groupId": "sg-0b6f", …}` names what was changed among much else.
          let isName = ["id", "name", "identifier"].contains { name.lowercased().hasSuffix($0) }
          if isName, !JSONSpan.isContainer(member) { found = found ?? member }
        } else if ["value", "userName", "username", "arn", "name"].contains(name),
          !JSONSpan.isContainer(member)
        {
          found = found ?? member
        }
      }
      return found
    }

    /// What was changed, as the last part of a path: of `…/storageAccounts/stlabel` it is `stlabel`.
    var objectName: String? {
      object?.text(limit: 400).split { "/:".contains($0) }.last.map(String.init)
    }

    /// Whether it has a time and a kind that is one of changes, and says whose it is or what it was; or
    /// tells in no words of its own who did something to what: a log's entry has words.
    var isChange: Bool {
      guard time != nil, !hasFailed, !isReadOnly else { return false }
      if ChangeFields.kind(kind) != nil,
        service != nil || text != nil || (object ?? name) != nil && !isOfLog
      {
        return true
      }
      // Who did what and when, in a note: entries of logs do not call their words so.
      if actor != nil, !isOfLog, isNoted || difference != nil { return true }
      // Who put which version of what where, and when: words of theirs are a commit's.
      if isDated, isRelease, !isOfLog { return true }
      guard text == nil, !isOfLog else { return false }
      return isRelease
        || actor != nil && !kind.isEmpty && (object != nil || readOnly == false)
    }

    /// Whether it tells which version of what, and nothing more: a list of what was deployed.
    private var isRelease: Bool { service != nil && version != nil && kind.isEmpty }

    /// The kind of change.
    var change: String? { isRelease ? "release" : ChangeFields.kind(kind) }

    /// Whether it may be anything that is recorded.
    var isRecord: Bool { time != nil || !kind.isEmpty || text != nil }

    /// What was changed: as it stands there, else what was done and to what.
    var description: String {
      if let said = text ?? difference ?? version { return said.text(limit: 500) }
      if let object = object ?? name { return "\(kind) \(object.text(limit: 200))" }
      return requested.isEmpty ? kind : "\(kind) \(requested)"
    }

    /// What was asked for, as the wrapped event tells it: `{"cluster":"prod","taskDefinition":"backfill:7"`.
    private var requested: String {
      guard let text = wrapped?.text(limit: 4000).filter({ $0 != "\\" }),
        let start = text.firstRange(of: "\"requestParameters\":")?.upperBound
      else { return "" }
      let rest = text[start...].prefix(120)
      return rest.hasPrefix("null") ? "" : String(rest.prefix { $0 != "}" })
    }

    /// What is quoted of it.
    var place: Bytes? { text ?? difference ?? version ?? object ?? name ?? time }
  }

  /// Calls a closure for each object in a value that records something.
  private static func records(
    in value: Bytes, depth: Int = 0, _ body: (_ object: Bytes, _ record: Record) -> Void
  ) {
    JSONSpan.objects(in: value, depth: depth) { object, depth in
      let record = Record(object)
      guard !record.isRecord else { return body(object, record) }
      JSONSpan.members(object) { _, member in
        if JSONSpan.isContainer(member) { records(in: member, depth: depth + 1, body) }
      }
    }
  }
}

import Evidence
import Timeline

/// Reads feeds of changes as JSON: an object a line, or a list of them, wrapped or not.
///
///     {"time":"2026-03-10T10:02:00Z","service":"cart","kind":"deploy","description":"1.8 to 1.9"}
struct ChangeRecordReader: ObservationReader {
  let format = "changes in JSON"

  func takes(_ head: FileHead) -> Taking {
    guard let first = head.text.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B else {
      return .no
    }
    var changes = 0
    var others = 0
    let walker = JSONWalker(source: TextSource(Array(head.text)), isCancelled: { false })
    walker.walk { value, _, _ in
      Self.records(in: value) { _, record in
        if record.isChange { changes += 1 } else { others += 1 }
      }
    }
    return changes > 0 && changes * 10 >= (changes + others) * 7 ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    let walker = JSONWalker(source: lines.source, isCancelled: lines.isCancelled)
    let stamps = StampReader()
    var observed = Observed()
    walker.walk { value, line, _ in
      var cursor = LineCursor(value, first: line)
      Self.records(in: value) { object, record in
        guard record.isChange, let place = record.place else { return }
        let service = record.service?.text(limit: 200) ?? file.service
        let quote = cursor.quote(object, at: place)
        let time = record.time.flatMap { stamps.read(value: $0) }?.timestamp
        var sample = file.sample(line: quote.line, quote.text, time: time, service: service)
        let description = record.description.text(limit: 500)
        if sample.text.contains(description), !description.isEmpty { sample.message = description }
        observed.observations.append(
          .change(ChangeFields.kind(record.kind), of: service, description, sample))
      }
    }
    observed.lines = walker.lines
    observed.shortfall = walker.shortfall
    return observed
  }

  /// What an object says of a change.
  private struct Record {
    var time: Bytes?
    var service: Bytes?
    var kind = ""
    var text: Bytes?
    var version: Bytes?

    init(_ object: Bytes) {
      JSONSpan.members(object) { name, member in
        guard !JSONSpan.isContainer(member), let part = ChangeFields.part(name.text(limit: 40))
        else { return }
        let value = JSONSpan.unquoted(member)
        guard !value.isEmpty, !member.has("null") else { return }
        switch part {
        case .time: time = time ?? value
        case .service: service = service ?? value
        case .kind: if kind.isEmpty { kind = value.text(limit: 60) }
        case .text: text = text ?? value
        case .version: version = version ?? value
        }
      }
    }

    /// Whether it has a time and a kind that is one of changes, and says whose it is or what it was.
    var isChange: Bool {
      time != nil && ChangeFields.kind(kind) != nil && (service != nil || text != nil)
    }

    /// Whether it may be anything that is recorded.
    var isRecord: Bool { time != nil || !kind.isEmpty || text != nil }

    /// What was changed, as it stands there.
    var description: Bytes { text ?? version ?? Bytes(start: nil, count: 0) }

    /// What is quoted of it.
    var place: Bytes? { text ?? version ?? time }
  }

  /// Calls a closure for each object in a value that records something.
  private static func records(
    in value: Bytes, depth: Int = 0, _ body: (_ object: Bytes, _ record: Record) -> Void
  ) {
    guard depth < JSONSpan.deepest else { return }
    guard value.first == UInt8(ascii: "{") else {
      for element in JSONSpan.elements(value) where JSONSpan.isContainer(element) {
        records(in: element, depth: depth + 1, body)
      }
      return
    }
    let record = Record(value)
    guard !record.isRecord else {
      body(value, record)
      return
    }
    JSONSpan.members(value) { _, member in
      if JSONSpan.isContainer(member) { records(in: member, depth: depth + 1, body) }
    }
  }
}

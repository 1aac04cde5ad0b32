import Evidence
import Timeline

/// An ``Aggregate`` made ready.
struct AggregateRequest: Sendable {
  let by: Aggregate.Grouping?
  /// The field that is measured, as names are compared; nil where entries are counted.
  let field: [UInt8]?
  let fieldName: String
  let groupField: [UInt8]
  let paths: [String]
  let templates: TemplateTable

  /// Whether some entry has the field, so that other numbers do not stand in for it.
  let isKnown: Bool

  init(_ aggregate: Aggregate, reading: EvidenceReading, index: EvidenceIndex) {
    by = aggregate.by
    if case .number(let name) = aggregate.measure {
      field = FieldValue.normal(name)
      fieldName = name
    } else {
      field = nil
      fieldName = ""
    }
    if case .field(let name)? = aggregate.by {
      groupField = FieldValue.normal(name)
    } else {
      groupField = []
    }
    paths = reading.plans.map(\.file.display)
    templates = index.templates
    let wanted = field ?? []
    isKnown = index.catalog.fields.keys.contains { FieldValue.isNamed($0, wanted) }
  }
}

/// Counts or measures the entries that a scope leaves, in groups.
// Unchecked: one thread fills it, then one other merges it under a lock; it is never shared.
final class Aggregator: MatchConsumer, MergeableResult, @unchecked Sendable {
  private let request: AggregateRequest
  private var groups: [[UInt8]: GroupDraft] = [:]
  private var total = 0
  /// Entries of keys beyond ``mostGroups``.
  private var dropped = 0
  private var key: [UInt8]?
  private var bucket: Int64 = 0
  private var number: Quantity?
  private var shapes = ShapeScanner()

  /// Groups that are told apart: of more, nobody reads a list, and each holds two quoted lines.
  private static let mostGroups = 20_000
  /// Bytes of a key: a longer value is no name of a group.
  private static let longestKey = 300

  init(_ request: AggregateRequest) {
    self.request = request
  }

  deinit {
    shapes.deallocate()
  }

  func prepare(_ entry: LogEntry, service: String) -> Bool {
    key = nil
    number = nil
    if let field = request.field {
      number = Self.number(field, entry, isKnown: request.isKnown)
    }
    switch request.by {
    case nil: key = []
    case .service?: key = Array(service.utf8)
    case .host?: key = Self.kept(entry.host)
    case .logger?: key = Self.kept(entry.logger)
    case .level?: key = entry.level.map { Array($0.name.utf8) }
    case .path?: key = []
    case .template?: key = template(entry.message)
    case .status?:
      key = FieldValue.status(entry).map { Array(String($0).utf8) }
    case .field?: key = Self.kept(FieldValue.find(request.groupField, entry))
    case .time(let width)?:
      if let time = entry.time {
        bucket = time.instant.milliseconds.floorDivided(by: width).quotient
        key = withUnsafeBytes(of: bucket.bigEndian) { Array($0) }
      }
    }
    return true
  }

  private static func kept(_ bytes: Bytes?) -> [UInt8]? {
    guard let bytes = bytes?.trimmed(), !bytes.isEmpty else { return nil }
    return Array(bytes.prefix(longestKey))
  }

  /// The number of a field; of an entry without it, the first number of its message where no entry
  /// can have the field, for a template's slots have no names.
  private static func number(
    _ field: [UInt8], _ entry: LogEntry, isKnown: Bool
  ) -> Quantity? {
    if let value = FieldValue.find(field, entry) {
      return Quantity(value.trimmed())
    }
    return isKnown ? nil : Slots.number(named: field, in: entry.message)
  }

  private func template(_ message: Bytes) -> [UInt8] {
    let hash = shapes.scan(message)
    if let number = request.templates.template(ofShape: hash) {
      return Array(request.templates.texts[number].utf8)
    }
    // The index had more shapes than it tells apart: such are known by their first word.
    return Array(shapes.words.prefix { $0 != 0x20 && $0 != ShapeScanner.hole }) + Array(" <*>".utf8)
  }

  func accept(_ draft: SampleDraft, service: String) {
    total += 1
    guard var key else { return }
    if request.by == .path { key = Array(request.paths[Int(draft.file)].utf8) }
    if request.field != nil, number == nil { return }
    if let number {
      withGroup(key) { $0.take(draft, service: service, number) }
    } else {
      withGroup(key) { $0.take(draft, service: service) }
    }
  }

  private func withGroup(_ key: [UInt8], _ body: (inout GroupDraft) -> Void) {
    if groups[key] == nil, groups.count >= Self.mostGroups {
      dropped += 1
      return
    }
    body(&groups[key, default: GroupDraft()])
  }

  func moveLines(by lines: Int) {
    guard lines > 0 else { return }
    for key in groups.keys { groups[key]?.moveLines(by: lines) }
  }

  func absorb(_ other: Aggregator) {
    total += other.total
    dropped += other.dropped
    for (key, group) in other.groups {
      if groups[key] == nil, groups.count >= Self.mostGroups {
        dropped += group.count
      } else {
        groups[key, default: GroupDraft()].absorb(group)
      }
    }
  }

  /// The groups in the order that ``Aggregation`` says.
  func aggregation(in reading: EvidenceReading) -> Aggregation {
    var result = Aggregation(total: total)
    let isTime: Bool
    let width: Int64
    if case .time(let step)? = request.by {
      (isTime, width) = (true, step)
    } else {
      (isTime, width) = (false, 0)
    }
    var thinned = false
    let order = groups.sorted { a, b in
      if isTime { return a.value.earliestTime < b.value.earliestTime }
      return a.value.count == b.value.count
        ? a.key.lexicographicallyPrecedes(b.key) : a.value.count > b.value.count
    }
    for (key, draft) in order {
      let time = isTime ? Self.bucketStart(key, width) : nil
      let text = time.map(Self.text) ?? key.withUnsafeBufferPointer { $0.text() }
      guard let group = draft.group(key: text, time: time, field: request.fieldName, in: reading)
      else { continue }
      if draft.isThinned { thinned = true }
      result.groups.append(group)
    }
    if dropped > 0 {
      result.unread.append(
        Catalog.Unread(
          path: "",
          reason: "\(dropped) entries have further values than the \(Self.mostGroups) told apart"))
    }
    if thinned {
      result.unread.append(
        Catalog.Unread(
          path: "",
          reason: "more than \(NumberDraft.most) numbers: percentiles are of an even share"))
    }
    return result
  }

  private static func bucketStart(_ key: [UInt8], _ width: Int64) -> Instant {
    let index = key.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Instant(milliseconds: Int64(bitPattern: index).multipliedClamped(by: max(1, width)))
  }

  private static func text(_ time: Instant) -> String {
    let civil = CivilTime(time)
    return civil.dateText + " " + civil.clockText
  }
}

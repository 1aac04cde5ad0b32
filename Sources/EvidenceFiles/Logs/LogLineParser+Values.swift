import Evidence
import Timeline

/// Named values of JSON, logfmt and tables: what each role says, and the text inside the message.
extension LogLineParser {
  /// Takes the values of one layer; an inner one that says the same says it better.
  func take(_ values: FieldValues, depth: Int, _ entry: inout LogEntry) {
    takeAll(values, depth: depth, &entry)
    // A record that names an error and no level tells of a failure.
    if entry.level == nil, entry.status.map({ $0 >= 400 }) ?? true, let value = values.detail,
      FieldNames.namesError(value), !LogFields.isNothing(value.bytes)
    {
      entry.level = .error
    }
  }

  private func takeAll(_ values: FieldValues, depth: Int, _ entry: inout LogEntry) {
    if let value = values.time, let stamp = stamp(value, of: values) {
      entry.offer(stamp)
    }
    if values.time == nil, let value = values.date, let stamp = stamps.read(value: value.bytes) {
      entry.offer(stamp)
    }
    // "type" beside a level's own word names what happened: `WARN … type="LOGIN_ERROR"`.
    let isStated = entry.facts.contains(.firmLevel) && entry.level != nil
    if let value = values.level, !isStated || value.rank < FieldNames.vagueness {
      entry.level =
        LevelWords.level(value: value.bytes, scale: scale(value, values)) ?? entry.level
      entry.facts.insert([.level, .firmLevel])
      if depth > 0 { entry.facts.insert(.innerTime) }
    }
    if let value = values.pod { entry.offer(pod: value.bytes) }
    if let value = values.service { offer(value, &entry) }
    if let value = values.host, entry.host == nil { entry.host = value.bytes }
    // Prometheus's `target` is an address.
    if let value = values.logger,
      !value.bytes.contains(UInt8(ascii: "/"))
        || value.bytes.first(UInt8(ascii: ":")).map({ !value.bytes.has("://", at: $0) }) ?? true
    {
      entry.logger = value.bytes
    }
    if let value = values.detail { entry.detail = value.bytes }
    if let value = values.trace { entry.trace = value.bytes }
    if let value = values.span { entry.span = value.bytes }
    if let value = values.status, let status = HTTPStatus.read(value.bytes) {
      entry.status = status
      // Without a level, a server's failure is one.
      if values.level == nil, entry.level == nil, status >= 500 { entry.level = .error }
    }
    guard let value = Self.message(values) else { return }
    let level = entry.level
    entry.facts.remove(.innerTime)
    let text =
      value.isEscaped && depth < rooms.count ? rooms[depth].unescapeJSON(value.bytes) : value.bytes
    if value.name == Self.logName, goesOn(value, &entry) || isJoining {
      entry.message = text
      return
    }
    readInner(text, depth: depth, &entry)
    // A word that only begins the text does not unsay the field beside it; a whole line inside does,
    // and so does any where the field is a collector's guess by the stream.
    let isWhole = entry.facts.contains(.innerTime) || Self.isCollectors(values.level)
    if level != nil, !isWhole || !entry.facts.contains(.firmLevel) { entry.level = level }
    // Inside a field white space is the message's own.
    if values.level != nil || values.message != nil && values.count > 4 {
      entry.facts.remove(.indented)
    }
  }

  /// The value that is worth quoting: of a record with the name of an event and the words of an error,
  /// the words.
  private static func message(_ values: FieldValues) -> FieldValues.Value? {
    guard let message = values.message, let detail = values.detail else {
      return values.message ?? values.detail
    }
    let isName = !message.bytes.contains(0x20) && message.rank >= eventNameRank
    return isName && FieldNames.namesError(detail) && detail.bytes.contains(0x20) ? detail : message
  }

  /// The best rank of a name that says what kind of event it was, not in words what happened.
  private static let eventNameRank = FieldNames.entry(hash: eventName)?.rank ?? .max
  private static let eventName = "eventname".utf8.reduce(hashStart) { FieldNames.extend($0, $1) }

  /// Whether the text of a container goes on in the next line: Docker cuts texts at 16 KiB, and ends
  /// each that is whole with a line end.
  private func goesOn(_ value: FieldValues.Value, _ entry: inout LogEntry) -> Bool {
    let isEnded = value.bytes.has("\\n", at: value.bytes.count - 2)
    entry.facts.insert(isEnded ? .endedLog : .openLog)
    guard !isEnded, context.hasLogEnds else { return false }
    entry.facts.insert(.partial)
    return true
  }

  private func stamp(_ value: FieldValues.Value, of values: borrowing FieldValues) -> Stamp? {
    guard let stamp = stamps.read(value: value.bytes) else { return nil }
    let date = stamp.timestamp.date == .none ? values.date?.bytes : nil
    // A number counts in UTC, whatever zone is written beside it.
    let zone =
      stamp.timestamp.offset == nil && stamp.certainty > .number ? values.zone : nil
    guard date != nil || zone != nil else { return stamp }
    // Date, clock and zone in fields of their own: `date=2026-01-02 time=03:04:05 tz="+0100"`.
    let room = rooms[rooms.count - 1]
    room.begin(value.bytes.count + (date?.count ?? 0) + (zone?.count ?? 0) + 1)
    if let date {
      room.append(date)
      room.append(" ")
    }
    room.append(value.bytes)
    if let zone { room.append(zone) }
    return stamps.read(room.bytes) ?? stamp
  }

  /// Takes a value that names a service, a container, a unit, a log stream or an object.
  private func offer(_ value: FieldValues.Value, _ entry: inout LogEntry) {
    var name = value.bytes.trimmed()
    var rank = value.rank
    // `source="consul-template /etc/app.yml"` tells of a file and who read it.
    if name.contains(0x20), name.contains(UInt8(ascii: "/")) { return }
    if let slash = name.first(UInt8(ascii: "/")) {
      let isFile = slash == 0
      name = Self.lastName(name)
      if isFile { name = name.part(0, name.first(UInt8(ascii: ".")) ?? name.count) }
    }
    // `orders@docker` and `getty@tty1` are instances.
    if let sign = name.first(UInt8(ascii: "@")), sign > 0 { name = name.part(0, sign) }
    // `main.go:12` and `Handler.java:8` are places, no services.
    if let colon = name.first(UInt8(ascii: ":")), colon + 1 < name.count, isDigit(name[colon + 1]) {
      return
    }
    // `service=30000ms` is a time that a service took.
    guard let first = name.first, !isDigit(first) || name.count > 8 else { return }
    if rank > ServiceRank.field { rank = max(rank, ServiceRank.pod + 1) }
    if PodName.isPod(name) { return entry.offer(pod: name, rank: rank) }
    entry.offer(service: name.part(0, PodName.unitLength(name)), rank: rank)
  }

  /// The name in a path: its last part, or the one before where that is an identifier.
  ///
  /// `pod/cart-0` is `cart-0`, `ecs/notifier/9f8e7d` is `notifier`, `/aws/lambda/pay` is `pay`.
  static func lastName(_ path: Bytes) -> Bytes {
    var end = path.count
    while end > 0 {
      var start = end
      while start > 0, path[start - 1] != UInt8(ascii: "/") { start -= 1 }
      let name = path.part(start, end)
      let isDrawn =
        name.count >= 6 && name.contains(where: isDigit)
        && name.allSatisfy { isDigit($0) || lowered($0) &- 0x61 < 6 || $0 == UInt8(ascii: "-") }
      if !name.isEmpty, !isDrawn || start <= 1 { return name }
      end = max(start - 1, 0)
    }
    return path
  }

  /// How the number of a level counts: by its own name, or by whose records have such fields.
  private func scale(_ value: FieldValues.Value, _ values: FieldValues) -> LevelWords.Scale {
    let scale = Self.scale(value, values)
    guard scale == .syslog, value.name != Self.priorityName, value.bytes.count == 1,
      isDigit(value.bytes[0])
    else { return scale }
    levelNumber = Int(value.bytes[0] &- 0x30)
    return context.levelScale
  }

  private static func scale(
    _ value: FieldValues.Value, _ values: FieldValues
  ) -> LevelWords.Scale {
    if value.name == openTelemetryName { return .openTelemetry }
    if value.name == insightsName { return .applicationInsights }
    return values.service?.name == windowsName ? .windows : .syslog
  }

  /// Whether a level is one that a collector made up: `PRIORITY`, or `severity` of standard error.
  private static func isCollectors(_ level: FieldValues.Value?) -> Bool {
    guard let level else { return true }
    return level.name == severityName || level.name == priorityName
  }

  private static let severityName = "severity".utf8.reduce(hashStart) { FieldNames.extend($0, $1) }
  private static let priorityName = "priority".utf8.reduce(hashStart) { FieldNames.extend($0, $1) }

  /// The hash of `severityLevel`.
  private static let insightsName = "severitylevel".utf8.reduce(hashStart) {
    FieldNames.extend($0, $1)
  }

  /// The hash of `log`, the text in what Docker writes.
  private static let logName = "log".utf8.reduce(hashStart) { FieldNames.extend($0, $1) }

  /// The hash of `ProviderName`, which events of Windows have.
  private static let windowsName = "providername".utf8.reduce(hashStart) {
    FieldNames.extend($0, $1)
  }

  /// The hash of `severityNumber`.
  private static let openTelemetryName = "severitynumber".utf8.reduce(hashStart) {
    FieldNames.extend($0, $1)
  }

  /// Reads a record that is an object of JSON, such as one of an array; nil fields say nothing.
  ///
  /// The object may span lines. False where the bytes are no whole object, or it says nothing that
  /// a log says: neither a message nor a time nor a level.
  func parse(object: Bytes, into entry: inout LogEntry) -> Bool {
    entry = LogEntry(line: object)
    let text = object.trimmed()
    guard let (values, _) = JSONScan.scan(text) else { return false }
    guard values.message != nil || values.time != nil || values.level != nil else { return false }
    entry.facts.insert(.wrapper)
    entry.structures.add(.json(text))
    take(values, depth: 0, &entry)
    return true
  }

  /// Reads an object of labels, which entries share: it need not say anything that a log says.
  func parse(labels: Bytes, into entry: inout LogEntry) {
    entry = LogEntry(line: labels)
    guard let (values, _) = JSONScan.scan(labels.trimmed()) else { return }
    take(values, depth: 0, &entry)
  }

  /// Reads a row of a table by the names of its columns; its cited line is `line`.
  ///
  /// The values are without their quotes; doubled quotes in them are undone by the caller. False
  /// where no column is one that a log has. Where rows name things, a vague name of a column is no
  /// service's.
  func parse(
    row fields: [(name: Bytes, value: Bytes)], line: Bytes, namesThings: Bool = false,
    into entry: inout LogEntry
  ) -> Bool {
    entry = LogEntry(line: line)
    var values = FieldValues()
    for (name, value) in fields {
      values.count += 1
      // Windows exports the message without a name for its column.
      if name.isEmpty { values.offer(value, FieldNames.Entry(role: .message, rank: 500)) }
      let hash = FieldNames.hash(name)
      if let role = FieldNames.entry(hash: hash) ?? FieldNames.ending(name),
        !namesThings || role.role != .service || role.rank < FieldNames.vagueness
      {
        values.offer(value, role, name: hash)
      }
    }
    guard values.message != nil || values.time != nil || values.level != nil else { return false }
    entry.facts.insert(.wrapper)
    take(values, depth: 0, &entry)
    if values.message == nil, values.detail == nil { entry.message = line.trimmed() }
    return true
  }
}

extension ScratchBytes {
  /// Appends a text.
  func append(_ text: StaticString) {
    append(Bytes(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

import Timeline

/// Reads traces that are tables of spans: a header, then a span a row.
///
///     TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration
///     8c1f…,51f0…,root,cart-5c8b9d7f6-qwrtz,GET /cart,1674982159219000000,1674982159247160439,28160
struct SpanTable: TraceReader {
  let format = "traces, a span a row"

  func takes(_ head: Bytes, lines: [Bytes]) -> Bool {
    lines.first.flatMap { Columns($0) } != nil
  }

  func read(
    _ text: any ByteSource, into draft: TraceDraft, isCancelled: @escaping () -> Bool
  ) -> TraceReading {
    let reader = LineReader(source: text, isCancelled: isCancelled)
    var columns: Columns?
    while columns == nil, let line = reader.next() {
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      let isMarked = line.starts(with: [0xEF, 0xBB, 0xBF])
      columns = Columns(isMarked ? line.part(3, line.count) : line)
      if columns == nil { break }
    }
    if let columns {
      let numbers = SpanNumbers()
      var fields: [TableRows.Field] = []
      while let row = reader.nextRow() {
        TableRows.split(row, columns.separator, into: &fields)
        guard var parts = columns.parts(fields, numbers) else { continue }
        // A row that spans lines is cited by its first.
        parts.text = row.part(0, row.first(0x0A) ?? row.count)
        parts.line = reader.line
        draft.take(parts)
      }
    }
    return TraceReading(
      lines: reader.lineCount, cut: reader.cutLines, shortfall: reader.shortfall)
  }

  /// Which column tells what.
  private struct Columns {
    private(set) var separator: UInt8
    /// The column of each field, by the field's number; nil where there is none.
    private var places = [Int?](repeating: nil, count: SpanField.allCases.count)
    /// The names of columns that say more of a span, without marks.
    private var further: [(column: Int, name: String)] = []
    private var startUnit: SpanUnit?
    private var endUnit: SpanUnit?
    private var durationUnit: SpanUnit?

    /// Reads a header; nil where it is none of spans: those have identifiers of a trace and a span, a
    /// beginning and a length, and no message.
    init?(_ header: Bytes) {
      guard
        let separator = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")].max(by: { a, b in
          header.count(where: { $0 == a }) < header.count(where: { $0 == b })
        })
      else { return nil }
      self.separator = separator
      var ranks: [SpanField: Int] = [:]
      var names: Set<String> = []
      for (column, field) in TableRows.split(header, separator).enumerated() {
        if FieldNames.entry(field.bytes)?.role == .message { return nil }
        let plain = SpanField.plain(field.bytes)
        names.insert(plain)
        if SpanDetail.isNamed(plain) || Self.bundles.contains(plain) {
          further.append((column, plain))
        }
        guard let (role, rank) = SpanField.named(field.bytes), rank < ranks[role] ?? .max else {
          continue
        }
        places[role.rawValue] = column
        ranks[role] = rank
        switch role {
        case .start: startUnit = SpanUnit(name: field.bytes)
        case .end: endUnit = SpanUnit(name: field.bytes)
        case .duration: durationUnit = SpanUnit(name: field.bytes)
        default: break
        }
      }
      // OpenTelemetry's exporter for ClickHouse counts in nanoseconds (its table `otel_traces`).
      if names.isSuperset(of: ["traceid", "spanname", "timestamp", "duration", "statuscode"]) {
        durationUnit = durationUnit ?? .nanoseconds
      }
      func has(_ field: SpanField) -> Bool { places[field.rawValue] != nil }
      guard has(.trace), has(.span), has(.start), has(.duration) || has(.end),
        has(.service) || has(.pod)
      else { return nil }
    }

    /// What a row says; nil where it is no span.
    func parts(_ fields: [TableRows.Field], _ numbers: SpanNumbers) -> SpanParts? {
      func value(_ field: SpanField) -> Bytes? {
        guard let place = places[field.rawValue], place < fields.count else { return nil }
        let value = fields[place].bytes.trimmed()
        return value.isEmpty ? nil : value
      }
      guard let trace = value(.trace), let span = value(.span),
        let start = value(.start).flatMap({ numbers.time($0, unit: startUnit) })
      else { return nil }
      var parts = SpanParts(trace: trace, span: span, start: start.nanoseconds)
      if let end = value(.end).flatMap({ numbers.time($0, unit: endUnit ?? start.unit) }) {
        parts.duration = max(0, end.nanoseconds.subtractingClamped(start.nanoseconds))
      } else if let duration = value(.duration) {
        // Without a unit and an end to tell: as tracers count, or as the beginning is counted.
        let unit =
          durationUnit ?? (start.unit == .milliseconds ? .milliseconds : .microseconds)
        parts.duration = SpanNumbers.nanoseconds(duration, unit).map { max(0, $0) }
      }
      if let parent = value(.parent) { parts.parent = parent }
      if let service = value(.service) { parts.service = service }
      if let pod = value(.pod) { parts.pod = pod }
      if let operation = value(.operation) { parts.operation = operation }
      parts.isError =
        value(.status).map { SpanParts.isFailure(status: $0) } ?? false
        || value(.error).map { SpanParts.isTrue($0) } ?? false
      for (column, name) in further where column < fields.count {
        let value = fields[column].bytes.trimmed()
        guard Self.bundles.contains(name) else {
          parts.detail.take(name, value)
          continue
        }
        Self.pairs(value) { parts.detail.take(SpanField.plain($0), $1) }
      }
      return parts.isWhole ? parts : nil
    }

    /// Columns that hold several attributes in a value.
    private static let bundles: Set<String> = ["attributes", "tags", "spanattributes"]

    /// The pairs in a value: an object of JSON, or `a=1;b=2`.
    private static func pairs(_ value: Bytes, _ body: (_ key: Bytes, _ value: Bytes) -> Void) {
      if value.first == UInt8(ascii: "{") { return JSONSpan.pairs(value, body) }
      for pair in value.split(separator: UInt8(ascii: ";")) {
        let pair = Bytes(rebasing: pair)
        guard let mark = pair.first(UInt8(ascii: "="), from: 0) else { continue }
        body(pair.part(0, mark).trimmed(), pair.part(mark + 1, pair.count).trimmed())
      }
    }
  }
}

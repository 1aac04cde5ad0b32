import Timeline

/// Reads traces that are JSON: of OTLP, Jaeger and Zipkin, as documents, lists or a record a line.
///
///     {"resourceSpans":[{"resource":{"attributes":[…]},"scopeSpans":[{"spans":[{"traceId":…}]}]}]}
///     {"data":[{"traceID":…,"spans":[{"spanID":…,"processID":"p1"}],"processes":{"p1":{…}}}]}
///     [{"traceId":…,"id":…,"localEndpoint":{"serviceName":"cart"},"timestamp":…,"duration":…}]
///
/// A span is what has identifiers of a trace and of itself, a beginning and a length, whatever it
/// stands in; who did it is told by itself, else by the last resource, else by the processes of its
/// trace.
struct SpanDocument: TraceReader {
  let format = "traces in JSON"

  /// Bytes of the head that are looked at for a span: attributes of a resource stand before it.
  private static let mostLooked = 64 << 10

  func takes(_ head: Bytes, lines: [Bytes]) -> Bool {
    guard let first = head.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B else {
      return false
    }
    let start = head.part(0, min(head.count, Self.mostLooked))
    let isTrace = ["\"traceid\"", "\"spans\"", "\"resourcespans\""].contains {
      start.find(lowercased: Array($0.utf8)) != nil
    }
    // Exemplars of metrics name spans too.
    guard isTrace, start.find(lowercased: Array("\"resourcemetrics\"".utf8)) == nil else {
      return false
    }
    // A log's records may name their spans: what is no log has no message.
    let isLog = ["\"message\"", "\"msg\"", "\"body\"", "\"logrecords\"", "\"log\""].contains {
      start.find(lowercased: Array($0.utf8)) != nil
    }
    let isExport = ["\"resourcespans\"", "\"operationname\""].contains {
      start.find(lowercased: Array($0.utf8)) != nil
    }
    return isExport
      || !isLog && start.find(lowercased: Array("\"duration\"".utf8)) != nil
        && ["\"id\"", "\"spanid\"", "\"spans\""].contains {
          start.find(lowercased: Array($0.utf8)) != nil
        }
  }

  func read(
    _ text: any ByteSource, into draft: TraceDraft, isCancelled: @escaping () -> Bool
  ) -> TraceReading {
    let walker = JSONWalker(source: text, isCancelled: isCancelled)
    let finder = SpanFinder(draft: draft)
    walker.walk { value, line, _ in finder.take(value, line: line) }
    draft.forgetProcesses()
    return TraceReading(
      lines: walker.lines, cut: walker.cutRecords, shortfall: walker.shortfall)
  }
}

/// Finds the spans in values of JSON.
private final class SpanFinder {
  private let draft: TraceDraft
  private let numbers = SpanNumbers()
  /// Who did what follows, by the last resource.
  private var service: [UInt8] = []
  private var pod: [UInt8] = []
  private var release: [UInt8] = []
  private var value = Bytes(start: nil, count: 0)
  private var line = 1
  private var counted = 0

  init(draft: TraceDraft) {
    self.draft = draft
  }

  func take(_ value: Bytes, line: Int) {
    self.value = value
    self.line = line
    counted = 0
    find(value, 0)
  }

  private func find(_ value: Bytes, _ depth: Int) {
    JSONSpan.objects(in: value, depth: depth) { take(object: $0, $1) }
  }

  private func take(object value: Bytes, _ depth: Int) {
    var parts = SpanParts()
    var ranks: [SpanField: Int] = [:]
    var startUnit: SpanUnit?
    var end: (value: Bytes, name: Bytes)?
    var length: (value: Bytes, name: Bytes)?
    var process = Bytes(start: nil, count: 0)
    var nested: [Bytes] = []
    var context: [Bytes] = []
    var named = Bytes(start: nil, count: 0)
    JSONSpan.members(value) { name, member in
      let plain = JSONSpan.unquoted(member)
      if JSONSpan.isContainer(member) {
        if name.has("resource"), name.count == 8 || name.has("processes") {
          context.append(member)
        } else {
          detail(name, member, &parts)
          nested.append(member)
        }
        return
      }
      if name.count == 9, name.has("processID") { process = plain }
      if name.count == 6, name.has("shared") { parts.isShared = SpanParts.isTrue(plain) }
      guard let (field, rank) = SpanField.named(name), rank < ranks[field] ?? .max,
        !plain.isEmpty, !plain.has("null")
      else { return }
      ranks[field] = rank
      switch field {
      case .trace: parts.trace = plain
      case .span: parts.span = plain
      case .parent: parts.parent = plain
      case .service: parts.service = plain
      case .pod: parts.pod = plain
      case .operation: (parts.operation, named) = (plain, name)
      case .start:
        let found = numbers.time(plain, unit: SpanUnit(name: name))
        parts.start = found?.nanoseconds ?? 0
        startUnit = found?.unit
      case .end: end = (plain, name)
      case .duration: length = (plain, name)
      case .status: if SpanParts.isFailure(status: plain) { parts.isError = true }
      case .error: if SpanParts.isTrue(plain) { parts.isError = true }
      case .kind: parts.detail.take("kind", plain)
      }
    }
    guard !parts.trace.isEmpty, !parts.span.isEmpty, ranks[.start] != nil else {
      for member in context { enter(member) }
      if isResource(value) || Self.isProcesses(value) { enter(value) }
      for member in nested { find(member, depth + 1) }
      // Those of a trace mean nothing in the next one.
      if !context.isEmpty || Self.isProcesses(value) { draft.forgetProcesses() }
      return
    }
    if let end, let time = numbers.time(end.value, unit: SpanUnit(name: end.name) ?? startUnit) {
      parts.duration = max(0, time.nanoseconds.subtractingClamped(parts.start))
    } else if let length {
      parts.duration = SpanNumbers.nanoseconds(
        length.value, SpanUnit(name: length.name) ?? .microseconds
      ).map { max(0, $0) }
    }
    quote(value, named, &parts)
    if parts.service.isEmpty, !process.isEmpty {
      draft.take(parts, process: process)
      return
    }
    service.withUnsafeBufferPointer { service in
      pod.withUnsafeBufferPointer { pod in
        release.withUnsafeBufferPointer { release in
          if parts.service.isEmpty { parts.service = service }
          if parts.pod.isEmpty { parts.pod = pod }
          parts.release = release
          if parts.isWhole { draft.take(parts) }
        }
      }
    }
  }

  private func isResource(_ value: Bytes) -> Bool {
    value.first == UInt8(ascii: "{") && JSONSpan.member(value, "attributes") != nil
      && JSONSpan.member(value, "spans") == nil
  }

  /// Whether these are the processes of a trace of Jaeger that was too large to be looked at as a whole.
  private static func isProcesses(_ value: Bytes) -> Bool {
    var isAny = false
    var isAll = true
    JSONSpan.members(value) { _, process in
      isAny = true
      if process.first != UInt8(ascii: "{") || JSONSpan.member(process, "serviceName") == nil {
        isAll = false
      }
    }
    return isAny && isAll
  }

  /// What lists and objects inside a span say of it: a status, tags, references, an end point.
  private func detail(_ name: Bytes, _ value: Bytes, _ parts: inout SpanParts) {
    switch SpanField.plain(name) {
    case "status":
      if let code = JSONSpan.member(value, "code") {
        if SpanParts.isFailure(status: JSONSpan.unquoted(code)) { parts.isError = true }
      }
      if let message = JSONSpan.member(value, "message") {
        parts.detail.take("statusmessage", JSONSpan.unquoted(message))
      }
    case "remoteendpoint":
      if let name = JSONSpan.member(value, "serviceName") {
        parts.detail.take(otherEnd: JSONSpan.unquoted(name))
      }
    case "events", "logs":
      for event in JSONSpan.elements(value) where event.first == UInt8(ascii: "{") {
        guard
          let said = JSONSpan.member(event, "attributes") ?? JSONSpan.member(event, "fields")
        else { continue }
        JSONSpan.pairs(said) { key, value in
          let key = SpanField.plain(key)
          if Self.ofExceptions.contains(key) { parts.detail.take(key, value) }
        }
      }
    case "localendpoint":
      if let name = JSONSpan.member(value, "serviceName") {
        parts.service = JSONSpan.unquoted(name)
      }
    case "process":
      if let name = JSONSpan.member(value, "serviceName") {
        parts.service = JSONSpan.unquoted(name)
      }
    case "references":
      for reference in JSONSpan.elements(value) where parts.parent.isEmpty {
        if let span = JSONSpan.member(reference, "spanID") {
          parts.parent = JSONSpan.unquoted(span)
        }
      }
    case "tags", "attributes":
      JSONSpan.pairs(value) { key, value in tag(key, value, &parts) }
    default: break
    }
  }

  /// What events say of an exception; all else in them is a log.
  private static let ofExceptions: Set<String> = [
    "exceptionmessage", "exceptiontype", "errorobject", "errormessage",
  ]

  private func tag(_ key: Bytes, _ value: Bytes, _ parts: inout SpanParts) {
    let key = SpanField.plain(key)
    parts.detail.take(key, value)
    switch key {
    case "error": if SpanParts.isTrue(value) { parts.isError = true }
    case "httpstatuscode", "httpresponsestatuscode", "otelstatuscode":
      if SpanParts.isFailure(status: value) { parts.isError = true }
    default: break
    }
  }

  /// Takes what a resource, or the processes of a trace, say of who did the spans.
  private func enter(_ value: Bytes) {
    if let attributes = JSONSpan.member(value, "attributes") {
      service = []
      pod = []
      release = []
      JSONSpan.pairs(attributes) { key, value in
        switch SpanField.plain(key) {
        case "servicename": service = Array(value)
        case "k8spodname": pod = Array(value)
        case "serviceversion": release = Array(value)
        default: break
        }
      }
      return
    }
    JSONSpan.members(value) { name, process in
      guard process.first == UInt8(ascii: "{"),
        let service = JSONSpan.member(process, "serviceName")
      else { return }
      draft.resolve(
        process: name, service: JSONSpan.unquoted(service), release: Self.release(of: process))
    }
  }

  /// The version that the tags of a process of Jaeger tell; empty where they do not.
  private static func release(of process: Bytes) -> Bytes {
    var found = Bytes(start: nil, count: 0)
    guard let tags = JSONSpan.member(process, "tags") else { return found }
    JSONSpan.pairs(tags) { key, value in
      if ["serviceversion", "version"].contains(SpanField.plain(key)) { found = value }
    }
    return found
  }

  /// What is cited of a span: all of it where it stands on one line, else the line with its name.
  private func quote(_ span: Bytes, _ name: Bytes, _ parts: inout SpanParts) {
    guard let base = value.baseAddress, let start = span.baseAddress else { return }
    var at = start - base
    var text = span
    if span.contains(0x0A), let key = name.baseAddress {
      at = key - base
      var from = at
      while from > 0, value[from - 1] != 0x0A { from -= 1 }
      text = value.part(from, value.first(0x0A, from: at) ?? value.count).trimmed()
    }
    for byte in value.part(min(counted, at), at) where byte == 0x0A { line += 1 }
    counted = max(counted, at)
    parts.text = text
    parts.line = line
  }
}

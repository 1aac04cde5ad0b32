/// Spans as the collector of OpenTelemetry writes them to a file (OTLP JSON): each service sends what it
/// has every few seconds, and each batch is a line.
enum SpanExport {
  /// How often a service sends its spans, in microseconds: what SDKs do where nothing is set.
  private static let interval: Int64 = 5_000_000

  /// The lines of some spans, in the order in which they would arrive.
  static func lines(_ spans: [RequestWalk.Span], of model: SystemModel) -> String {
    let batches = Dictionary(grouping: spans) { span in
      [span.end / interval, Int64(span.service)]
    }
    let keys = batches.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    return keys.map { key in
      let service = model.services[Int(key[1])]
      let spans = (batches[key] ?? []).sorted { ($0.end, $0.id) < ($1.end, $1.id) }
      return "{\"resourceSpans\":[{\"resource\":{\"attributes\":["
        + "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"\(service.name)\"}},"
        + "{\"key\":\"k8s.node.name\",\"value\":{\"stringValue\":\"\(service.node)\"}}]},"
        + "\"scopeSpans\":[{\"scope\":{\"name\":\"http\"},\"spans\":["
        + spans.map(span).joined(separator: ",") + "]}]}]}\n"
    }.joined()
  }

  private static func span(_ span: RequestWalk.Span) -> String {
    let parent = span.parent == 0 ? "" : hex(span.parent, 16)
    // OpenTelemetry counts: 2 is the server's side, 3 the client's; a status of 2 is an error.
    return
      "{\"traceId\":\"\(hex(span.trace.high, 16))\(hex(span.trace.low, 16))\",\"spanId\":\"\(hex(span.id, 16))\","
      + "\"parentSpanId\":\"\(parent)\",\"name\":\"\(span.name)\",\"kind\":\(span.isClient ? 3 : 2),"
      + "\"startTimeUnixNano\":\"\(span.start)000\",\"endTimeUnixNano\":\"\(span.end)000\","
      + "\"status\":{\(span.isFailed ? "\"code\":2" : "")}}"
  }

  private static func hex(_ number: UInt64, _ digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

import Evidence
import Testing
import Timeline

@testable import EvidenceFiles

/// Spans in all their forms, and the entries written in them.
@Suite struct TraceReaderTests {
  private static func read(_ text: String, _ name: String = "spans") -> FileEvidence {
    FileEvidence(text: Array(text.utf8), name: name)
  }

  private static func spans(_ text: String) -> [String] {
    let requests = read(text).requests
    return requests.spans.map { span in
      let operation = requests.operations[span.operation]
      let parent = span.parent.map { requests.operations[requests.spans[$0].operation].service }
      return "\(operation.service) \(operation.name) \(span.start) \(span.duration)"
        + (parent.map { " in \($0)" } ?? "") + (span.isError ? " failed" : "")
        + (span.isOrphan ? " orphan" : "")
    }
  }

  private static let expected = [
    "web GET /cart 1773136800000000 120000 failed", "cart get 1773136800010000 50000 in web",
  ]

  @Test func `Rows are spans, whatever their columns are called`() {
    #expect(
      Self.spans(
        """
        TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration,StatusCode
        a1,01,root,web-5c8b9d7f6-qwrtz,GET /cart,1773136800000000000,1773136800120000000,120000,2
        a1,02,01,cart-0,get,1773136800010000000,1773136800060000000,50000,0

        """) == Self.expected)
    #expect(
      Self.spans(
        """
        trace_id;span_id;parent_span_id;service_name;operation;start_time;duration_ms;http_status_code
        a1;01;;web;GET /cart;2026-03-10T10:00:00Z;120;503
        a1;02;01;cart;get;2026-03-10T10:00:00.010Z;50;200
        """) == Self.expected)
    #expect(
      Self.spans(
        """
        timestamp\tcmdb_id\tspan_id\ttrace_id\tduration\ttype\tstatus_code\toperation_name\tparent_span
        1773136800000\tweb\t01\ta1\t120\thttp\tERROR\tGET /cart\t
        1773136800010\tcart\t02\ta1\t50\thttp\tOK\tget\t01
        """) == Self.expected)
    // ClickHouse, as OpenTelemetry's exporter fills it: nanoseconds.
    #expect(
      Self.spans(
        """
        TraceId,SpanId,ParentSpanId,ServiceName,SpanName,SpanKind,Timestamp,Duration,StatusCode
        a1,01,,web,GET /cart,Server,2026-03-10 10:00:00.000000000,120000000,Error
        a1,02,01,cart,get,Server,2026-03-10 10:00:00.010000000,50000000,Unset
        """) == Self.expected)
  }

  @Test func `OTLP, Jaeger and Zipkin are read as documents and a record a line`() {
    let otlp = """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},
      "scopeSpans":[{"scope":{"name":"http"},"spans":[{"traceId":"a1","spanId":"01","name":"GET /cart",
      "startTimeUnixNano":"1773136800000000000","endTimeUnixNano":"1773136800120000000","kind":2,
      "status":{"code":2}}]}]},{"resource":{"attributes":[{"key":"k8s.pod.name",
      "value":{"stringValue":"cart-0"}}]},"scopeSpans":[{"spans":[{"traceId":"a1","spanId":"02",
      "parentSpanId":"01","name":"get","startTimeUnixNano":"1773136800010000000",
      "endTimeUnixNano":"1773136800060000000","attributes":[{"key":"http.status_code",
      "value":{"intValue":"200"}}]}]}]}]}
      """
    #expect(Self.spans(otlp) == Self.expected)
    #expect(Self.spans(otlp.replacing("\n", with: "")) == Self.expected)
    let jaeger = """
      {"data":[{"traceID":"a1","spans":[
      {"traceID":"a1","spanID":"01","operationName":"GET /cart","references":[],
       "startTime":1773136800000000,"duration":120000,"tags":[{"key":"error","value":true}],"processID":"p1"},
      {"traceID":"a1","spanID":"02","operationName":"get","references":[{"refType":"CHILD_OF",
       "traceID":"a1","spanID":"01"}],"startTime":1773136800010000,"duration":50000,"tags":[],
       "processID":"p2"}],
      "processes":{"p1":{"serviceName":"web","tags":[]},"p2":{"serviceName":"cart"}}}]}
      """
    #expect(Self.spans(jaeger) == Self.expected)
    let zipkin = [
      """
      {"traceId":"a1","id":"01","name":"GET /cart","timestamp":1773136800000000,"duration":120000,\
      "localEndpoint":{"serviceName":"web"},"tags":{"http.status_code":"500"}}
      """,
      """
      {"traceId":"a1","id":"02","parentId":"01","name":"get","timestamp":1773136800010000,\
      "duration":50000,"localEndpoint":{"serviceName":"cart"},"tags":{}}
      """,
    ]
    #expect(Self.spans("[" + zipkin.joined(separator: ",") + "]") == Self.expected)
    #expect(Self.spans(zipkin.joined(separator: "\n")) == Self.expected)
  }

  @Test func `A span is cited by its row, or by the line with its name`() {
    let rows = Self.read(
      """
      trace_id,span_id,parent_id,service,operation,start_time,duration_us
      a1,01,,web,GET /cart,1773136800000000,120000
      """
    ).requests
    #expect(rows.sample(ofSpan: 0).reference.description == "spans:2")
    #expect(rows.sample(ofSpan: 0).text == "a1,01,,web,GET /cart,1773136800000000,120000")
    let pretty = Self.read(
      """
      [
        {
          "traceId": "a1",
          "id": "01",
          "name": "get",
          "localEndpoint": {"serviceName": "web"},
          "timestamp": 1773136800000000,
          "duration": 1200
        }
      ]
      """
    ).requests
    #expect(pretty.sample(ofSpan: 0).reference.description == "spans:5")
    #expect(pretty.sample(ofSpan: 0).text == "\"name\": \"get\",")
  }

  @Test func `The halves of a shared span are a call`() {
    let spans = Self.spans(
      """
      [{"traceId":"a1","id":"01","kind":"CLIENT","name":"call","timestamp":1773136800000000,"duration":120000,
      "localEndpoint":{"serviceName":"web"}},{"traceId":"a1","id":"01","kind":"SERVER","shared":true,
      "name":"get","timestamp":1773136800010000,"duration":50000,"localEndpoint":{"serviceName":"cart"}},
      {"traceId":"a1","id":"02","parentId":"01","name":"find","timestamp":1773136800020000,"duration":10,
      "localEndpoint":{"serviceName":"cart"}}]
      """)
    #expect(
      spans == [
        "web call 1773136800000000 120000", "cart get 1773136800010000 50000 in web",
        "cart find 1773136800020000 10 in cart",
      ])
  }

  @Test func `What lacks a trace, a time or a length is no span; a parent may be missing`() {
    #expect(
      Self.spans(
        """
        trace_id,span_id,parent_id,service,operation,start_time,duration_us
        a1,01,77,web,GET /cart,1773136800000000,1
        ,02,01,cart,get,1773136800000000,1
        a1,03,01,cart,get,soon,1
        a1,04,01,cart,get,1773136800000000,
        a1,05
        """) == ["web GET /cart 1773136800000000 1 orphan"])
  }

  @Test func `Rows that stand in two exports count once in a request`() {
    let row = "a1,01,,web,get,1773136800000000,5"
    #expect(
      Self.spans(
        "trace_id,span_id,parent_id,service,operation,start_time,duration_us\n\(row)\n\(row)"
      )
      .count == 1)
  }

  @Test func `Operations are observed with their times and failures, and who calls whom`() throws {
    let evidence = Self.read(
      """
      trace_id,span_id,parent_id,service,operation,start_time,duration_us,error
      a1,01,,web,GET /cart/17,1773136800000000,4000,false
      a2,02,,web,GET /cart/18,1773136801000000,6000,true
      a2,03,02,cart,get,1773136801000000,1000,false
      """)
    let latency = try #require(
      evidence.observations.first { $0.measure == .latency(operation: "GET /cart/{}") })
    #expect(latency.count == 2 && latency.values.points.map(\.value) == [4, 6])
    let errors = evidence.observations.first { $0.measure == .errors(operation: "GET /cart/{}") }
    #expect(errors?.count == 1)
    #expect(errors?.samples.map(\.line) == [3])
    #expect(evidence.observations.contains { $0.measure == .calls(callee: "cart") })
    #expect(evidence.catalog.services.map(\.name) == ["cart", "web"])
    #expect(evidence.catalog.window?.length == 1000 && evidence.catalog.entries == 0)
  }

  @Test func `Logs that name spans are no traces`() {
    let log = """
      {"time":"2026-03-10T10:00:00Z","traceId":"a1","spanId":"01","duration":12,"message":"found it"}
      {"time":"2026-03-10T10:00:01Z","traceId":"a1","spanId":"02","duration":12,"message":"lost it"}
      """
    #expect(Self.read(log).catalog.entries == 2)
    let table = """
      Timestamp,PodName,TraceID,SpanID,StartTime,Duration,Log
      2026-03-10T10:00:00Z,cart-0,a1,01,1773136800000,5,found it
      """
    #expect(Self.read(table).catalog.entries == 1)
  }

  @Test(arguments: [
    "", "x", "trace_id,span_id", "[{\"traceId\":", "{\"resourceSpans\":[{}]}", "[[[[",
  ])
  func `Damaged text is no span and no crash`(text: String) {
    #expect(Self.read(text).requests.isEmpty)
    let cut = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"a\",\"spanId\":"
    for length in 0..<cut.utf8.count { _ = Self.read(String(cut.prefix(length))) }
  }

  @Test func `Of too many spans the same traces are kept in any order`() {
    func draft(_ traces: some Sequence<Int>) -> TraceDraft {
      let draft = TraceDraft()
      for trace in traces {
        let id = Array("t\(trace)".utf8)
        let name = Array("web".utf8)
        id.withUnsafeBufferPointer { id in
          name.withUnsafeBufferPointer { name in
            draft.take(
              SpanParts(
                trace: id, span: id, service: name, operation: name, start: Int64(trace),
                duration: 1))
          }
        }
      }
      return draft
    }
    let count = TraceDraft.mostSpans * 3 / 2
    let forwards = draft(0..<count)
    let backwards = draft((0..<count).reversed())
    #expect(forwards.total == count && forwards.spans.count <= TraceDraft.mostSpans)
    #expect(forwards.level == backwards.level)
    #expect(Set(forwards.spans.map(\.trace)) == Set(backwards.spans.map(\.trace)))
    #expect(forwards.counts[0].total == count)
    let halves = draft(0..<count / 2)
    halves.absorb(draft(count / 2..<count))
    #expect(Set(halves.spans.map(\.trace)) == Set(forwards.spans.map(\.trace)))
  }
}

import Evidence
import Testing

@testable import EvidenceFiles

/// What spans say of whom they call and why they failed, in all their forms.
@Suite struct SpanDetailTests {
  private static func details(_ text: String) -> [TracedRequests.Detail] {
    let requests = FileEvidence(text: Array(text.utf8), name: "spans").requests
    return requests.spans.indices.map { requests.detail(ofSpan: $0) }
  }

  @Test func `OTLP tells a lookup by its name and resolver, and its failure by its message`() {
    let found = Self.details(
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}},
      {"key":"service.version","value":{"stringValue":"2.1"}}]},
      "scopeSpans":[{"spans":[{"traceId":"a1","spanId":"01","name":"dns.lookup","kind":1,
      "startTimeUnixNano":"1773136800000000000","endTimeUnixNano":"1773136805000000000",
      "attributes":[{"key":"dns.question.name","value":{"stringValue":"rates.example"}},
      {"key":"network.peer.address","value":{"stringValue":"10.96.0.10"}}],
      "status":{"code":2,"message":"i/o timeout"}},
      {"traceId":"a1","spanId":"02","name":"GET /x","kind":2,
      "startTimeUnixNano":"1773136800000000000","endTimeUnixNano":"1773136805000000000",
      "attributes":[{"key":"server.address","value":{"stringValue":"web.example"}}],
      "status":{"code":0}}]}]}]}
      """)
    #expect(
      found == [
        .init(target: "rates.example at 10.96.0.10", failure: "i/o timeout", version: "2.1"),
        .init(version: "2.1"),
      ])
  }

  @Test func `Zipkin tells the other end, and an error in words`() {
    let found = Self.details(
      """
      [{"traceId":"a1","id":"01","kind":"CLIENT","name":"post /score","timestamp":1773136800000000,
      "duration":5000,"localEndpoint":{"serviceName":"gate"},
      "remoteEndpoint":{"serviceName":"scores.example"},
      "tags":{"http.status_code":"503","error":"503 Service Unavailable"}}]
      """)
    #expect(
      found == [
        .init(target: "scores.example", failure: "503 Service Unavailable", status: "503")
      ])
  }

  @Test func `Jaeger tells an exception in its logs, and its version with its process`() {
    let found = Self.details(
      """
      {"data":[{"traceID":"a1","spans":[{"traceID":"a1","spanID":"01","operationName":"SELECT items",
      "startTime":1773136800000000,"duration":2000,"processID":"p1","tags":[
      {"key":"db.statement","type":"string","value":"SELECT * FROM items WHERE id = 17"},
      {"key":"error","type":"bool","value":true}],"logs":[{"timestamp":1,"fields":[
      {"key":"exception.message","type":"string","value":"lock wait timeout"}]}]}],
      "processes":{"p1":{"serviceName":"orders","tags":[
      {"key":"service.version","type":"string","value":"5.2.0"}]}}}]}
      """)
    #expect(
      found == [
        .init(
          statement: "SELECT * FROM items WHERE id = ?", failure: "lock wait timeout",
          version: "5.2.0")
      ])
  }

  @Test func `Rows tell it in columns of their own or in one for all`() {
    let found = Self.details(
      """
      trace_id,span_id,service,operation,start_time,duration_ms,status,attributes,peer_service
      a1,01,web,GET,2026-03-10T10:00:00Z,120,ERROR,http.url=https://rates.example:443/v3;http.status_code=502,
      a1,02,web,get,2026-03-10T10:00:00Z,120,OK,,carts

      """)
    #expect(
      found == [
        .init(target: "rates.example", failure: "status 502", status: "502"),
        .init(target: "carts"),
      ])
  }

  @Test func `What differs from statement to statement is left out`() {
    func plain(_ text: String) -> String {
      var text = text
      return text.withUTF8 { SpanDetail.plain($0) }
    }
    #expect(
      plain("SELECT a FROM t1 WHERE x='b' AND n = 2.5") == "SELECT a FROM t1 WHERE x=? AND n = ?")
    #expect(plain("WHERE id=$1") == "WHERE id=?")
  }
}

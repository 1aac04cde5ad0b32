@testable import EvidenceFiles
import Testing

/// One object of JSON a line, as libraries, servers and collectors write it.
@Suite struct JSONLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    {"version":"1.1","host":"web-1","short_message":"boom","timestamp":1767348245.123,"level":3,"_service":"orders"}
    = 2026-01-02T10:04:05.123Z ERROR orders@web-1 boom
    {"event":"boom","level":"error","timestamp":"2026-01-02T03:04:05Z","logger":"app.db"}
    = 2026-01-02T03:04:05Z ERROR [app.db] boom
    {"instant":{"epochSecond":1767348245,"nanoOfSecond":123000000},"thread":"main","level":"ERROR","loggerName":"com.acme.Db","message":"boom"}
    = 2026-01-02T10:04:05Z ERROR [com.acme.Db] boom
    {"name":"orders","hostname":"web-1","pid":1,"level":50,"msg":"boom","time":"2026-01-02T03:04:05.123Z","v":0}
    = 2026-01-02T03:04:05.123Z ERROR orders@web-1 boom
    {"level":"error","message":"boom","timestamp":"2026-01-02 03:04:05","service":"orders"}
    = 2026-01-02T03:04:05 ERROR orders boom
    {"date":1767348245.123,"log":"boom","level":"ERROR"}
    = 2026-01-02T10:04:05.123Z ERROR boom
    {"@timestamp":"2026-01-02T03:04:05.123Z","log":{"level":"error","logger":"db"},"service":{"name":"orders"},"message":"boom","error":{"message":"inner","stack_trace":"x"}}
    = 2026-01-02T03:04:05.123Z ERROR orders [db] boom
    {"type":"server","timestamp":"2026-01-02T03:04:05,123Z","level":"ERROR","component":"o.e.n.Node","cluster.name":"c","node.name":"n1","message":"boom"}
    = 2026-01-02T03:04:05.123Z ERROR @n1 [o.e.n.Node] boom
    {"timestamp":"2026-01-02 03:04:05.123 UTC","pid":12,"error_severity":"ERROR","message":"relation does not exist","backend_type":"client backend"}
    = 2026-01-02T03:04:05.123Z ERROR relation does not exist
    {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","stage":"ResponseComplete","requestURI":"/api","verb":"get","responseStatus":{"code":500},"requestReceivedTimestamp":"2026-01-02T03:04:05.123456Z"}
    = 2026-01-02T03:04:05.123Z ERROR {500} "requestURI":"/api","verb":"get","responseStatus":{"code":500},"requestReceivedTimestamp":"2026-01-02T03:04:05.123456Z"
    {"ClientAddr":"10.0.0.1:1","DownstreamStatus":502,"RequestMethod":"GET","RequestPath":"/x","RouterName":"shop@docker","ServiceName":"orders@docker","level":"info","msg":"","time":"2026-01-02T03:04:05Z"}
    = 2026-01-02T03:04:05Z INFO orders {502} {"ClientAddr":"10.0.0.1:1","DownstreamStatus":502,"RequestMethod":"GET","RequestPath":"/x","RouterName":"shop@docker","ServiceName":"orders@docker","level":"info","msg":"","time":"2026-01-02T03:04:05Z"}
    {"start_time":"2026-01-02T03:04:05.123Z","method":"GET","path":"/x","response_code":503,"response_flags":"UF","authority":"orders:8080"}
    = 2026-01-02T03:04:05.123Z ERROR {503} {"start_time":"2026-01-02T03:04:05.123Z","method":"GET","path":"/x","response_code":503,"response_flags":"UF","authority":"orders:8080"}
    {"time_local":"02/Jan/2026:03:04:05 +0000","remote_addr":"10.0.0.1","request":"GET /x HTTP/1.1","status":"502","body_bytes_sent":"157"}
    = 2026-01-02T03:04:05Z ERROR {502} {"time_local":"02/Jan/2026:03:04:05 +0000","remote_addr":"10.0.0.1","request":"GET /x HTTP/1.1","status":"502","body_bytes_sent":"157"}
    {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeLogs":[{"scope":{},"logRecords":[{"timeUnixNano":"1767348245123000000","severityNumber":17,"body":{"stringValue":"no route"},"attributes":[]}]}]}]}
    = 2026-01-02T10:04:05.123Z ERROR cart no route
    """#
}

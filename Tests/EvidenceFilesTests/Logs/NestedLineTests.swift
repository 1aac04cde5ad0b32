@testable import EvidenceFiles
import Testing

/// Prefixes inside prefixes: each layer gives what it knows, the innermost level counts.
@Suite struct NestedLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  @Test func `Colours are no part of what a line says, in any layer`() {
    let escape = "\u{1B}"
    let line =
      "orders-1  | \(escape)[2m2026-01-02T10:05:00.1Z\(escape)[0m \(escape)[31mERROR\(escape)[0m "
      + "\(escape)[2mapp::db\(escape)[0m\(escape)[2m:\(escape)[0m no route"
    let expected = "2026-01-02T10:05:00.100Z ERROR orders [app::db] no route"
    #expect(LogTable.summaries(line) == [expected])
    let json =
      #"{"log":"\u001b[90m2026-01-02 10:05:00\u001b[0m \u001b[1;31mERROR\u001b[0m no route\n"}"#
    #expect(LogTable.summaries(json) == ["2026-01-02T10:05:00 ERROR no route"])
  }

  static let table = #"""
    orders-1  | 2026-01-02T10:05:00.1Z {"level":"error","msg":"boom","service":"orders-api"}
    = 2026-01-02T10:05:00.100Z ERROR orders-api boom
    [pod/etcd-0/etcd] 2026-01-02T10:05:00.1Z E0102 10:05:00.123456       1 pod.go:12] boom
    = 2026-01-02T10:05:00.100Z ERROR etcd [pod.go:12] boom
    {"log":"time=\"2026-01-02T10:05:00Z\" level=error msg=\"boom\"\n","stream":"stderr","time":"2026-01-02T10:05:00.1Z"}
    = 2026-01-02T10:05:00.100Z ERROR boom
    {"log":"10.0.0.1 - - [02/Jan/2026:10:05:00 +0000] \"GET /x HTTP/1.1\" 503 12 \"-\" \"curl\"\n","stream":"stdout","time":"2026-01-02T10:05:00.1Z"}
    = 2026-01-02T10:05:00.100Z ERROR {503} "GET /x HTTP/1.1" 503 12 "-" "curl"
    {"log":"E0102 10:05:00.123456       1 pod.go:12] boom\n","stream":"stderr","time":"2026-01-02T10:05:00.1Z"}
    = 2026-01-02T10:05:00.100Z ERROR [pod.go:12] boom
    {"MESSAGE":"time=\"2026-01-02T10:05:00Z\" level=warning msg=\"boom\"","PRIORITY":"3","SYSLOG_IDENTIFIER":"dockerd","__REALTIME_TIMESTAMP":"1767348300000000"}
    = 2026-01-02T10:05:00Z WARNING dockerd boom
    <30>Jan  2 10:05:00 web-1 orders[12]: {"level":"error","msg":"boom"}
    = --01-02T10:05:00 ERROR orders@web-1 boom
    <30>1 2026-01-02T10:05:00Z web-1 orders 12 - - level=error msg="boom" n=1
    = 2026-01-02T10:05:00Z ERROR orders@web-1 boom
    cart-5c8b9d7f6-qwrtz cart {"level":"error","ts":1767348300.1,"msg":"boom"}
    = 2026-01-02T10:05:00.100Z ERROR cart boom
    cart-5c8b9d7f6-qwrtz cart E0102 10:05:00.123456       1 pod.go:12] boom
    = --01-02T10:05:00.123 ERROR cart [pod.go:12] boom
    2026-01-02T10:05:00.1Z stdout F 10.0.0.1 - - [02/Jan/2026:10:05:00 +0000] "GET /x HTTP/1.1" 502 12
    = 2026-01-02T10:05:00.100Z ERROR {502} "GET /x HTTP/1.1" 502 12
    2026-01-02T10:05:00.1Z ERROR com.acme.Db - boom
    = 2026-01-02T10:05:00.100Z ERROR [com.acme.Db] boom
    2026-01-02T10:05:00.1Z 2026-01-02 10:05:00.100 UTC [12] ERROR:  boom
    = 2026-01-02T10:05:00.100Z ERROR boom
    2026-01-02T10:05:00.1Z [Fri Jan 02 10:05:00.1 2026] [core:error] [pid 12:tid 34] boom
    = 2026-01-02T10:05:00.100Z ERROR [core] boom
    db-1      | 2026-01-02 10:05:00.123 UTC [12] ERROR:  relation "x" does not exist
    = 2026-01-02T10:05:00.123Z ERROR db relation "x" does not exist
    Jan  2 10:05:00 web-1 orders[12]: 2026-01-02 10:05:00,123 ERROR [main] c.a.Db - boom
    = 2026-01-02T10:05:00.123 ERROR orders@web-1 [c.a.Db] boom
    Jan  2 10:05:00 web-1 orders[12]: 10:05:00.123 [main] ERROR c.a.Db - boom
    = --01-02T10:05:00 ERROR orders@web-1 [c.a.Db] boom
    Jan  2 10:05:00 web-1 nginx: 10.0.0.1 - - [02/Jan/2026:10:05:00 +0000] "GET /x HTTP/1.1" 504 12
    = 2026-01-02T10:05:00Z ERROR nginx@web-1 {504} "GET /x HTTP/1.1" 504 12
    {"@timestamp":"2026-01-02T10:05:00Z","message":"2026-01-02 10:05:00,123 ERROR [http-6] c.a.Db - boom","kubernetes":{"pod":{"name":"cart-5c8b9d7f6-qwrtz"},"node":{"name":"n1"},"container":{"name":"cart"}},"log":{"file":{"path":"/x"}}}
    = 2026-01-02T10:05:00Z ERROR cart@n1 [c.a.Db] boom
    {"@timestamp":"2026-01-02T10:05:00Z","log":"boom","kubernetes":{"pod_name":"cart-0","labels":{"app.kubernetes.io/name":"cart"}},"level":"ERROR"}
    = 2026-01-02T10:05:00Z ERROR cart boom
    {"textPayload":"ERROR boom","severity":"INFO","timestamp":"2026-01-02T10:05:00Z","resource":{"labels":{"container_name":"cart","pod_name":"cart-5c8b9d7f6-qwrtz"}}}
    = 2026-01-02T10:05:00Z ERROR cart boom
    {"severity":"ERROR","timestamp":"2026-01-02T10:05:00Z","textPayload":"INFO all fine"}
    = 2026-01-02T10:05:00Z INFO all fine
    {"level":"error","timestamp":"2026-01-02T10:05:00Z","message":"info about things"}
    = 2026-01-02T10:05:00Z ERROR info about things
    {"level":"info","message":"GET /x 500","status":500,"time":"2026-01-02T10:05:00Z"}
    = 2026-01-02T10:05:00Z INFO {500} GET /x 500
    {"msg":"boom","level":"Error","time":1767348300123,"app":{"name":"orders","version":"1"}}
    = 2026-01-02T10:05:00.123Z ERROR orders boom
    {"LogLevel":"Critical","Category":"Shop.Db","Message":"boom","Timestamp":"2026-01-02T10:05:00Z"}
    = 2026-01-02T10:05:00Z FATAL [Shop.Db] boom
    {"lvl":"eror","t":"2026-01-02T10:05:00Z","msg":"boom","logger":"sql"}
    = 2026-01-02T10:05:00Z ERROR [sql] boom
    {"s":"E","t":{"$date":"2026-01-02T10:05:00Z"},"c":"NETWORK","msg":"boom","attr":{"error":"x"}}
    = 2026-01-02T10:05:00Z ERROR [NETWORK] boom
    {"level":"error","msg":"WARNING: cache is cold"}
    = ERROR cache is cold
    """#
}

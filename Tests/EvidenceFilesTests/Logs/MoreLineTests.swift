@testable import EvidenceFiles
import Testing

/// What collectors, consoles and frameworks write.
@Suite struct MoreLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    2026-01-02T03:04:05.123000+00:00 ecs/notifier/9f8e7d6c5b 2026-01-02 03:04:05,123 ERROR [http-6] com.acme.Handler - boom
    = 2026-01-02T03:04:05.123Z ERROR notifier [com.acme.Handler] boom
    2026-01-02T03:04:05Z {app="orders", level="error"} boom happened
    = 2026-01-02T03:04:05Z ERROR orders boom happened
    2026-01-02T03:04:05+01:00 {app="orders"} level=error msg="boom"
    = 2026-01-02T03:04:05+01:00 ERROR orders boom
    2026-01-02 03:04:05.000000000 +0000 app.orders: {"log":"ERROR boom","container_name":"/orders"}
    = 2026-01-02T03:04:05Z ERROR orders [app.orders] boom
    [0] app.orders: [1767348245.123000000, {"log"=>"ERROR boom"}]
    = 2026-01-02T10:04:05.123Z ERROR [app.orders] boom
    [0] app.orders: [[1767348245.123000000, {}], {"log"=>"ERROR boom"}]
    = 2026-01-02T10:04:05.123Z ERROR [app.orders] boom
    79a59df900b949e5 shop-bucket [02/Jan/2026:03:04:05 +0000] 10.0.0.1 arn:aws:iam::1:user/x 3E57427F REST.GET.OBJECT a.png "GET /shop-bucket/a.png HTTP/1.1" 503 SlowDown 243 - 12 - "-" "curl" -
    = 2026-01-02T03:04:05Z ERROR {503} 10.0.0.1 arn:aws:iam::1:user/x 3E57427F REST.GET.OBJECT a.png "GET /shop-bucket/a.png HTTP/1.1" 503 SlowDown 243 - 12 - "-" "curl" -
    2026-01-02 03:04:05.12 spid51      Error: 17806, Severity: 20, State: 14.
    = 2026-01-02T03:04:05.120 ERROR 17806, Severity: 20, State: 14.
    2026-01-02 03:04:05.12 Logon       Login failed for user 'app'.
    = 2026-01-02T03:04:05.120 Logon       Login failed for user 'app'.
    2026-01-02 03:04:05, Error                 CBS    Failed to load
    = 2026-01-02T03:04:05 ERROR CBS    Failed to load
    2026-01-02 03:04:05 [error    ] boom                           [app.db] item=3
    = 2026-01-02T03:04:05 ERROR boom                           [app.db] item=3
    2026-01-02T03:04:05.123456Z [error    ] boom                           item=3
    = 2026-01-02T03:04:05.123Z ERROR boom                           item=3
    method=GET path=/x format=html controller=OrdersController action=show status=500 error='RuntimeError: boom' duration=12.3
    = ERROR {500} RuntimeError: boom
    03:04:05.123 [error] GenServer terminating
    = 03:04:05.123 ERROR GenServer terminating
    03:04:05.123 [info] Sent 200
    = 03:04:05.123 INFO Sent 200
    2026-01-02 03:04:05.123+00:00 [error] <0.1.0> boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    [Nest] 12  - 01/02/2026, 3:04:05 AM   ERROR [Db] boom
    = 2026-01-02T03:04:05 ERROR [Nest] boom
    2026-01-02T03:04:05.123Z orders[12]: ERROR boom
    = 2026-01-02T03:04:05.123Z ERROR orders boom
    Jan 02 03:04:05.123456 web-1 orders[12]: boom
    = --01-02T03:04:05.123 orders@web-1 boom
    2026-01-02T03:04:05.123456+0100 web-1 orders[12]: boom
    = 2026-01-02T03:04:05.123+01:00 orders@web-1 boom
    1767348245.123456 web-1 orders[12]: boom
    = 2026-01-02T10:04:05.123Z orders@web-1 boom
    [12345.678901] web-1 orders[12]: boom
    = 03:25:45.678 orders@web-1 boom
    Tue 2026-01-06 15:41:05 UTC web-1 orders[12]: boom
    = 2026-01-06T15:41:05Z orders@web-1 boom
    <30>Jan  2 03:04:05 orders[12]: ERROR boom
    = --01-02T03:04:05 ERROR orders boom
    <3>boom in kernel
    = ERROR boom in kernel
    [Fri Jan  2 03:04:05 2026] usb 1-1: device descriptor read/64, error -71
    = 2026-01-02T03:04:05 usb 1-1: device descriptor read/64, error -71
    [ERROR] Failed to execute goal org.apache
    = ERROR Failed to execute goal org.apache
    FAILURE: Build failed with an exception.
    = ERROR Build failed with an exception.
    [2026-01-02T03:04:05.123Z] ERROR: boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    2026-01-02T03:04:05.123Z  INFO myapp::db: stored in 3ms
    = 2026-01-02T03:04:05.123Z INFO [myapp::db] stored in 3ms
    WARN myapp::db: slow
    = WARNING [myapp::db] slow
    time="2026-01-02T03:04:05Z" level=fatal msg="boom" func=main.main file="main.go:12"
    = 2026-01-02T03:04:05Z FATAL boom
    level=error ts=2026-01-02T03:04:05.123Z caller=main.go:12 component=tsdb err="boom"
    = 2026-01-02T03:04:05.123Z ERROR [tsdb] boom
    2026-01-02T03:04:05.123+0100\#tERROR\#torders.db\#tdb/db.go:12\#tboom\#t{"a": 1}
    = 2026-01-02T03:04:05.123+01:00 ERROR [orders.db] boom
    ERR  2026-01-02 03:04:05 boom
    = 2026-01-02T03:04:05 ERROR boom
    2026/01/02 03:04:05 [ERR] agent: boom
    = 2026-01-02T03:04:05 ERROR agent: boom
    2026/01/02 03:04:05 main.go:12: boom
    = 2026-01-02T03:04:05 [main.go:12] boom
    2026/01/02 03:04:05 http: panic serving 10.0.0.1:1: boom
    = 2026-01-02T03:04:05 http: panic serving 10.0.0.1:1: boom
    2026/01/02 03:04:05 ERROR boom key=value
    = 2026-01-02T03:04:05 ERROR boom key=value
    [GIN] 2026/01/02 - 03:04:05 | 500 |     1.2ms |      10.0.0.1 | GET      "/x"
    = 2026-01-02T03:04:05 ERROR [GIN] {500} 500 |     1.2ms |      10.0.0.1 | GET      "/x"
    [2026-01-02 03:04:05] local.ERROR: boom {"exception":"x"}
    = 2026-01-02T03:04:05 ERROR [local] boom {"exception":"x"}
    [2026-01-02 03:04:05] app.CRITICAL: Uncaught PHP Exception RuntimeException: "boom" at x.php line 3 {"e":"x"} []
    = 2026-01-02T03:04:05 FATAL [app] Uncaught PHP Exception RuntimeException: "boom" at x.php line 3 {"e":"x"}
    2026-01-02T03:04:05+00:00 [error] boom
    = 2026-01-02T03:04:05Z ERROR boom
    2026-01-02 03:04:05.123  ERROR 12 --- [           main] o.s.boot.SpringApplication               : Application run failed
    = 2026-01-02T03:04:05.123 ERROR [o.s.boot.SpringApplication] Application run failed
    2026-01-02 03:04:05.123 ERROR [main] com.acme.Db:12 boom
    = 2026-01-02T03:04:05.123 ERROR [com.acme.Db:12] boom
    2026-01-02 03:04:05,123 - ERROR - [app.db] - boom
    = 2026-01-02T03:04:05.123 ERROR [app.db] boom
    2026-01-02 03:04:05,123 [ERROR] app.db: boom
    = 2026-01-02T03:04:05.123 ERROR [app.db] boom
    2026-01-02 03:04:05,123 [12] ERROR Shop.Db [(null)] - boom
    = 2026-01-02T03:04:05.123 ERROR [Shop.Db] boom
    2026-01-02 03:04:05.1234 [12] [ERROR] Shop.Db: boom
    = 2026-01-02T03:04:05.123 ERROR [Shop.Db] boom
    2026-01-02 03:04:05.123 +01:00 [ERR] boom
    = 2026-01-02T03:04:05.123+01:00 ERROR boom
    [03:04:05 ERR] Shop.Db: boom
    = 03:04:05 ERROR [Shop.Db] boom
    03:04:05.123 E Tag: boom
    = 03:04:05.123 ERROR [Tag] boom
    01-02 03:04:05.123 E/Tag( 12): boom
    = --01-02T03:04:05.123 ERROR [Tag] boom
    02 Jan 2026 03:04:05.123 ERROR boom
    = 2026-01-02T03:04:05.123 ERROR boom
    02/Jan/2026 03:04:05.123 ERROR boom
    = 2026-01-02T03:04:05.123 ERROR boom
    2026-01-02T03:04:05.123Z INFO  [orders] GET /x 500 12ms
    = 2026-01-02T03:04:05.123Z INFO [orders] GET /x 500 12ms
    3:04AM ERR boom error="x"
    = 03:04:00 ERROR boom error="x"
    2026-01-02T03:04:05Z ERR boom error="x" service=orders
    = 2026-01-02T03:04:05Z ERROR boom error="x" service=orders
    2026-01-02T03:04:05Z INF started
    = 2026-01-02T03:04:05Z INFO started
    ##[error]boom
    = ERROR boom
    [error] boom
    = ERROR boom
    """#
}

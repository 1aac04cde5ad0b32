@testable import EvidenceFiles
import Testing

/// What logging libraries write.
@Suite struct ApplicationLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    10 Mar 2026 15:41:05 ERROR payment declined by bank
    = 2026-03-10T15:41:05 ERROR payment declined by bank
    31/03/2026 15:41:05 ERROR payment declined by bank
    = 2026-03-31T15:41:05 ERROR payment declined by bank
    03:41 PM ERROR payment declined by bank
    = 15:41:00 ERROR payment declined by bank
    3:41:05 PM ERROR payment declined
    = 15:41:05 ERROR payment declined
    2026-01-02T10:05:00+0530 ERROR boom
    = 2026-01-02T10:05:00+05:30 ERROR boom
    GET /a 200 503 bytes
    = GET /a 200 503 bytes
    2026-01-02 10:00:00 INFO sweep finished: 0 errors, 0 failed
    = 2026-01-02T10:00:00 INFO sweep finished: 0 errors, 0 failed
    2026/02/18 11:32:49 [crit] 31#31: *67 SSL_do_handshake() failed
    = 2026-02-18T11:32:49 FATAL SSL_do_handshake() failed
    I, [2026-07-02T08:11:11.000423 #107]  INFO -- myapp: started
    = 2026-07-02T08:11:11 INFO myapp: started
    10:15:30.123 [main] ERROR com.acme.Foo - boom
    = 10:15:30.123 ERROR [com.acme.Foo] boom
    [10:15:30 ERR] could not connect
    = 10:15:30 ERROR could not connect
    2026-01-02 10:15:30.1234|ERROR|Shop.Db|could not connect
    = 2026-01-02T10:15:30.123 ERROR [Shop.Db] could not connect
    [2026-01-02 10:15:30 +0000] [7] [ERROR] Worker (pid:8) exited with code 3
    = 2026-01-02T10:15:30Z ERROR Worker (pid:8) exited with code 3
    2026-01-02T03:04:05.123Z\#tERROR\#tapp/main.go:12\#tcould not sync\#t{"error":"boom","n":3}
    = 2026-01-02T03:04:05.123Z ERROR [app/main.go:12] could not sync
    2026-01-02T03:04:05.123456Z\#terror\#tcontroller\#tsync failed
    = 2026-01-02T03:04:05.123Z ERROR [controller] sync failed
    [10:15:30] [Server thread/ERROR]: Could not load chunk
    = 10:15:30 ERROR [Server thread] Could not load chunk
    [10:15:30 ERROR]: Could not load chunk
    = 10:15:30 ERROR Could not load chunk
    2026-01-02 03:04:05.123456+0000 App[123:456] could not open
    = 2026-01-02T03:04:05.123Z App could not open
    2026-01-02T03:04:05Z ##[error]Process completed with exit code 1.
    = 2026-01-02T03:04:05Z ERROR Process completed with exit code 1.
    ::error file=app.js,line=1::Missing semicolon
    = ERROR Missing semicolon
    2026-01-02 03:04:05,123 ERROR [org.x.Y] (executor-thread-1) boom
    = 2026-01-02T03:04:05.123 ERROR [org.x.Y] boom
    2026-01-02 03:04:05.123 ERROR (qtp-12) [c:coll s:shard1] o.a.s.h.RequestHandlerBase org.apache.solr.common.SolrException: boom
    = 2026-01-02T03:04:05.123 ERROR [o.a.s.h.RequestHandlerBase] org.apache.solr.common.SolrException: boom
    @4000000065a1b2c31a2b3c4d tcpserver: status: 1/40
    = 2024-01-12T21:44:25.439Z tcpserver: status: 1/40
    Tue, 10 Mar 2026 15:41:05 GMT ERROR boom
    = 2026-03-10T15:41:05Z ERROR boom
    3/10/2026 3:41:05 PM ERROR boom
    = 2026-03-10T15:41:05 ERROR boom
    Mon Mar 10 15:41:05 UTC 2026 starting
    = 2026-03-10T15:41:05Z starting
    17/06/09 20:10:40 ERROR executor.CoarseGrainedExecutorBackend: Got signal
    = 2017-06-09T20:10:40 ERROR [executor.CoarseGrainedExecutorBackend] Got signal
    2026-01-02 10:00:00 INFO 1 --- [shop] [nio-8080-exec-7] c.a.o.Db     : stored
    = 2026-01-02T10:00:00 INFO shop [c.a.o.Db] stored
    2026-01-02 10:00:00 received ERROR from upstream
    = 2026-01-02T10:00:00 received ERROR from upstream
    2026-01-02 03:04:05.123 [http-nio-8080-exec-1] WARN  c.a.shop.Db.save(Db.java:12) - slow
    = 2026-01-02T03:04:05.123 WARNING [c.a.shop.Db.save] slow
    2026-01-02 03:04:05.123  WARN [orders,6f2b,7a1c] 1 --- [nio-8080-exec-1] c.a.shop.Db : slow
    = 2026-01-02T03:04:05.123 WARNING orders [c.a.shop.Db] slow
    2026-01-02 03:04:05,123 WARN  [main] (Db.java:12) - slow
    = 2026-01-02T03:04:05.123 WARNING [Db.java:12] slow
    WARN  2026-01-02 03:04:05,123 [main] com.acme.Db: slow
    = 2026-01-02T03:04:05.123 WARNING [com.acme.Db] slow
    2026-01-02 03:04:05 [WARN] com.acme.Db - slow
    = 2026-01-02T03:04:05 WARNING [com.acme.Db] slow
    02-01-2026 03:04:05 ERROR boom
    = 2026-01-02T03:04:05 ERROR boom
    2026-01-02 03:04:05 ERROR    [root] boom
    = 2026-01-02T03:04:05 ERROR [root] boom
    ERROR    root:app.py:12 boom
    = ERROR [root:app.py:12] boom
    2026-01-02T03:04:05.123456Z ERROR myapp::db: boom err=No route
    = 2026-01-02T03:04:05.123Z ERROR [myapp::db] boom err=No route
    [2026-01-02T03:04:05Z ERROR myapp::db] boom
    = 2026-01-02T03:04:05Z ERROR [myapp::db] boom
    2026-01-02T03:04:05.123Z - error: boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    2026-01-02T03:04:05.123Z error: boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    [2026-01-02T03:04:05.123] [ERROR] default - boom
    = 2026-01-02T03:04:05.123 ERROR [default] boom
    [ERROR] 2026-01-02T03:04:05.123Z 8f507cfc-aaaa-4697-b07a-ac58fc910007 boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    2026-01-02T03:04:05.123Z\#t8f507cfc-aaaa-4697-b07a-ac58fc910007\#tERROR\#tInvoke Error\#t{"errorType":"Error"}
    = 2026-01-02T03:04:05.123Z ERROR Invoke Error
    [Fri Jan 02 03:04:05.123456 2026] [core:error] [pid 12:tid 34] [client 10.0.0.1:123] AH00124: Request exceeded
    = 2026-01-02T03:04:05.123 ERROR [core] AH00124: Request exceeded
    [Fri Jan 02 03:04:05 2026] [error] [client 10.0.0.1] File does not exist: /x
    = 2026-01-02T03:04:05 ERROR File does not exist: /x
    {"ts":"2026-01-02T03:04:05.123Z","level":"ERROR","logger":"com.acme","thread":"main","msg":"boom","exception":"java.io.IOException: x"}
    = 2026-01-02T03:04:05.123Z ERROR [com.acme] boom
    2026-01-02 03:04:05,123 (MainThread) ERROR [asyncio] boom
    = 2026-01-02T03:04:05.123 ERROR [MainThread] boom
    Traceback (most recent call last):
    = ERROR Traceback (most recent call last):
    thread 'main' panicked at src/main.rs:3:5: boom
    = FATAL thread 'main' panicked at src/main.rs:3:5: boom
    2026-01-02 03:04:05.123 E/Tag(123): boom
    = 2026-01-02T03:04:05.123 ERROR [Tag] boom
    E/AndroidRuntime( 1234): FATAL EXCEPTION: main
    = ERROR [AndroidRuntime] FATAL EXCEPTION: main
    2026-01-02 03:04:05.123 - ERROR - app - boom
    = 2026-01-02T03:04:05.123 ERROR [app] boom
    ERROR 01-02 03:04:05 engine.py:12] CUDA out of memory
    = --01-02T03:04:05 ERROR [engine.py:12] CUDA out of memory
    2026-01-02 03:04:05 | ERROR | worker | boom
    = 2026-01-02T03:04:05 ERROR [worker] boom
    2026-01-02 03:04:05;ERROR;worker;boom
    = 2026-01-02T03:04:05 ERROR [worker] boom
    2026-01-02 03:04:05\#tERROR\#tworker\#tboom
    = 2026-01-02T03:04:05 ERROR [worker] boom
    20260102T030405.123Z ERROR boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    20260102-030405 ERROR boom
    = 2026-01-02T03:04:05 ERROR boom
    1767348245 ERROR boom
    = 2026-01-02T10:04:05Z ERROR boom
    1767348245123 ERROR boom
    = 2026-01-02T10:04:05.123Z ERROR boom
    1767348245.123456 ERROR boom
    = 2026-01-02T10:04:05.123Z ERROR boom
    (2026-01-02 03:04:05) ERROR boom
    = 2026-01-02T03:04:05 ERROR boom
    2026-01-02 03:04 ERROR boom
    = 2026-01-02T03:04:00 ERROR boom
    at 2026-01-02T03:04:05Z ERROR boom
    = 2026-01-02T03:04:05Z ERROR boom
    2026-01-02T03:04:05.123Z pid=12 tid=abc class=Job jid=1 ERROR: boom
    = 2026-01-02T03:04:05.123Z ERROR boom
    2026-01-02T03:04:05.123Z pid=12 tid=abc WARN: boom
    = 2026-01-02T03:04:05.123Z WARNING boom
    D, [2026-01-02T03:04:05.123456 #12] DEBUG -- : boom
    = 2026-01-02T03:04:05.123 DEBUG boom
    2026-01-02T03:04:05,123+0000 [main] ERROR org.x.Y - boom
    = 2026-01-02T03:04:05.123Z ERROR [org.x.Y] boom
    FAILED tests/test_a.py::test_x - AssertionError
    = ERROR FAILED tests/test_a.py::test_x - AssertionError
    Error: Cannot find module 'x'
    = ERROR Cannot find module 'x'
    2026-01-02T03:04:05.1234567Z ##[warning]Node 16 is deprecated
    = 2026-01-02T03:04:05.123Z WARNING Node 16 is deprecated
    """#
}

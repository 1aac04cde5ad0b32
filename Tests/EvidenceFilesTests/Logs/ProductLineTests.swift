@testable import EvidenceFiles
import Testing

/// Databases, brokers, servers and tools.
@Suite struct ProductLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    [2022-12-07, 15:37:49 UTC] {taskinstance.py:1774} ERROR - Task failed with exception
    = 2022-12-07T15:37:49Z ERROR [taskinstance.py:1774] Task failed with exception
    1:M 01 Jan 2026 10:00:00.123 # Out of memory allocating 12 bytes!
    = 2026-01-01T10:00:00.123 WARNING Out of memory allocating 12 bytes!
    1:C 01 Jan 2026 10:00:00.123 * Ready to accept connections
    = 2026-01-01T10:00:00.123 NOTICE Ready to accept connections
    2026-01-02 03:04:05.123456+00:00 [error] <0.123.0> connection refused
    = 2026-01-02T03:04:05.123Z ERROR connection refused
    [2026-01-02 03:04:05,123] ERROR [ReplicaManager broker=1] Error while flushing (kafka.server.ReplicaManager)
    = 2026-01-02T03:04:05.123 ERROR [ReplicaManager broker=1] Error while flushing (kafka.server.ReplicaManager)
    2026-01-02 03:04:05.123 UTC [123] app@shop ERROR:  relation "x" does not exist at character 15
    = 2026-01-02T03:04:05.123Z ERROR relation "x" does not exist at character 15
    2026-01-02 03:04:05.123 UTC [123] FATAL:  password authentication failed for user "app"
    = 2026-01-02T03:04:05.123Z FATAL password authentication failed for user "app"
    2026-01-02 03:04:05.123 UTC [123] LOG:  checkpoint complete
    = 2026-01-02T03:04:05.123Z INFO checkpoint complete
    2026-01-02T03:04:05.123+0000 I  NETWORK  [conn7] end connection 10.0.0.1:123
    = 2026-01-02T03:04:05.123Z INFO [NETWORK] end connection 10.0.0.1:123
    2026-01-02T03:04:05.123+0000 E STORAGE  [initandlisten] WiredTiger error
    = 2026-01-02T03:04:05.123Z ERROR [STORAGE] [initandlisten] WiredTiger error
    I260102 03:04:05.123456 123 server/server.go:12 ⋮ [n1] 5  node connected
    = 2026-01-02T03:04:05.123 INFO [server/server.go:12] 5  node connected
    E260102 03:04:05.123456 123 kv/kvserver/store.go:12 ⋮ [n1,s1] 5  disk stall detected
    = 2026-01-02T03:04:05.123 ERROR [kv/kvserver/store.go:12] 5  disk stall detected
    [2026-01-02T03:04:05.123+0000] {taskinstance.py:1234} ERROR - Task failed
    = 2026-01-02T03:04:05.123Z ERROR [taskinstance.py:1234] Task failed
    [2026-01-02T03:04:05.123+0000][info][gc] GC(1) Pause Young 24M->4M(256M) 3.2ms
    = 2026-01-02T03:04:05.123Z INFO [gc] GC(1) Pause Young 24M->4M(256M) 3.2ms
    [0.123s][info][gc] GC(1) Pause Young
    = 00:00:00.123 INFO [gc] GC(1) Pause Young
    [02-Sep-2026 12:36:10 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function foo() in /srv/a.php:3
    = 2026-09-02T12:36:10Z FATAL Uncaught Error: Call to undefined function foo() in /srv/a.php:3
    03-17 16:13:38.811  1702  2395 E ActivityManager: ANR in com.shop
    = --03-17T16:13:38.811 ERROR ActivityManager [ActivityManager] ANR in com.shop
    [2026-01-02 10:15:30,123: ERROR/ForkPoolWorker-1] Task raised unexpected
    = 2026-01-02T10:15:30.123 ERROR [ForkPoolWorker-1] Task raised unexpected
    [W 2026-01-02 10:00:00.123 ServerApp] slow
    = 2026-01-02T10:00:00.123 WARNING [ServerApp] slow
    2026-01-02T03:04:05.123Z [ERROR] agent.server: failed to join: error="No route"
    = 2026-01-02T03:04:05.123Z ERROR [agent.server] failed to join: error="No route"
    2026-01-02 03:04:05.123456 W | etcdserver: read-only range request took too long
    = 2026-01-02T03:04:05.123 WARNING [etcdserver] read-only range request took too long
    [2026-01-02 03:04:05.123][12][error][config] [source/common/x.cc:12] gRPC update failed
    = 2026-01-02T03:04:05.123 ERROR [source/common/x.cc:12] gRPC update failed
    2026.01.02 03:04:05.123456 [ 123 ] {abc-def} <Error> TCPHandler: Code: 241. DB::Exception: Memory limit exceeded
    = 2026-01-02T03:04:05.123 ERROR [abc-def] TCPHandler: Code: 241. DB::Exception: Memory limit exceeded
    2026-01-02T03:04:05.123+0000 7f1c2a3b4700 -1 osd.3 12 heartbeat_check: no reply
    = 2026-01-02T03:04:05.123Z ERROR osd.3 12 heartbeat_check: no reply
    [2026-01-02 03:04:05] ERROR[1234] chan_sip.c: Registration failed
    = 2026-01-02T03:04:05 ERROR [chan_sip.c] Registration failed
    [2026.01.02-03.04.05:123][  0]LogNet: Warning: Connection lost
    = 2026-01-02T03:04:05.123 WARNING [LogNet] Connection lost
    [1234:5678:0102/030405.123456:ERROR:gpu_init.cc(12)] GL failed
    = ERROR [gpu_init.cc(12)] GL failed
    10-MAR-26 03.41.05.123456 PM ORA-00600: internal error
    = 2026-03-10T15:41:05.123 ORA-00600: internal error
    E0108 15:56:32.904495    1234 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \"StartContainer\"" pod="shop/stocktake-msvhcf5vv-dzhj5"
    = --01-08T15:56:32.904 ERROR [pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \"StartContainer\"" pod="shop/stocktake-msvhcf5vv-dzhj5"
    2017-05-16 00:00:00.008 25746 ERROR nova.osapi_compute.wsgi.server [req-38101a0b] 10.11.10.1 failed
    = 2017-05-16T00:00:00.008 ERROR [nova.osapi_compute.wsgi.server] 10.11.10.1 failed
    2026-01-02T03:04:05.123Z cpu3:12345)ALERT: heap exhausted
    = 2026-01-02T03:04:05.123Z FATAL heap exhausted
    2026-01-02 03:04:05 status installed libc6:amd64 2.36-9
    = 2026-01-02T03:04:05 status installed libc6:amd64 2.36-9
    2026-01-02T03:04:05+0000 INFO Upgrade: foo-1.2.x86_64
    = 2026-01-02T03:04:05Z INFO Upgrade: foo-1.2.x86_64
    [2026-01-02T03:04:05+0000] [ALPM] upgraded linux (6.1 -> 6.2)
    = 2026-01-02T03:04:05Z [ALPM] upgraded linux (6.1 -> 6.2)
    02.01.2026 03:04:05.123 *ERROR* [sling-oak-observation-1] org.apache.x.Y boom
    = 2026-01-02T03:04:05.123 ERROR [org.apache.x.Y] boom
    2026-01-02 03:04:05 +0200 [error]: #0 failed to flush the buffer. retry_times=3
    = 2026-01-02T03:04:05+02:00 ERROR #0 failed to flush the buffer. retry_times=3
    2026-01-02 03:04:05 W! [outputs.influxdb] failed to write
    = 2026-01-02T03:04:05 WARNING [outputs.influxdb] failed to write
    2026-01-02T03:04:05Z E! [agent] Error running agent
    = 2026-01-02T03:04:05Z ERROR [agent] Error running agent
    2026-01-02 03:04:05 TLS Error: TLS handshake failed
    = 2026-01-02T03:04:05 ERROR TLS handshake failed
    2026-01-02 03:04:05.123 WARNING (MainThread) [homeassistant.components.x] Unable
    = 2026-01-02T03:04:05.123 WARNING [homeassistant.components.x] Unable
    [ERROR] plugin/errors: 2 example.com. A: read udp i/o timeout
    = ERROR plugin/errors: 2 example.com. A: read udp i/o timeout
    I0102 03:04:05.123456       1 leaderelection.go:258] successfully acquired lease
    = --01-02T03:04:05.123 INFO [leaderelection.go:258] successfully acquired lease
    W20260102 03:04:05.123456 12345 tablet.cc:12] T abc: slow
    = 2026-01-02T03:04:05.123 WARNING [tablet.cc:12] T abc: slow
    *** Error in `./app': double free or corruption
    = ERROR *** Error in `./app': double free or corruption
    npm ERR! code ELIFECYCLE
    = ERROR npm ERR! code ELIFECYCLE
    [1/2/26 15:41:05:123 CET] 0000001a SystemOut     O hello
    = 2026-01-02T15:41:05.123+01:00 INFO [SystemOut] hello
    [1/2/26 15:41:05:123 CET] 0000001a WebApp E   SRVE0293E: [Servlet Error]
    = 2026-01-02T15:41:05.123+01:00 ERROR [WebApp] SRVE0293E: [Servlet Error]
    <Jan 2, 2026 3:41:05 PM CET> <Error> <Deployer> <BEA-149205> <Failed to initialize>
    = 2026-01-02T15:41:05+01:00 ERROR [Deployer] Failed to initialize
    ####<Jan 2, 2026 3:41:05,123 PM CET> <Error> <HTTP> <srv1> <admin> <[ACTIVE]> <x> <> <> <1700000000123> <BEA-101017> <boom>
    = 2026-01-02T15:41:05.123+01:00 ERROR admin@srv1 [HTTP] boom
    2026-01-02 03:04:05 0 [Warning] Aborted connection 12
    = 2026-01-02T03:04:05 WARNING Aborted connection 12
    2026-01-02T03:04:05.123456Z 0 [Note] [MY-010051] [Server] Event Scheduler
    = 2026-01-02T03:04:05.123Z NOTICE [MY-010051] Event Scheduler
    260102  3:04:05 [ERROR] InnoDB: boom
    = 2026-01-02T03:04:05 ERROR [InnoDB] boom
    [123] 02 Jan 03:04:05.123 # Server started
    = --01-02T03:04:05.123 WARNING Server started
    12345:M 02 Jan 2026 03:04:05.123 # MISCONF Redis is configured
    = 2026-01-02T03:04:05.123 WARNING MISCONF Redis is configured
    2026-01-02 03:04:05,123 CRIT Server 'unix_http_server' running
    = 2026-01-02T03:04:05.123 FATAL Server 'unix_http_server' running
    2026-01-02 03:04:05,123 INFO exited: orders (exit status 1; not expected)
    = 2026-01-02T03:04:05.123 INFO exited: orders (exit status 1; not expected)
    2026-01-02 03:04:05 UTC::@:[123]:ERROR: boom
    = 2026-01-02T03:04:05Z ERROR boom
    2026-01-02 03:04:05 UTC:10.0.0.1(1234):app@shop:[123]:ERROR:  boom
    = 2026-01-02T03:04:05Z ERROR boom
    Mar 19 2026 09:24:44+08:00 CORE-1 %%01BGP/3/STATE_CHG_UPDOWN(l)[4238]:The peer 10.0.0.7 went to IDLE.
    = 2026-03-19T09:24:44+08:00 ERROR @CORE-1 [BGP] The peer 10.0.0.7 went to IDLE.
    [   1179.100161s]  WARN ThreadId(01) linkerd_reconnect: Failed to connect error=refused
    = 00:19:39.100 WARNING [linkerd_reconnect] Failed to connect error=refused
    Dec 21 18:24:14 <local0.err> 10.1.1.5 monitor of pay is DOWN
    = --12-21T18:24:14 ERROR 10.1.1.5 monitor of pay is DOWN
    """#
}

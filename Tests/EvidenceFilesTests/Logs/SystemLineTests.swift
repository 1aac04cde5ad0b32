@testable import EvidenceFiles
import Testing

/// Syslog, the kernel, network devices and hypervisors.
@Suite struct SystemLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    <27>Jan 31 15:46:40 node-20 kubelet[3072]: E0131 15:46:40.357340    3072 kubelet.go:1778] node became not ready: container runtime is down
    = --01-31T15:46:40 ERROR kubelet@node-20 [kubelet.go:1778] node became not ready: container runtime is down
    Jan 31 15:46:40 node-20 kubelet[3072]: E0131 15:46:40.357340    3072 kubelet.go:1778] node became not ready: container runtime is down
    = --01-31T15:46:40 ERROR kubelet@node-20 [kubelet.go:1778] node became not ready: container runtime is down
    [   12.345678] Out of memory: Killed process 123 (java)
    = 00:00:12.345 FATAL Out of memory: Killed process 123 (java)
    Mar  1 10:00:00 web-1 kernel: [12345.678901] EXT4-fs error (device sda1): ext4_find_entry
    = --03-01T10:00:00 kernel@web-1 EXT4-fs error (device sda1): ext4_find_entry
    date=2026-01-02 time=03:04:05 devname="fw1" level="error" msg="tunnel down" action=drop
    = 2026-01-02T03:04:05 ERROR fw1 tunnel down
    Jan 02 03:04:05 sw1 %LINK-3-UPDOWN: Interface Gi0/1, changed state to down
    = --01-02T03:04:05 ERROR @sw1 [LINK] Interface Gi0/1, changed state to down
    Jan 02 03:04:05 Installed: foo-1.2.x86_64
    = --01-02T03:04:05 Installed: foo-1.2.x86_64
    Jan  2 03:04:05 web-1 CRON[1234]: (root) CMD (run-parts)
    = --01-02T03:04:05 CRON@web-1 (root) CMD (run-parts)
    Jan  2 03:04:05 web-1 systemd[1]: pay.service: Main process exited, code=killed, status=9/KILL
    = --01-02T03:04:05 systemd@web-1 pay.service: Main process exited, code=killed, status=9/KILL
    Jan  2 03:04:05 web-1 postfix/smtpd[12]: warning: unknown[10.0.0.1]: SASL LOGIN authentication failed
    = --01-02T03:04:05 WARNING postfix/smtpd@web-1 unknown[10.0.0.1]: SASL LOGIN authentication failed
    Nov 14 22:13:20 web-1 NetworkManager[12]: <warn>  [1700000000.1234] device (eth0): link timed out
    = 2023-11-14T22:13:20.123Z WARNING NetworkManager@web-1 device (eth0): link timed out
    Jan  2 03:04:05 web-1 postfix/qmgr[12]: 3973939728: from=<a@shop.example>, size=44
    = --01-02T03:04:05 postfix/qmgr@web-1 3973939728: from=<a@shop.example>, size=44
    Jan  2 03:04:05 web-1 nginx[12]: nginx: [emerg] could not build server_names_hash
    = --01-02T03:04:05 FATAL nginx@web-1 could not build server_names_hash
    Jan  2 03:04:05 web-1 docker/orders[12]: {"level":"error","msg":"boom"}
    = --01-02T03:04:05 ERROR orders@web-1 boom
    Jan  2 03:04:05 web-1 dockerd[12]: time="2026-01-02T03:04:05Z" level=error msg="boom"
    = 2026-01-02T03:04:05Z ERROR dockerd@web-1 boom
    <13>1 2026-01-02T03:04:05.123Z web-1 app - - - boom
    = 2026-01-02T03:04:05.123Z NOTICE app@web-1 boom
    <11>Jan  2 03:04:05 10.0.0.1 app: boom
    = --01-02T03:04:05 ERROR app@10.0.0.1 boom
    <187>123: Jan  2 03:04:05.123: %SYS-3-CPUHOG: Task ran too long
    = --01-02T03:04:05.123 ERROR [SYS] Task ran too long
    2026-01-02T03:04:05.123456+02:00 web-1 kernel: [123.456] oom-kill: constraint
    = 2026-01-02T03:04:05.123+02:00 kernel@web-1 oom-kill: constraint
    2026-01-02T03:04:05+02:00 web-1 sshd[12]: Failed password for root
    = 2026-01-02T03:04:05+02:00 sshd@web-1 Failed password for root
    Jan 02 03:04:05 2026 daemon.err dnsmasq[12]: failed to read
    = 2026-01-02T03:04:05 ERROR dnsmasq failed to read
    Fri Jan  2 03:04:05 2026 daemon.err hostapd: wlan0: failed
    = 2026-01-02T03:04:05 ERROR hostapd wlan0: failed
    Fri Jan  2 03:04:05 2026 user.warn kernel: [ 12.3] oops
    = 2026-01-02T03:04:05 WARNING kernel oops
    Fri Jan 02 03:04:05 2026 us=123456 TLS Error: TLS handshake failed
    = 2026-01-02T03:04:05 ERROR TLS handshake failed
    2026-01-02T03:04:05.123Z info hostd[123] [Originator@6876 sub=X] boom
    = 2026-01-02T03:04:05.123Z INFO hostd [Originator@6876 sub=X] boom
    2026-01-02T03:04:05.123Z error vpxd[123] [Originator@6876 sub=X] boom
    = 2026-01-02T03:04:05.123Z ERROR vpxd [Originator@6876 sub=X] boom
    2026-01-02T03:04:05.123Z In(182) vmkernel: cpu3:123)ALERT: boom
    = 2026-01-02T03:04:05.123Z INFO vmkernel: cpu3:123)ALERT: boom
    type=AVC msg=audit(1767348245.123:456): avc:  denied  { read } for  pid=12
    = 2026-01-02T10:04:05.123Z [AVC] avc:  denied  { read } for  pid=12
    """#
}

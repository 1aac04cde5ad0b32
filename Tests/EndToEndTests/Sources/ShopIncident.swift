import Foundation
import TestSupport

/// One incident of a made-up shop, told by four sources: since a deploy of orders at 10:03:20 its pool
/// of connections to the database is too small, from 10:05 on all of it is in use, orders answers late
/// or not at all, its probes fail, and checkout fails with it.
///
/// The metrics of it are ``ShopMetrics``.
enum ShopIncident {
  static let question = "why is checkout failing since 2026-03-14T10:05:00Z?"

  /// 14 March 2026, 09:00 UTC, in seconds since 1970.
  private static let start: Int64 = 1_773_478_800
  private static let onset: Int64 = 1_773_482_700

  /// Lines of the logs: an order every two seconds, and what orders says of its pool.
  static let lines: [FakeLoki.Line] = stride(from: start, to: start + 7200, by: 2).flatMap {
    second -> [FakeLoki.Line] in
    let isBad = second >= onset && second % 6 == 0
    func line(_ app: String, _ text: String) -> FakeLoki.Line {
      FakeLoki.Line(
        labels: ["app": app, "namespace": "shop", "pod": "\(app)-7d9c5b4f8-k2v9x"],
        nanoseconds: second * 1_000_000_000, text: text)
    }
    return [
      line(
        "checkout",
        isBad
          ? "level=error msg=\"order failed: orders did not answer within 3000 ms\" cart=\(second)"
          : "level=info msg=\"order placed\" cart=\(second)"),
      line(
        "orders",
        isBad
          ? "level=error msg=\"connection pool exhausted: no connection to orders-db within 3000 ms\" order=\(second)"
          : "level=info msg=\"order stored\" order=\(second)"),
    ]
  }

  /// Traces of orders, one in ten seconds: from checkout to orders, which answers late from the onset on.
  static let spans: [FakeTempo.Span] = stride(from: start, to: start + 7200, by: 10).flatMap {
    second -> [FakeTempo.Span] in
    let isBad = second >= onset && second % 30 == 0
    let begin = second * 1_000_000_000
    let length: Int64 = (isBad ? 3000 : 60) * 1_000_000
    let digits = String(second, radix: 16)
    let id = String(repeating: "0", count: 15 - digits.count) + digits
    return [
      FakeTempo.Span(
        service: "checkout", trace: "0a" + id + id, id: "a" + id, name: "POST /orders",
        start: begin,
        end: begin + length, isFailed: isBad),
      FakeTempo.Span(
        service: "orders", trace: "0a" + id + id, id: "b" + id, parent: "a" + id, name: "store",
        start: begin + 5_000_000, end: begin + length - 5_000_000, isFailed: isBad),
    ]
  }

  /// What the cluster tells: both pods of orders fail their probes, one was restarted for it.
  static func cluster() throws -> FakeKubernetes {
    func container(_ app: String, _ version: String) -> KubernetesObject.ContainerState {
      KubernetesObject.ContainerState(app, image: "shop/\(app):\(version)")
    }
    var orders = container("orders", "2.5.0")
    orders.isReady = false
    var restarted = orders
    restarted.restarts = 3
    restarted.ended = ("Error", 137, "2026-03-14T10:14:05Z")
    let pods = ["orders-6f7d9c5b4d-k2v9x", "orders-6f7d9c5b4d-z8w4q"]
    let events = try pods.enumerated().map { index, pod in
      try KubernetesObject.event(
        index, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503",
        of: "Pod", pod, first: "2026-03-14T10:05:40Z", last: "2026-03-14T10:55:10Z", count: 298)
    }
    return FakeKubernetes(
      try [
        .node("node-a"), .node("node-b"), .service("checkout"), .service("orders"),
        .pod("checkout", "7c9b8d6f5-q4w8z", node: "node-a", [container("checkout", "1.9.2")]),
        .pod("orders", "6f7d9c5b4d-k2v9x", node: "node-a", [restarted]),
        .pod("orders", "6f7d9c5b4d-z8w4q", node: "node-b", [orders]),
        .event(
          7, "Killing", "Container orders failed liveness probe, will be restarted", of: "Pod",
          pods[0], isWarning: false, first: "2026-03-14T10:14:00Z", last: "2026-03-14T10:14:00Z"),
        .event(
          8, "ScalingReplicaSet", "Scaled up replica set orders-6f7d9c5b4d to 2",
          of: "Deployment", "orders", isWarning: false, first: "2026-03-14T10:03:22Z",
          last: "2026-03-14T10:03:22Z"),
      ] + events
        + KubernetesObject.deployment(
          "checkout", set: "7c9b8d6f5", image: "shop/checkout:1.9.2", available: 1)
        + KubernetesObject.deployment(
          "orders", set: "6f7d9c5b4d", image: "shop/orders:2.5.0", replicas: 2, available: 0,
          created: "2026-03-14T10:03:22Z", revision: 12),
      logs: pods.map {
        KubernetesLog(
          pod: $0, container: "orders",
          lines: [("2026-03-14T10:03:31.000000000Z", "level=info msg=\"orders 2.5.0 listens\"")])
      })
  }

  /// A program that stands in for `journalctl`: it prints what a machine that deploys has in its journal.
  static let journalctl: String = {
    let entries: [(Int64, String, String)] = [
      (start + 600, "CRON", "(root) CMD (test -x /usr/sbin/anacron)"),
      (
        onset - 100, "deploy",
        "deploying orders 2.5.0 (was 2.4.1): DB_POOL_MAX 50 -> 20 by maria"
      ),
      (onset - 78, "deploy", "deployed orders 2.5.0 to shop"),
      (onset + 900, "CRON", "(root) CMD (test -x /usr/sbin/anacron)"),
    ]
    let lines = entries.map { second, program, message in
      #"{"__REALTIME_TIMESTAMP":"\#(second)000000","_HOSTNAME":"ops-1","PRIORITY":"6","#
        + #""SYSLOG_IDENTIFIER":"\#(program)","_PID":"4711","MESSAGE":"\#(message)"}"#
    }
    return "#!/bin/sh\ncat <<'END'\n\(lines.joined(separator: "\n"))\nEND\n"
  }()
}

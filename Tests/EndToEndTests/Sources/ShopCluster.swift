import Foundation
import TestSupport

/// A made-up cluster of a shop in which orders is killed for its memory from 10:05 on, since a rollout
/// at 10:03 halved its limit; beside it a pod that no node has room for, and one without an image.
enum ShopCluster {
  static let question = "why is checkout failing since 2026-03-14T10:05:00Z?"

  private static func objects() throws -> [KubernetesObject] {
    var orders = KubernetesObject.ContainerState("orders", image: "shop/orders:2.5.0")
    orders.restarts = 5
    orders.isReady = false
    orders.waiting = ("CrashLoopBackOff", "back-off 2m40s restarting failed container=orders")
    orders.ended = ("OOMKilled", 137, "2026-03-14T10:19:40Z")
    var promo = KubernetesObject.ContainerState("promo", image: "shop/promo:nope")
    promo.isReady = false
    promo.waiting = ("ImagePullBackOff", "Back-off pulling image shop/promo:nope")
    let proxy = KubernetesObject.ContainerState("proxy", image: "proxy:1")
    let pod = "orders-6f7d9c5b4d-k2v9x"
    return try [
      .node("node-a"), .node("node-b"), .service("checkout"), .service("orders"),
      .pod(
        "checkout", "7c9b8d6f5-q4w8z", node: "node-a",
        [KubernetesObject.ContainerState("checkout", image: "shop/checkout:1.9.2")]),
      .pod("orders", "6f7d9c5b4d-k2v9x", node: "node-b", [proxy, orders], memory: "256Mi"),
      .pod(
        "reports", "5b6c7d8f9-x9d2s", node: nil,
        [KubernetesObject.ContainerState("reports", image: "shop/reports:3")], memory: "16Gi"),
      .pod("promo", "6d5c4b7f8-z7c5v", node: "node-a", [promo]),
      .event(
        1, "ScalingReplicaSet", "Scaled up replica set orders-6f7d9c5b4d to 1", of: "Deployment",
        "orders", isWarning: false, first: "2026-03-14T10:03:02Z", last: "2026-03-14T10:03:02Z"),
      .event(
        2, "BackOff", "Back-off restarting failed container orders in pod \(pod)", of: "Pod", pod,
        first: "2026-03-14T10:05:30Z", last: "2026-03-14T10:21:10Z", count: 31),
      .event(
        3, "FailedScheduling", "0/2 nodes are available: 2 Insufficient memory.", of: "Pod",
        "reports-5b6c7d8f9-x9d2s", first: "2026-03-14T09:10:00Z", last: "2026-03-14T10:20:00Z",
        count: 14),
      .event(
        4, "Failed", "Error: ImagePullBackOff", of: "Pod", "promo-6d5c4b7f8-z7c5v",
        first: "2026-03-14T08:30:00Z", last: "2026-03-14T10:20:00Z", count: 400),
    ]
      + KubernetesObject.deployment(
        "checkout", set: "7c9b8d6f5", image: "shop/checkout:1.9.2", available: 1)
      + KubernetesObject.deployment(
        "orders", set: "6f7d9c5b4d", image: "shop/orders:2.5.0", available: 0, memory: "256Mi",
        created: "2026-03-14T10:03:02Z", revision: 12)
      + KubernetesObject.deployment(
        "reports", set: "5b6c7d8f9", image: "shop/reports:3", available: 0, memory: "16Gi")
  }

  private static func logs() -> [KubernetesLog] {
    func time(_ second: Int) -> String {
      let minute = second / 60
      return "2026-03-14T10:\(minute < 10 ? "0" : "")\(minute):"
        + "\(second % 60 < 10 ? "0" : "")\(second % 60).000000000Z"
    }
    let orders = (0..<20).map { step in
      (
        time(1160 + step),
        step < 19
          ? "level=info msg=\"loading catalog of prices\" rows=\(step * 50_000) heap=\(130 + step * 6)MiB"
          : "level=error msg=\"fatal error: runtime: out of memory\" heap=251MiB"
      )
    }
    let checkout = stride(from: 0, to: 1260, by: 4).map { second in
      (
        time(second),
        second >= 300
          ? "level=error msg=\"order failed: POST http://orders/orders: connection refused\" cart=\(second)"
          : "level=info msg=\"order placed\" cart=\(second)"
      )
    }
    return [
      KubernetesLog(pod: "checkout-7c9b8d6f5-q4w8z", container: "checkout", lines: checkout),
      KubernetesLog(
        pod: "orders-6f7d9c5b4d-k2v9x", container: "proxy",
        lines: [(time(190), "listening on :15001")]),
      KubernetesLog(
        pod: "orders-6f7d9c5b4d-k2v9x", container: "orders", isPrevious: true, lines: orders),
      KubernetesLog(
        pod: "orders-6f7d9c5b4d-k2v9x", container: "orders",
        lines: [(time(1190), "level=info msg=\"starting orders 2.5.0\"")]),
    ]
  }

  /// The cluster; see ``FakeKubernetes`` for what may be refused.
  static func cluster(
    forbidden: Set<String> = [], token: String? = nil
  ) throws -> FakeKubernetes {
    FakeKubernetes(try objects(), logs: logs(), forbidden: forbidden, token: token)
  }

  /// Whether the machine has the program that asks it.
  static let hasKubectl = FileManager.default.isExecutableFile(atPath: "/usr/bin/kubectl")
}

extension GumshoeBinary {
  /// Writes a kubeconfig file for a server into the home; the variables of a run that uses it.
  func kubeconfig(server url: String, token: String? = nil) throws -> [String: String] {
    let path = home + "/kubeconfig"
    try FakeKubernetes.configuration(server: url, namespace: "shop", token: token)
      .write(toFile: path, atomically: true, encoding: .utf8)
    return ["KUBECONFIG": path]
  }
}

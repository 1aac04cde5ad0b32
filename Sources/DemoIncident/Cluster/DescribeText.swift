/// What `kubectl describe` prints of an app's service and of its first pod.
struct DescribeText: Sendable {
  let cluster: MadeCluster

  /// The service and a pod of each of some apps, one command after the other.
  func text(of apps: [MadeCluster.App]) -> String {
    let flag = "-n \(cluster.namespace)"
    return apps.flatMap { app -> [String] in
      let pod = app.pods.first.map { "\(app.name)-\(app.hash)-\($0.suffix)" } ?? ""
      return [
        "$ kubectl describe service \(app.name) \(flag)\n" + service(app),
        "$ kubectl describe pod \(pod) \(flag)\n" + self.pod(app, named: pod),
      ]
    }.joined(separator: "\n\n") + "\n"
  }

  private func service(_ app: MadeCluster.App) -> String {
    let ready = cluster.isSelected(app) ? app.pods.filter(\.isReady) : []
    let ends = ready.map { "\($0.address):\(app.service.target)" }.joined(separator: ",")
    return Self.fields([
      ("Name", app.name), ("Namespace", cluster.namespace), ("Labels", "app=\(app.name)"),
      ("Annotations", "<none>"), ("Selector", KubectlText.list(app.service.selector)),
      ("Type", "ClusterIP"), ("IP Family Policy", "SingleStack"), ("IP Families", "IPv4"),
      ("IP", app.service.address), ("Port", "http  \(app.service.port)/TCP"),
      ("TargetPort", "\(app.service.target)/TCP"), ("Endpoints", ends.isEmpty ? "<none>" : ends),
      ("Session Affinity", "None"), ("Events", "<none>"),
    ])
  }

  private func pod(_ app: MadeCluster.App, named name: String) -> String {
    guard let pod = app.pods.first else { return "" }
    let isRunning = pod.status == "Running"
    let labels = app.labels + [.init("pod-template-hash", app.hash)]
    var lines = [
      Self.fields(
        [
          ("Name", name), ("Namespace", cluster.namespace), ("Priority", "0"),
          ("Service Account", "default"),
          ("Node", "\(cluster.nodes[pod.node].name)/\(cluster.nodes[pod.node].address)"),
          ("Labels", labels.map { "\($0.name)=\($0.value)" }.joined(separator: "\n" + Self.indent)),
          ("Annotations", "<none>"), ("Status", isRunning ? "Running" : "Pending"),
          ("IP", pod.address), ("Controlled By", "ReplicaSet/\(app.name)-\(app.hash)"),
        ]),
      "Containers:", "  \(app.name):", "    Image:          \(app.image)",
      "    Port:           \(app.port)/TCP", "    Host Port:      0/TCP",
    ]
    lines +=
      isRunning
      ? ["    State:          Running"]
      : ["    State:          Waiting", "      Reason:       \(pod.status)"]
    lines += [
      "    Ready:          \(pod.isReady ? "True" : "False")",
      "    Restart Count:  \(pod.restarts)", "    Limits:", "      cpu:     500m",
      "      memory:  384Mi", "    Requests:", "      cpu:     100m", "      memory:  192Mi",
      "    Readiness:  http-get http://:\(app.probe)/healthz delay=0s timeout=1s period=10s "
        + "#success=1 #failure=3",
    ]
    let secret = app.secret.map {
      ["DATABASE_URL:  <set to the key '\($0.key)' in secret '\($0.name)'>  Optional: false"]
    }
    let settings = app.environment.map { "\($0.name):  \($0.value)" } + (secret ?? [])
    lines += settings.isEmpty ? ["    Environment:  <none>"] : ["    Environment:"]
    lines += settings.map { "      \($0)" }
    let ready = pod.isReady ? "True" : "False"
    lines += [
      "Conditions:", "  Type                        Status",
      "  PodReadyToStartContainers   True", "  Initialized                 True",
      "  Ready                       \(ready)", "  ContainersReady             \(ready)",
      "  PodScheduled                True",
    ]
    return (lines + events(of: "pod/\(name)")).joined(separator: "\n")
  }

  private func events(of object: String) -> [String] {
    let own = cluster.events.filter { $0.object == object }
    guard !own.isEmpty else { return ["Events:  <none>"] }
    let rows = [
      ["Type", "Reason", "Age", "From", "Message"], ["----", "------", "----", "----", "-------"],
    ]
    let told = own.sorted { $0.first > $1.first }.map { event in
      let age =
        event.count > 1
        ? "\(KubectlText.age(event.last)) (x\(event.count) over \(KubectlText.age(event.first)))"
        : KubectlText.age(event.last)
      return [
        event.isWarning ? "Warning" : "Normal", event.reason, age, event.source, event.message,
      ]
    }
    return ["Events:"]
      + KubectlText.columns(rows + told).split(separator: "\n").map { "  \($0)" }
  }

  /// The column in which values of an object's own fields stand.
  private static let column = 18
  private static let indent = String(repeating: " ", count: column)

  private static func fields(_ fields: [(name: String, value: String)]) -> String {
    fields.map { name, value in
      name + ":" + String(repeating: " ", count: max(1, column - name.count - 1)) + value
    }.joined(separator: "\n")
  }
}

/// What objects of a cluster tell by their states, and no entry of a log by its words.
extension FaultKind {
  /// Rows without phrases: rules over objects find them.
  static let ofObjects: [FaultKind] = nodes + admission + scheduling + volumes + starting + routing
    + dependencies + load

  private static let nodes: [FaultKind] = [
    row("runtime-down", 1, "a container runtime that does not run", "has no container runtime",
      ["`systemctl status containerd` and `journalctl -u containerd -n 50` on SERVICE"]),
    row("kubelet-down", 1, "a kubelet that does not run", "has no kubelet that answers",
      ["`kubectl describe node SERVICE`; `systemctl status kubelet` on SERVICE"]),
    row("kube-proxy-down", 1, "a kube-proxy that does not run",
      "does not lead connections to services",
      ["`systemctl status kube-proxy` on SERVICE; the same test from another node"]),
    row("scheduler-down", 1, "a scheduler that does not run", "has no scheduler that works",
      ["`systemctl status kube-scheduler` on SERVICE; `kubectl get pods -n kube-system`"]),
    row("control-plane-down", 1, "a part of the control plane that does not run",
      "lacks a part of the control plane",
      ["`systemctl --failed` on SERVICE; `kubectl get --raw /readyz?verbose`"]),
    row("unit-down", 0.6, "a unit that does not run", "has a unit that does not run",
      ["`systemctl --failed` on SERVICE"]),
    row("node-not-ready", 0.95, "a node that is not ready", "is not ready",
      ["`kubectl describe node SERVICE`"]),
  ].map { $0.asked(by: ["node", "nodes"]) }

  private static let admission: [FaultKind] = [
    row("missing-account", 1, "a service account that does not exist",
      "gets no pods for want of a service account",
      ["`kubectl get serviceaccounts`; `kubectl describe replicaset -l app=SERVICE`"]),
    row("quota-cpu", 1, "a quota of CPU that is used up", "has used up its quota of CPU",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row("quota-memory", 1, "a quota of memory that is used up", "has used up its quota of memory",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row("quota-pods", 1, "a quota of pods that is used up", "has used up its quota of pods",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row("quota-services", 1, "a quota of services that is used up",
      "has used up its quota of services",
      ["`kubectl describe resourcequota -n SERVICE`; `kubectl get services -n SERVICE`"]),
    row("quota-storage", 1, "a quota of storage that is used up",
      "has used up its quota of storage",
      ["`kubectl describe resourcequota -n SERVICE`; `kubectl get pvc -n SERVICE`"]),
    row("quota-objects", 1, "a quota that is used up", "has used up a quota",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row("admission-refused", 0.95, "pods that are refused", "gets no pods, for they are refused",
      ["`kubectl describe replicaset -l app=SERVICE`"]),
  ].map { $0.asked(by: ["pending", "start", "created", "missing"]) }

  private static let scheduling: [FaultKind] = [
    row("nodes-cordoned", 1, "cordoned nodes", "finds no node that takes pods",
      ["`kubectl get nodes`; who cordoned them, and whether `kubectl uncordon` is due"]),
    row("taint-not-tolerated", 1, "a taint that is not tolerated", "tolerates no node's taint",
      ["`kubectl describe nodes | grep -A2 Taints`; the tolerations of SERVICE"]),
    row("node-selector-unmet", 1, "a node selector that no node meets",
      "finds no node with the labels that it selects",
      ["`kubectl get nodes --show-labels`; the node selector of SERVICE"]),
    row("node-affinity-unmet", 1, "a node affinity that no node meets",
      "finds no node for its affinity",
      ["`kubectl get nodes --show-labels`; `kubectl get deployment SERVICE -o yaml`"]),
    row("pod-anti-affinity", 1, "an anti-affinity that no node meets",
      "may stand beside none of the pods on any node",
      ["`kubectl get deployment SERVICE -o yaml`: its pod anti-affinity"]),
    row("pod-affinity-unmet", 1, "a pod affinity that no node meets",
      "finds no node with the pods that it wants beside it",
      ["`kubectl get deployment SERVICE -o yaml`: its pod affinity"]),
    row("topology-spread-unmet", 1, "a spread that no node meets",
      "finds no node that keeps its pods spread",
      ["`kubectl get deployment SERVICE -o yaml`: its topology spread constraints"]),
    row("volume-node-unmet", 1, "a volume that no free node reaches",
      "finds no node that reaches its volume", ["`kubectl describe pv`: their node affinity"]),
    row("insufficient-cpu", 1, "a request for more CPU than any node has",
      "asks for more CPU than any node has left",
      ["`kubectl describe nodes | grep -A6 'Allocated resources'`; the requests of SERVICE"]),
    row("insufficient-memory", 1, "a request for more memory than any node has",
      "asks for more memory than any node has left",
      ["`kubectl describe nodes | grep -A6 'Allocated resources'`; the requests of SERVICE"]),
    row("insufficient-resource", 1, "a request for more than any node has",
      "asks for more of a resource than any node has left",
      ["`kubectl describe nodes | grep -A6 'Allocated resources'`; the requests of SERVICE"]),
    row("unschedulable", 0.9, "pods that find no node", "finds no node for its pods",
      ["`kubectl describe pods -l app=SERVICE`: the events"]),
  ].map { $0.asked(by: ["pending", "schedule", "scheduled", "start"]) }

  private static let volumes: [FaultKind] = [
    row("claim-class", 1, "a claim of another storage class", "gets no volume for its claim",
      ["`kubectl get pv,pvc,storageclass`; `kubectl describe pvc`"]),
    row("claim-capacity", 1, "a claim for more room than a volume has",
      "gets no volume for its claim", ["`kubectl get pv,pvc`; `kubectl describe pvc`"]),
    row("claim-access-mode", 1, "a claim of another access mode", "gets no volume for its claim",
      ["`kubectl get pv,pvc`; `kubectl describe pvc`"]),
    row("claim-selector", 1, "a claim that selects no volume", "gets no volume for its claim",
      ["`kubectl get pv --show-labels`; `kubectl get pvc -o yaml`"]),
    row("volume-taken", 1, "a volume that another claim holds", "gets no volume for its claim",
      ["`kubectl get pv,pvc`: who holds the volume"]),
    row("claim-unbound", 0.95, "a claim without a volume", "gets no volume for its claim",
      ["`kubectl describe pvc`"]),
    row("claim-missing", 0.95, "a claim that does not exist", "mounts a claim that does not exist",
      ["`kubectl get pvc`"]),
  ].map { $0.asked(by: ["pending", "volume", "claim", "storage", "start"]) }

  private static let starting: [FaultKind] = [
    row("registry-unresolved", 1, "a registry whose name does not resolve",
      "cannot pull its image", ["`nslookup` of the registry on the node of SERVICE's pod"]),
    row("registry-unreachable", 0.95, "a registry that does not answer", "cannot pull its image",
      ["`curl -sI https://REGISTRY/v2/` on the node of SERVICE's pod"]),
    row("image-pull-refused", 1, "a registry that refuses the image", "may not pull its image",
      ["the `imagePullSecrets` of SERVICE and of its service account"]),
    row("image-not-found", 1, "an image that does not exist", "names an image that does not exist",
      ["the name and tag of SERVICE's image beside those in its registry"]),
    row("missing-secret", 1, "a secret that does not exist", "needs a secret that does not exist",
      ["`kubectl get secrets`; `kubectl describe pods -l app=SERVICE`"]),
    row("missing-config", 1, "a configuration that does not exist",
      "needs a configuration that does not exist",
      ["`kubectl get configmaps`; `kubectl describe pods -l app=SERVICE`"]),
    row("oom-killed", 1, "a memory limit that is too low", "is killed for want of memory",
      ["`kubectl describe pods -l app=SERVICE`: limits, last state; `kubectl top pods`"]),
    row("volume-permission", 1, "a volume that may not be used", "may not use its volume",
      ["the `securityContext` (`fsGroup`, `runAsUser`) of SERVICE, and who owns the volume"]),
    row("port-conflict", 1, "two containers that want one port", "wants one port twice",
      ["the `containerPort`s of all containers of SERVICE"]),
    row("liveness-port", 1, "a liveness probe of the wrong port", "is probed at the wrong port",
      ["`kubectl describe pods -l app=SERVICE`: liveness, ports, events"]),
    row("liveness-protocol", 1, "a liveness probe of the wrong protocol",
      "is probed by the wrong protocol",
      ["`kubectl describe pods -l app=SERVICE`: liveness, readiness, events"]),
    row("liveness-timing", 1, "a liveness probe that is too impatient",
      "is given up by its liveness probe before it can start",
      ["`kubectl describe pods -l app=SERVICE`: the delay of the liveness probe, the last state"]),
    row("readiness-port", 1, "a readiness probe of the wrong port", "is probed at the wrong port",
      ["`kubectl describe pods -l app=SERVICE`: readiness, ports, events"]),
    row("readiness-protocol", 1, "a readiness probe of the wrong protocol",
      "is probed by the wrong protocol",
      ["`kubectl describe pods -l app=SERVICE`: liveness, readiness, events"]),
    row("pods-not-ready", 0.4, "pods that are not ready", "has pods that are not ready",
      ["`kubectl describe pods -l app=SERVICE`; `kubectl logs -l app=SERVICE --previous`"],
      role: .symptom),
  ].map { $0.asked(by: ["restart", "restarts", "restarting", "crash", "start", "ready", "image"]) }

  private static let routing: [FaultKind] = [
    row("service-selector", 1, "a service that selects no pod",
      "is cut off, for its service selects no pod",
      ["`kubectl describe service SERVICE`; `kubectl get pods --show-labels`"]),
    row("service-target-port", 1, "a service that leads to the wrong port",
      "is cut off, for its service leads to the wrong port",
      ["`kubectl describe service SERVICE`; the ports of its pods"]),
    row("service-protocol", 1, "a service of the wrong protocol",
      "is cut off, for its service takes another protocol",
      ["`kubectl describe service SERVICE`; the ports of its pods"]),
    row("zero-replicas", 1, "a workload scaled to nothing", "is not to run",
      ["`kubectl get deployment SERVICE`; who scaled it, or what does"]),
    row("route-misled", 1, "a route to the wrong service", "is cut off from the gateway",
      ["the routes of the gateway beside `kubectl get services`"]),
    row("service-unreachable", 0.4, "a service that cannot be reached", "cannot be reached",
      ["`kubectl describe service SERVICE`; `kubectl get endpoints SERVICE`"], role: .symptom),
  ].map { $0.asked(by: ["unreachable", "reach", "reachable", "connect", "refused"]) }

  private static let dependencies: [FaultKind] = [
    row("wrong-address", 1, "an address that leads nowhere",
      "calls an address that leads nowhere",
      ["the environment of SERVICE beside `kubectl get services`"]),
    row("wrong-database-port", 1, "a wrong port of the database",
      "calls its database at the wrong port",
      ["the settings of SERVICE beside `kubectl get services`"]),
    row("wrong-credentials", 1, "credentials that are refused",
      "is refused by what it depends on",
      ["the user and password that SERVICE is given beside those of the database"]),
    row("names-unresolved", 1, "names that do not resolve", "does not resolve names",
      ["`kubectl exec deploy/SERVICE -- cat /etc/resolv.conf`; the `dnsPolicy` of SERVICE"]),
    row("database-read-only", 1, "a database that takes no writes", "takes no writes",
      ["whether SERVICE is a replica, or was set read-only: `SHOW VARIABLES LIKE '%read_only%'`"]),
  ].map { $0.asked(by: ["connect", "fail", "failing", "database"]) }

  private static let load: [FaultKind] = [
    row("cpu-throttled", 1, "a CPU limit that throttles", "wants more CPU than it gets",
      ["`kubectl top pods -l app=SERVICE`; its CPU limit and `cpu.stat`: nr_throttled"]),
    row("network-delay", 0.95, "a slow network of a pod", "became slow by its network",
      ["`ping` and `tc qdisc` in the pod of SERVICE"]),
    row("node-network-delay", 0.95, "a slow network of a node", "has a slow network",
      ["`ping` from another node to SERVICE; `tc qdisc` on SERVICE"]),
    row("node-packet-loss", 1, "a node that loses packets", "loses packets",
      ["`ip -s link`, `nstat -az | grep -i retrans` and `tc qdisc` on SERVICE"]),
  ].map { $0.asked(by: ["slow", "latency", "degradation"]) }

  private static func row(
    _ id: String, _ weight: Double, _ name: String, _ verb: String, _ checks: [String],
    role: Role = .state
  ) -> FaultKind {
    FaultKind(
      id: id, role: role, weight: weight, name: name, verb: verb, phrases: [], nextChecks: checks)
  }

  /// The row with words of questions that ask for it.
  private func asked(by words: [String]) -> FaultKind {
    var kind = self
    kind.words = words
    return kind
  }
}

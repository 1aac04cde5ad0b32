/// What keeps containers from starting, services from leading anywhere, and apps from what they need.
extension FaultKind {
  static let starting: [FaultKind] = [
    row(
      "registry-unresolved", 1, "a registry whose name does not resolve",
      "cannot pull its image", ["`nslookup` of the registry on the node of SERVICE's pod"]),
    row(
      "registry-unreachable", 0.95, "a registry that does not answer", "cannot pull its image",
      ["`curl -sI https://REGISTRY/v2/` on the node of SERVICE's pod"]),
    row(
      "image-pull-refused", 1, "a registry that refuses the image", "may not pull its image",
      ["the `imagePullSecrets` of SERVICE and of its service account"]),
    row(
      "image-not-found", 1, "an image that does not exist", "names an image that does not exist",
      ["the name and tag of SERVICE's image beside those in its registry"]),
    row(
      "missing-secret", 1, "a secret that does not exist", "needs a secret that does not exist",
      ["`kubectl get secrets`; `kubectl describe pods -l app=SERVICE`"]),
    row(
      "missing-config", 1, "a configuration that does not exist",
      "needs a configuration that does not exist",
      ["`kubectl get configmaps`; `kubectl describe pods -l app=SERVICE`"]),
    row(
      "oom-killed", 1, "a memory limit that is too low", "is killed for want of memory",
      ["`kubectl describe pods -l app=SERVICE`: limits, last state; `kubectl top pods`"]),
    row(
      "killed-by-nobody", 0.5, "a container that was killed", "had a container killed",
      ["`journalctl -k` and `journalctl -u kubelet` of the node of SERVICE at that time"]),
    row(
      "volume-permission", 1, "a volume that may not be used", "may not use its volume",
      ["the `securityContext` (`fsGroup`, `runAsUser`) of SERVICE, and who owns the volume"]),
    row(
      "port-conflict", 1, "two containers that want one port", "wants one port twice",
      ["the `containerPort`s of all containers of SERVICE"]),
    row(
      "liveness-port", 1, "a liveness probe of the wrong port", "is probed at the wrong port",
      ["`kubectl describe pods -l app=SERVICE`: liveness, ports, events"]),
    row(
      "liveness-protocol", 1, "a liveness probe of the wrong protocol",
      "is probed by the wrong protocol",
      ["`kubectl describe pods -l app=SERVICE`: liveness, readiness, events"]),
    row(
      "liveness-timing", 1, "a liveness probe that is too impatient",
      "is given up by its liveness probe before it can start",
      ["`kubectl describe pods -l app=SERVICE`: the delay of the liveness probe, the last state"]),
    row(
      "readiness-port", 1, "a readiness probe of the wrong port", "is probed at the wrong port",
      ["`kubectl describe pods -l app=SERVICE`: readiness, ports, events"]),
    row(
      "readiness-protocol", 1, "a readiness probe of the wrong protocol",
      "is probed by the wrong protocol",
      ["`kubectl describe pods -l app=SERVICE`: liveness, readiness, events"]),
    row(
      "pods-not-ready", 0.4, "pods that are not ready", "has pods that are not ready",
      ["`kubectl describe pods -l app=SERVICE`; `kubectl logs -l app=SERVICE --previous`"],
      role: .symptom),
  ].map { $0.asked(by: ["restart", "restarts", "restarting", "crash", "start", "ready", "image"]) }

  static let routing: [FaultKind] = [
    row(
      "service-selector", 1, "a service that selects no pod",
      "is cut off, for its service selects no pod",
      ["`kubectl describe service SERVICE`; `kubectl get pods --show-labels`"]),
    row(
      "service-selects-others", 1, "pods that a service of another selects",
      "takes calls that are not for it",
      ["`kubectl get pods --show-labels`; `kubectl get endpoints`: whose addresses they are"]),
    row(
      "service-target-port", 1, "a service that leads to the wrong port",
      "is cut off, for its service leads to the wrong port",
      ["`kubectl describe service SERVICE`; the ports of its pods"]),
    row(
      "service-protocol", 1, "a service of the wrong protocol",
      "is cut off, for its service takes another protocol",
      ["`kubectl describe service SERVICE`; the ports of its pods"]),
    row(
      "zero-replicas", 1, "a workload scaled to nothing", "is not to run",
      ["`kubectl get deployment SERVICE`; who scaled it, or what does"]),
    row(
      "route-misled", 1, "a route to the wrong service", "is cut off from the gateway",
      ["the routes of the gateway beside `kubectl get services`"]),
    row(
      "service-unreachable", 0.4, "a service that cannot be reached", "cannot be reached",
      ["`kubectl describe service SERVICE`; `kubectl get endpoints SERVICE`"], role: .symptom),
  ].map { $0.asked(by: ["unreachable", "reach", "reachable", "connect", "refused"]) }

  static let dependencies: [FaultKind] = [
    row(
      "wrong-address", 1, "an address that leads nowhere",
      "calls an address that leads nowhere",
      ["the environment of SERVICE beside `kubectl get services`"]),
    row(
      "wrong-database-port", 1, "a wrong port of the database",
      "calls its database at the wrong port",
      ["the settings of SERVICE beside `kubectl get services`"]),
    row(
      "wrong-credentials", 1, "credentials that are refused",
      "is refused by what it depends on",
      ["the user and password that SERVICE is given beside those of the database"]),
    row(
      "names-unresolved", 1, "names that do not resolve", "does not resolve names",
      ["`kubectl exec deploy/SERVICE -- cat /etc/resolv.conf`; the `dnsPolicy` of SERVICE"]),
    row(
      "database-read-only", 1, "a database that takes no writes", "takes no writes",
      ["whether SERVICE is a replica, or was set read-only: `SHOW VARIABLES LIKE '%read_only%'`"]),
  ].map { $0.asked(by: ["connect", "fail", "failing", "database"]) }

  static let load: [FaultKind] = [
    row(
      "alert-storm", 1, "the first of many alerts", "began a storm of alerts",
      ["whether SERVICE works, and what depends on it"]),
    row(
      "cpu-throttled", 1, "a CPU limit that throttles", "wants more CPU than it gets",
      ["`kubectl top pods -l app=SERVICE`; its CPU limit and `cpu.stat`: nr_throttled"]),
    row(
      "network-delay", 0.95, "a slow network of a pod", "became slow by its network",
      ["`ping` and `tc qdisc` in the pod of SERVICE"]),
    row(
      "node-network-delay", 0.95, "a slow network of a node", "has a slow network",
      ["`ping` from another node to SERVICE; `tc qdisc` on SERVICE"]),
    row(
      "node-packet-loss", 1, "a node that loses packets", "loses packets",
      ["`ip -s link`, `nstat -az | grep -i retrans` and `tc qdisc` on SERVICE"]),
  ].map { $0.asked(by: ["slow", "latency", "degradation"]) }
}

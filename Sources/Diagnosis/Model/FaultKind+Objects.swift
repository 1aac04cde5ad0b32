/// What objects of a cluster tell by their states, and no entry of a log by its words.
extension FaultKind {
  /// Rows without phrases: rules over objects find them.
  static let ofObjects: [FaultKind] =
    nodes + admission + scheduling + volumes + starting + routing
    + dependencies + load + modes

  private static let nodes: [FaultKind] = [
    row(
      "runtime-down", 1, "a container runtime that does not run", "has no container runtime",
      ["`systemctl status containerd` and `journalctl -u containerd -n 50` on SERVICE"]),
    row(
      "kubelet-down", 1, "a kubelet that does not run", "has no kubelet that answers",
      ["`kubectl describe node SERVICE`; `systemctl status kubelet` on SERVICE"]),
    row(
      "kube-proxy-down", 1, "a kube-proxy that does not run",
      "does not lead connections to services",
      ["`systemctl status kube-proxy` on SERVICE; the same test from another node"]),
    row(
      "scheduler-down", 1, "a scheduler that does not run", "has no scheduler that works",
      ["`systemctl status kube-scheduler` on SERVICE; `kubectl get pods -n kube-system`"]),
    row(
      "control-plane-down", 1, "a part of the control plane that does not run",
      "lacks a part of the control plane",
      ["`systemctl --failed` on SERVICE; `kubectl get --raw /readyz?verbose`"]),
    row(
      "unit-down", 0.6, "a unit that does not run", "has a unit that does not run",
      ["`systemctl --failed` on SERVICE"]),
    row(
      "node-not-ready", 0.95, "a node that is not ready", "is not ready",
      ["`kubectl describe node SERVICE`"]),
    row(
      "node-cordoned", 1, "a cordoned node whose pods find no other", "was taken out of use",
      ["who cordoned SERVICE, and whether `kubectl uncordon SERVICE` is due"]),
  ].map { $0.asked(by: ["node", "nodes"]) }

  private static let admission: [FaultKind] = [
    row(
      "missing-account", 1, "a service account that does not exist",
      "gets no pods for want of a service account",
      ["`kubectl get serviceaccounts`; `kubectl describe replicaset -l app=SERVICE`"]),
    row(
      "quota-cpu", 1, "a quota of CPU that is used up", "has used up its quota of CPU",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row(
      "quota-memory", 1, "a quota of memory that is used up", "has used up its quota of memory",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row(
      "quota-pods", 1, "a quota of pods that is used up", "has used up its quota of pods",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row(
      "quota-services", 1, "a quota of services that is used up",
      "has used up its quota of services",
      ["`kubectl describe resourcequota -n SERVICE`; `kubectl get services -n SERVICE`"]),
    row(
      "quota-storage", 1, "a quota of storage that is used up",
      "has used up its quota of storage",
      ["`kubectl describe resourcequota -n SERVICE`; `kubectl get pvc -n SERVICE`"]),
    row(
      "quota-objects", 1, "a quota that is used up", "has used up a quota",
      ["`kubectl describe resourcequota -n SERVICE`"]),
    row(
      "admission-refused", 0.95, "pods that are refused", "gets no pods, for they are refused",
      ["`kubectl describe replicaset -l app=SERVICE`"]),
  ].map { $0.asked(by: ["pending", "start", "created", "missing"]) }

  private static let scheduling: [FaultKind] = [
    row(
      "nodes-cordoned", 1, "cordoned nodes", "finds no node that takes pods",
      ["`kubectl get nodes`; who cordoned them, and whether `kubectl uncordon` is due"]),
    row(
      "taint-not-tolerated", 1, "a taint that is not tolerated", "tolerates no node's taint",
      ["`kubectl describe nodes | grep -A2 Taints`; the tolerations of SERVICE"]),
    row(
      "node-selector-unmet", 1, "a node selector that no node meets",
      "finds no node with the labels that it selects",
      ["`kubectl get nodes --show-labels`; the node selector of SERVICE"]),
    row(
      "node-affinity-unmet", 1, "a node affinity that no node meets",
      "finds no node for its affinity",
      ["`kubectl get nodes --show-labels`; `kubectl get deployment SERVICE -o yaml`"]),
    row(
      "pod-anti-affinity", 1, "an anti-affinity that no node meets",
      "may stand beside none of the pods on any node",
      ["`kubectl get deployment SERVICE -o yaml`: its pod anti-affinity"]),
    row(
      "pod-affinity-unmet", 1, "a pod affinity that no node meets",
      "finds no node with the pods that it wants beside it",
      ["`kubectl get deployment SERVICE -o yaml`: its pod affinity"]),
    row(
      "topology-spread-unmet", 1, "a spread that no node meets",
      "finds no node that keeps its pods spread",
      ["`kubectl get deployment SERVICE -o yaml`: its topology spread constraints"]),
    row(
      "volume-node-unmet", 1, "a volume that no free node reaches",
      "finds no node that reaches its volume", ["`kubectl describe pv`: their node affinity"]),
    row(
      "insufficient-cpu", 1, "a request for more CPU than any node has",
      "asks for more CPU than any node has left",
      ["`kubectl describe nodes | grep -A6 'Allocated resources'`; the requests of SERVICE"]),
    row(
      "insufficient-memory", 1, "a request for more memory than any node has",
      "asks for more memory than any node has left",
      ["`kubectl describe nodes | grep -A6 'Allocated resources'`; the requests of SERVICE"]),
    row(
      "insufficient-resource", 1, "a request for more than any node has",
      "asks for more of a resource than any node has left",
      ["`kubectl describe nodes | grep -A6 'Allocated resources'`; the requests of SERVICE"]),
    row(
      "unschedulable", 0.9, "pods that find no node", "finds no node for its pods",
      ["`kubectl describe pods -l app=SERVICE`: the events"]),
  ].map { $0.asked(by: ["pending", "schedule", "scheduled", "start"]) }

  private static let volumes: [FaultKind] = [
    row(
      "claim-class", 1, "a claim of another storage class", "gets no volume for its claim",
      ["`kubectl get pv,pvc,storageclass`; `kubectl describe pvc`"]),
    row(
      "claim-capacity", 1, "a claim for more room than a volume has",
      "gets no volume for its claim", ["`kubectl get pv,pvc`; `kubectl describe pvc`"]),
    row(
      "claim-access-mode", 1, "a claim of another access mode", "gets no volume for its claim",
      ["`kubectl get pv,pvc`; `kubectl describe pvc`"]),
    row(
      "claim-selector", 1, "a claim that selects no volume", "gets no volume for its claim",
      ["`kubectl get pv --show-labels`; `kubectl get pvc -o yaml`"]),
    row(
      "volume-taken", 1, "a volume that another claim holds", "gets no volume for its claim",
      ["`kubectl get pv,pvc`: who holds the volume"]),
    row(
      "claim-unbound", 0.95, "a claim without a volume", "gets no volume for its claim",
      ["`kubectl describe pvc`"]),
    row(
      "claim-missing", 0.95, "a claim that does not exist", "mounts a claim that does not exist",
      ["`kubectl get pvc`"]),
  ].map { $0.asked(by: ["pending", "volume", "claim", "storage", "start"]) }

  /// A row that rules over objects find, by its id, weight, name, verb and next checks.
  static func row(
    _ id: String, _ weight: Double, _ name: String, _ verb: String, _ checks: [String],
    role: Role = .state
  ) -> FaultKind {
    FaultKind(
      id: id, role: role, weight: weight, name: name, verb: verb, phrases: [], nextChecks: checks)
  }

  /// The row with words of questions that ask for it.
  func asked(by words: [String]) -> FaultKind {
    var kind = self
    kind.words = words
    return kind
  }
}

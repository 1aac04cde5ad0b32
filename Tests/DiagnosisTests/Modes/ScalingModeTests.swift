import Testing

/// Autoscalers, drains, deletions and rollouts that do not go on.
@Suite struct ScalingModeTests {
  @Test(arguments: cases) func `The mechanism is told, and its twin is left alone`(mode: Mode) {
    mode.check()
  }

  static let cases: [Mode] = [
    api, request, maximum, drain, namespace, finalizer, paused, onDelete, partition, daemon,
  ]

  private static func scaler(_ targets: String, replicas: String = "2") -> String {
    """
    $ kubectl get hpa -n shop
    NAME   REFERENCE        TARGETS               MINPODS   MAXPODS   REPLICAS   AGE
    web    Deployment/web   \(targets.padded(21)) 2         6         \(replicas.padded(10)) 90d

    """
  }

  static let api = Mode(
    "autoscaler-without-metrics", ["web"], words: ["scale"],
    ["web", "<unknown>/70%", "v1beta1.metrics.k8s.io", "MissingEndpoints"],
    cure: ["False (MissingEndpoints)": "True", "cpu: <unknown>/70%": "cpu: 40%/70%      "],
    [
      "hpa.txt": scaler("cpu: <unknown>/70%") + """

        $ kubectl get apiservices
        NAME                     SERVICE                      AVAILABLE                  AGE
        v1.apps                  Local                        True                       300d
        v1beta1.metrics.k8s.io   kube-system/metrics-server   False (MissingEndpoints)   300d
        """,
      "web.yaml": Text.deployment("web", container: "resources:\n  requests:\n    cpu: 100m"),
    ])

  static let request = Mode(
    "autoscaler-without-metrics", ["web"], words: ["scale"],
    ["web", "<unknown>/70%", "`main`", "requests.cpu"],
    cure: ["cpu: <unknown>/70%": "cpu: 40%/70%      ", "memory: 1Gi": "cpu: 100m"],
    [
      "hpa.txt": scaler("cpu: <unknown>/70%"),
      "web.yaml": Text.deployment("web", container: "resources:\n  requests:\n    memory: 1Gi"),
    ])

  static let maximum = Mode(
    "autoscaler-at-maximum", ["web"], ["web", "maximum of 6", "cpu: 94%/70%"],
    cure: ["94%/70%": "41%/70%"],
    ["hpa.txt": scaler("cpu: 94%/70%", replicas: "6"), "web.yaml": Text.deployment("web")])

  static let drain = Mode(
    "drain-blocked", ["n1"], ["n1", "`db`", "0 disruptions", "minAvailable: 1", "db-0"],
    cure: ["Ready,SchedulingDisabled": "Ready                   "],
    [
      "session.txt": """
      $ kubectl get nodes
      NAME   STATUS                     ROLES    AGE   VERSION
      n1     Ready,SchedulingDisabled   <none>   90d   v1.31.5
      n2     Ready                      <none>   90d   v1.31.5

      $ kubectl get pdb -n shop
      NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE
      cart   1               N/A               1                     90d
      db     1               N/A               0                     90d

      $ kubectl get pods -n shop -o wide
      NAME   READY   STATUS    RESTARTS   AGE   IP          NODE
      db-0   1/1     Running   0          90d   10.1.0.11   n1
      """
    ])

  static let namespace = Mode(
    "namespace-terminating", ["old"], ["old", "metrics.k8s.io/v1beta1", "stale GroupVersion"],
    cure: ["status: \"True\"": "status: \"False\""],
    [
      "ns.yaml": """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: old
        uid: 3f1c
        deletionTimestamp: "2026-03-10T09:00:00Z"
      status:
        phase: Terminating
        conditions:
        - type: NamespaceDeletionDiscoveryFailure
          status: "True"
          reason: DiscoveryFailed
          message: "Discovery failed for some groups, 1 failing: metrics.k8s.io/v1beta1: stale GroupVersion discovery"
      """,
      "pods.txt": Text.others,
    ])

  static let finalizer = Mode(
    "finalizer-holds", ["data"], ["data", "kubernetes.io/pvc-protection", "`db-0`"],
    cure: ["deletionTimestamp": "observedAt"],
    [
      "pvc.yaml": """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
        namespace: shop
        uid: 3f1c
        deletionTimestamp: "2026-03-10T09:00:00Z"
        finalizers:
        - kubernetes.io/pvc-protection
      status:
        phase: Bound
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: db-0
        namespace: shop
        uid: 3f1d
      spec:
        containers:
        - name: db
          image: db:1
        volumes:
        - name: data
          persistentVolumeClaim:
            claimName: data
      """
    ])

  static let paused = Mode(
    "rollout-paused", ["web"], ["web", "paused: true"], cure: ["paused: true": "paused: false"],
    ["web.yaml": Text.deployment("web", head: "paused: true"), "pods.txt": Text.others])

  private static func set(_ strategy: String) -> String {
    """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata:
      name: db
      namespace: shop
      uid: 3f1c
    spec:
      replicas: 3
      updateStrategy:
    \(strategy.indented(4))
      template:
        spec:
          containers:
          - name: db
            image: db:2
    status:
      replicas: 3
      readyReplicas: 3
      updatedReplicas: 0
      currentRevision: db-6d9b5f7c44
      updateRevision: db-7f88c6d5b9
    """
  }

  static let onDelete = Mode(
    "rollout-by-hand", ["db"], ["db", "OnDelete", "db-6d9b5f7c44", "db-7f88c6d5b9"],
    cure: ["type: OnDelete": "type: RollingUpdate"],
    ["db.yaml": set("type: OnDelete"), "pods.txt": Text.others])

  static let partition = Mode(
    "rollout-by-hand", ["db"], ["db", "partition of 3"], cure: ["partition: 3": "partition: 0"],
    [
      "db.yaml": set("type: RollingUpdate\nrollingUpdate:\n  partition: 3"),
      "pods.txt": Text.others,
    ])

  static let daemon = Mode(
    "daemon-not-tolerating", ["agent"], ["agent", "`n2`", "gpu=true:NoSchedule"],
    cure: ["key: other": "key: gpu"],
    [
      "agent.yaml": """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: agent
        namespace: shop
        uid: 3f1c
      spec:
        template:
          metadata:
            labels:
              app: agent
          spec:
            tolerations:
            - key: other
              operator: Exists
            containers:
            - name: agent
              image: agent:1
      """,
      "nodes.yaml": """
      apiVersion: v1
      kind: Node
      metadata:
        name: n1
        uid: 3f1d
      status:
        phase: ""
      ---
      apiVersion: v1
      kind: Node
      metadata:
        name: n2
        uid: 3f1e
      spec:
        taints:
        - key: gpu
          value: "true"
          effect: NoSchedule
      """,
      "pods.txt": """
      $ kubectl get pods -n shop -o wide
      NAME          READY   STATUS    RESTARTS   AGE   IP          NODE
      agent-x7k2p   1/1     Running   0          90d   10.1.0.11   n1
      """,
    ])
}

import Testing

/// Why pods do not start, or end: by events and states, each with the setting on the other side.
@Suite struct PodModeTests {
  @Test(arguments: told) func `An event's mechanism is told with what its object sets`(row: Row) {
    row.mode.check()
  }

  @Test(arguments: cases) func `The mechanism is told, and its twin is left alone`(mode: Mode) {
    mode.check()
  }

  /// An event of a pod, and what of its message and of its deployment the first line must hold.
  struct Row: Sendable, CustomTestStringConvertible {
    var kind: String
    var reason: String
    var message: String
    var says: [String]
    var status = "CrashLoopBackOff"
    var spec = ""
    var container = ""

    var testDescription: String { kind }

    /// Its twin has the same event, and its pod works.
    var mode: Mode {
      let event =
        "9s          Warning   \(reason.padded(25)) pod/web-5c8b9d7f6-qwrtz       \(message)"
      return Mode(
        kind, ["web"], ["web"] + says,
        cure: [
          status.padded(18): "Running".padded(18), "0/1 ": "1/1 ",
          "availableReplicas: 0": "availableReplicas: 1",
        ],
        [
          "web.yaml": Text.deployment("web", ready: "0", spec: spec, container: container),
          "pods.txt": Text.pod("web", status, events: event),
        ])
    }
  }

  static let told: [Row] = [
    Row(
      kind: "image-architecture", reason: "Failed",
      message: "Error: failed to create containerd task: exec /app: exec format error",
      says: ["another processor architecture", "registry.test/web:1"]),
    Row(
      kind: "image-rate-limit", reason: "Failed",
      message:
        "Failed to pull image \"web:1\": toomanyrequests: You have reached your pull rate limit",
      says: ["rate limit"], status: "ImagePullBackOff"),
    Row(
      kind: "command-missing", reason: "Failed",
      message: "Error: exec: \"/app/srv\": stat /app/srv: no such file or directory: unknown",
      says: ["/app/srv", "image does not hold"], container: "command: [\"/app/srv\"]"),
    Row(
      kind: "probe-command-missing", reason: "Unhealthy",
      message:
        "Readiness probe errored: exec: \"curl\": executable file not found in $PATH: unknown",
      says: ["probe runs a command", "curl"], status: "Running",
      container: """
        readinessProbe:
          exec:
            command: ["curl", "localhost"]
        """),
    Row(
      kind: "probe-path", reason: "Unhealthy",
      message: "Readiness probe failed: HTTP probe failed with statuscode: 404",
      says: ["/healthz", "404"], status: "Running",
      container: """
        readinessProbe:
          httpGet:
            path: /healthz
            port: 8080
        """),
    Row(
      kind: "root-refused", reason: "Failed",
      message:
        "Error: container has runAsNonRoot and image will run as root (pod: \"web\", container: main)",
      says: ["runAsNonRoot: true"], status: "CreateContainerConfigError",
      spec: "securityContext:\n  runAsNonRoot: true"),
    Row(
      kind: "volume-multi-attach", reason: "FailedAttachVolume",
      message:
        "Multi-Attach error for volume \"pvc-7\" Volume is already used by pod(s) web-5c8b9d7f6-aaaaa",
      says: ["one node only", "pvc-7", "web-5c8b9d7f6-aaaaa"], status: "ContainerCreating"),
    Row(
      kind: "addresses-used-up", reason: "FailedCreatePodSandBox",
      message:
        "Failed to create pod sandbox: plugin type=\"host-local\" failed (add): no IP addresses available in range set: 10.1.0.1-10.1.0.62",
      says: ["no address left", "10.1.0.1-10.1.0.62"], status: "ContainerCreating"),
    Row(
      kind: "network-plugin-down", reason: "FailedCreatePodSandBox",
      message:
        "Failed to create pod sandbox: plugin type=\"calico\" failed (add): stat /var/lib/calico/nodename: no such file",
      says: ["network plugin", "calico"], status: "ContainerCreating"),
  ]

  static let cases: [Mode] = [
    refused(
      "limit-range-refused", "maximum memory usage per Container is 1Gi, but limit is 2Gi",
      ["LimitRange", "1Gi", "2Gi"]),
    refused(
      "quota-needs-limits", "failed quota: team: must specify limits.memory for: main",
      ["quota", "limits.memory", "team"]),
    refused(
      "webhook-down",
      "Internal error occurred: failed calling webhook \"guard.test\": Post \"https://guard.sec.svc:443/v\": no endpoints available for service \"guard\"",
      ["admission webhook", "guard.test", "no endpoints"]),
    refused(
      "priority-class-missing",
      "pods \"web-\" is forbidden: no PriorityClass with name high was found",
      ["priority class", "high"]),
    readOnly, hidden, forbidden,
  ]

  private static func refused(_ kind: String, _ message: String, _ says: [String]) -> Mode {
    Mode(
      kind, ["web"], ["web"] + says,
      cure: [
        "0/1     0            0": "1/1     1            1",
        "1         0         0": "1         1         1",
      ],
      [
        "get.txt": """
        $ kubectl get deployments -n shop
        NAME   READY   UP-TO-DATE   AVAILABLE   AGE
        web    0/1     0            0           9m

        $ kubectl get replicasets -n shop
        NAME            DESIRED   CURRENT   READY   AGE
        web-5c8b9d7f6   1         0         0       9m

        $ kubectl get events -n shop
        LAST SEEN   TYPE      REASON         OBJECT                     MESSAGE
        9s          Warning   FailedCreate   replicaset/web-5c8b9d7f6   Error creating: \(message)
        """,
        "pods.txt": Text.others,
      ])
  }

  static let readOnly = Mode(
    "root-read-only", ["web"], ["web", "/var/cache/nginx/tmp", "readOnlyRootFilesystem"],
    cure: ["readOnlyRootFilesystem: true": "readOnlyRootFilesystem: false"],
    [
      "web.yaml": Text.deployment(
        "web", ready: "0", container: "securityContext:\n  readOnlyRootFilesystem: true"),
      "pods.txt": Text.pod("web"),
      "web.log": """
      2026-03-10T10:00:01Z ERROR mkdir '/var/cache/nginx/tmp' failed (30: Read-only file system)
      2026-03-10T10:00:31Z ERROR mkdir '/var/cache/nginx/tmp' failed (30: Read-only file system)
      """,
    ])

  static let hidden = Mode(
    "mount-hides", ["web"], ["web", "`settings`", "/app/config", "hides"],
    cure: ["mountPath: /app/config": "mountPath: /etc/web"],
    [
      "web.yaml": Text.deployment(
        "web", ready: "0", spec: "volumes:\n- name: settings\n  configMap:\n    name: web",
        container: "volumeMounts:\n- name: settings\n  mountPath: /app/config"),
      "pods.txt": Text.pod("web"),
      "web.log": """
      2026-03-10T10:00:01Z ERROR open /app/config/routes.json: no such file or directory
      2026-03-10T10:00:31Z ERROR open /app/config/routes.json: no such file or directory
      """,
    ])

  static let forbidden = Mode(
    "access-forbidden", ["web"],
    ["web", "`webs`", "list", "pods", "Role `reader`", "without `list`"],
    cure: ["cannot list resource": "could list", "is forbidden: User": "is fine: User"],
    [
      "web.yaml": Text.deployment("web", ready: "0", spec: "serviceAccountName: webs"),
      "pods.txt": Text.pod("web"),
      "role.yaml": """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata:
        name: reader
        namespace: shop
        uid: 3f1d
      rules:
      - apiGroups: [""]
        resources: ["pods"]
        verbs: ["get"]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: reader
        namespace: shop
        uid: 3f1e
      roleRef:
        kind: Role
        name: reader
      subjects:
      - kind: ServiceAccount
        name: webs
      """,
      "web.log": """
      2026-03-10T10:00:01Z ERROR pods is forbidden: User "system:serviceaccount:shop:webs" cannot list resource "pods" in API group "" in the namespace "shop"
      2026-03-10T10:00:31Z ERROR pods is forbidden: User "system:serviceaccount:shop:webs" cannot list resource "pods" in API group "" in the namespace "shop"
      """,
    ])
}

/// What the columns of tables mean, by kind of object.
enum ResourceColumns {
  /// Columns by which a table without a command is known; what is special stands first.
  static let signs: [(kind: String, columns: [String])] = [
    ("PriorityClass", ["VALUE", "GLOBAL-DEFAULT"]),
    ("APIService", ["SERVICE", "AVAILABLE"]),
    ("HorizontalPodAutoscaler", ["REFERENCE", "TARGETS", "MAXPODS"]),
    ("PodDisruptionBudget", ["MIN AVAILABLE", "ALLOWED DISRUPTIONS"]),
    ("NetworkPolicy", ["POD-SELECTOR"]),
    ("IngressClass", ["CONTROLLER", "PARAMETERS"]),
    ("Certificate", ["READY", "SECRET"]),
    ("HelmRelease", ["REVISION", "STATUS", "CHART"]),
    ("Pod", ["READY", "STATUS", "RESTARTS"]),
    ("Deployment", ["READY", "UP-TO-DATE", "AVAILABLE"]),
    ("DaemonSet", ["DESIRED", "CURRENT", "READY", "UP-TO-DATE"]),
    ("ReplicaSet", ["DESIRED", "CURRENT", "READY"]),
    ("Service", ["TYPE", "CLUSTER-IP", "PORT(S)"]),
    ("Endpoints", ["ENDPOINTS"]),
    ("PersistentVolume", ["CAPACITY", "RECLAIM POLICY", "CLAIM"]),
    ("PersistentVolumeClaim", ["STATUS", "VOLUME", "ACCESS MODES"]),
    ("Node", ["STATUS", "ROLES", "VERSION"]),
    ("ResourceQuota", ["REQUEST", "LIMIT"]),
    ("StorageClass", ["PROVISIONER"]),
    ("ServiceAccount", ["SECRETS"]),
    ("Secret", ["TYPE", "DATA"]),
    ("ConfigMap", ["DATA"]),
    ("Ingress", ["CLASS", "HOSTS"]),
    ("Job", ["COMPLETIONS"]),
    ("CronJob", ["SCHEDULE"]),
    ("StatefulSet", ["READY"]),
    ("Namespace", ["STATUS"]),
  ]

  /// Columns whose value is a field as it stands; the kinds are empty where all mean the same.
  private static let paths: [(column: String, kinds: Set<String>, path: String)] = [
    ("AGE", [], "metadata.age"),
    ("RESTARTS", [], "status.restarts"),
    ("NODE", ["Pod"], "spec.nodeName"),
    ("IP", ["Pod"], "status.podIP"),
    ("STATUS", ["PersistentVolume", "PersistentVolumeClaim", "Namespace"], "status.phase"),
    ("STATUS", ["Pod", "Node", "Job"], "status.summary"),
    ("READY", ["Pod", "Deployment", "StatefulSet"], "status.ready"),
    ("READY", ["ReplicaSet", "DaemonSet"], "status.readyReplicas"),
    ("DESIRED", [], "spec.replicas"),
    ("CURRENT", [], "status.replicas"),
    ("AVAILABLE", ["Deployment", "DaemonSet", "StatefulSet"], "status.availableReplicas"),
    ("ROLES", [], "metadata.roles"),
    ("CLUSTER-IP", [], "spec.clusterIP"),
    ("ENDPOINTS", [], "endpoints"),
    ("VOLUME", [], "spec.volumeName"),
    ("CAPACITY", ["PersistentVolume"], "spec.capacity.storage"),
    ("CAPACITY", ["PersistentVolumeClaim"], "status.capacity.storage"),
    ("ACCESS MODES", [], "spec.accessModes"),
    ("STORAGECLASS", [], "spec.storageClassName"),
    ("CLAIM", [], "spec.claimRef"),
    ("PROVISIONER", [], "provisioner"),
    ("COMPLETIONS", [], "status.completions"),
    ("UP-TO-DATE", ["Deployment"], "status.updatedReplicas"),
    ("UP-TO-DATE", ["DaemonSet"], "status.updatedNumberScheduled"),
    ("SCHEDULE", ["CronJob"], "spec.schedule"),
    ("TIMEZONE", ["CronJob"], "spec.timeZone"),
    ("SUSPEND", ["CronJob"], "spec.suspend"),
    ("ACTIVE", ["CronJob"], "status.active"),
    ("LAST SCHEDULE", ["CronJob"], "status.lastScheduleTime"),
    ("VALUE", ["PriorityClass"], "value"),
    ("GLOBAL-DEFAULT", ["PriorityClass"], "globalDefault"),
    ("SERVICE", ["APIService"], "spec.service"),
    ("AVAILABLE", ["APIService"], "status.available"),
    ("REFERENCE", ["HorizontalPodAutoscaler"], "spec.scaleTargetRef"),
    ("TARGETS", ["HorizontalPodAutoscaler"], "status.targets"),
    ("MAXPODS", ["HorizontalPodAutoscaler"], "spec.maxReplicas"),
    ("REPLICAS", ["HorizontalPodAutoscaler"], "status.replicas"),
    ("MIN AVAILABLE", ["PodDisruptionBudget"], "spec.minAvailable"),
    ("MAX UNAVAILABLE", ["PodDisruptionBudget"], "spec.maxUnavailable"),
    ("ALLOWED DISRUPTIONS", ["PodDisruptionBudget"], "status.disruptionsAllowed"),
    ("CLASS", ["Ingress"], "spec.ingressClassName"),
    ("HOSTS", ["Ingress"], "spec.hosts"),
    ("ADDRESS", ["Ingress"], "status.address"),
    ("EXTERNAL-IP", ["Service"], "status.loadBalancer"),
    ("INTERNAL-IP", ["Node"], "status.internalIP"),
    ("EXTERNAL-IP", ["Node"], "status.externalIP"),
    ("READY", ["Certificate"], "status.conditions[Ready].status"),
    ("SECRET", ["Certificate"], "spec.secretName"),
    ("STATUS", ["HelmRelease"], "status"),
    ("REVISION", ["HelmRelease"], "revision"),
    ("CONTROLLER", ["IngressClass"], "spec.controller"),
  ]

  /// Adds what a cell says.
  static func add(
    _ column: String, _ value: String, of kind: String, to object: inout ObjectDraft,
    _ line: TextLine
  ) {
    // What a budget does not set, where others of its kind do.
    guard value != "N/A" else { return }
    switch (column, kind) {
    case ("LABELS", _): object.add(pairs: value, to: "metadata.labels", line)
    case ("SELECTOR", "Service"): object.add(pairs: value, to: "spec.selector", line)
    case ("SELECTOR", _): object.add(pairs: value, to: "spec.selector.matchLabels", line)
    case ("TYPE", "Service"): object.add("spec.type", value, line)
    case ("PORT(S)", _): ports(value, &object, line)
    case ("REQUEST", "ResourceQuota"), ("LIMIT", "ResourceQuota"): quota(value, &object, line)
    case ("READY", "Deployment"), ("READY", "StatefulSet"):
      object.add("status.ready", value, line)
      if let (_, wanted) = value.halves(at: "/") { object.add("spec.replicas", wanted, line) }
    default:
      if let row = paths.first(where: {
        $0.column == column && ($0.kinds.isEmpty || $0.kinds.contains(kind))
      }) {
        object.add(row.path, value, line)
      } else if !names.contains(column) {
        // What people add themselves is asked for by its name: `-L zone`, `-o custom-columns`.
        object.add("columns.\(column)", value, line)
      }
    }
  }

  /// Columns that name the object itself.
  private static let names: Set<String> = ["NAME", "NAMESPACE"]

  /// Ports of a service: `80:30080/TCP,443/TCP`.
  private static func ports(_ text: String, _ object: inout ObjectDraft, _ line: TextLine) {
    for (index, part) in text.split(separator: ",").enumerated() {
      guard let (ports, wire) = part.halves(at: "/") else { continue }
      object.add("spec.ports[\(index)].port", String(ports.prefix { $0 != ":" }), line)
      object.add("spec.ports[\(index)].protocol", wire.trimmed, line)
    }
  }

  /// Resources of a quota: `pods: 10/10, requests.cpu: 10/1`.
  private static func quota(_ text: String, _ object: inout ObjectDraft, _ line: TextLine) {
    for part in text.split(separator: ",") {
      guard let (name, amounts) = part.halves(at: ": "),
        let (used, hard) = amounts.halves(at: "/")
      else { continue }
      object.add("status.used.\(name.trimmed)", used.trimmed, line)
      object.add("status.hard.\(name.trimmed)", hard.trimmed, line)
    }
  }
}

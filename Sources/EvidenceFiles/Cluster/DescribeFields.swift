/// Puts the named values of a described object under the paths of the Kubernetes API.
struct DescribeFields {
  let nodes: [DescribeNode]
  let kind: String

  /// Adds all that is known.
  func add(to object: inout ObjectDraft) {
    for node in nodes { addCommon(node, &object) }
    switch kind {
    case "Pod": addPod(nodes, "spec.", &object)
    case "Service": addService(&object)
    case "Endpoints": addEndpoints(&object)
    case "Node": addNode(&object)
    case "ResourceQuota": addQuota(&object)
    case "NetworkPolicy": DescribedPolicy(nodes: nodes).add(to: &object)
    default: break
    }
    if nodes.contains(where: { $0.key == "API Version" }) {
      DescribedResource(nodes: nodes).add(to: &object)
    }
    guard let template = nodes.first(where: { $0.key == "Pod Template" }) else { return }
    addPod(template.children, "spec.template.spec.", &object)
    for label in template.child("Labels")?.items ?? [] {
      object.add(pairs: label.trimmed, to: "spec.template.metadata.labels", label)
    }
  }

  /// Names whose value is a field as it stands.
  private static let paths: [(key: String, kinds: Set<String>, path: String)] = [
    ("Controlled By", [], "metadata.owner"),
    ("CreationTimestamp", [], "metadata.creationTimestamp"),
    ("Status", ["PersistentVolume", "PersistentVolumeClaim", "Pod", "Namespace"], "status.phase"),
    ("Reason", ["Pod"], "status.reason"),
    ("Message", ["Pod"], "status.message"),
    ("StorageClass", [], "spec.storageClassName"),
    ("Volume", ["PersistentVolumeClaim"], "spec.volumeName"),
    ("Capacity", ["PersistentVolumeClaim"], "status.capacity.storage"),
    ("Capacity", ["PersistentVolume"], "spec.capacity.storage"),
    ("Access Modes", [], "spec.accessModes"),
    ("Claim", ["PersistentVolume"], "spec.claimRef"),
    ("Unschedulable", ["Node"], "spec.unschedulable"),
    ("Roles", ["Node"], "metadata.roles"),
    ("Type", ["Service"], "spec.type"),
    ("IP", ["Service"], "spec.clusterIP"),
    ("IP", ["Pod"], "status.podIP"),
    ("Start Time", ["Pod"], "status.startTime"),
    ("Provisioner", [], "provisioner"),
    ("Priority", ["Pod"], "spec.priority"),
    ("Priority Class Name", ["Pod"], "spec.priorityClassName"),
    ("Schedule", ["CronJob"], "spec.schedule"),
    ("Time Zone", ["CronJob"], "spec.timeZone"),
    ("Concurrency Policy", ["CronJob"], "spec.concurrencyPolicy"),
    ("Suspend", ["CronJob"], "spec.suspend"),
    ("Starting Deadline Seconds", ["CronJob"], "spec.startingDeadlineSeconds"),
    ("Last Schedule Time", ["CronJob"], "status.lastScheduleTime"),
    ("Active Jobs", ["CronJob"], "status.active"),
    ("Backoff Limit", ["Job"], "spec.backoffLimit"),
    ("Active Deadline Seconds", ["Job"], "spec.activeDeadlineSeconds"),
    ("Allowed disruptions", ["PodDisruptionBudget"], "status.disruptionsAllowed"),
    ("Min available", ["PodDisruptionBudget"], "spec.minAvailable"),
    ("Max unavailable", ["PodDisruptionBudget"], "spec.maxUnavailable"),
    ("Value", ["PriorityClass"], "value"),
    ("GlobalDefault", ["PriorityClass"], "globalDefault"),
    ("Ingress Class", ["Ingress"], "spec.ingressClassName"),
    ("External Traffic Policy", ["Service"], "spec.externalTrafficPolicy"),
    ("Update Strategy", ["StatefulSet"], "spec.updateStrategy.type"),
    ("Min replicas", [], "spec.minReplicas"),
    ("Max replicas", [], "spec.maxReplicas"),
    ("Reference", ["HorizontalPodAutoscaler"], "spec.scaleTargetRef"),
  ]

  private func addCommon(_ node: DescribeNode, _ object: inout ObjectDraft) {
    if let row = Self.paths.first(where: {
      $0.key == node.key && ($0.kinds.isEmpty || $0.kinds.contains(kind))
    }) {
      object.add(row.path, node.value, node.line)
    }
    switch node.key {
    case "Labels":
      for item in node.items { object.add(pairs: item.trimmed, to: "metadata.labels", item) }
    case "Selector":
      let path =
        kind == "Service"
        ? "spec.selector"
        : kind == "ReplicationController" ? "spec.selector" : "spec.selector.matchLabels"
      for item in node.items { object.add(pairs: item.trimmed, to: path, item) }
    case "Conditions": addConditions(node, &object)
    case "Finalizers":
      for item in node.value.split(whereSeparator: { "[], ".contains($0) }) {
        object.add("metadata.finalizers[\(item)]", String(item), node.line)
      }
    case "Node Affinity": addZones(node, &object)
    case "Replicas": addReplicas(node, &object)
    default: break
    }
  }

  /// Where a volume can be reached: `Term 0: topology.kubernetes.io/zone in [eu-1b]`.
  private func addZones(_ node: DescribeNode, _ object: inout ObjectDraft) {
    for term in node.children.flatMap(\.children) {
      guard let (key, zones) = term.value.halves(at: " in ["), key.hasSuffix("/zone") else {
        continue
      }
      object.add("spec.nodeAffinity.zone", String(zones.prefix { $0 != "]" }), term.line)
    }
  }

  /// `1 desired | 0 updated | 0 total | 0 available`, `0 current / 1 desired`.
  private func addReplicas(_ node: DescribeNode, _ object: inout ObjectDraft) {
    let words = node.value.split { " |/".contains($0) }.map(String.init)
    for (number, word) in zip(words, words.dropFirst()) where Int(number) != nil {
      switch word {
      case "desired": object.add("spec.replicas", number, node.line)
      case "current", "total": object.add("status.replicas", number, node.line)
      case "available": object.add("status.availableReplicas", number, node.line)
      default: break
      }
    }
  }

  private func addConditions(_ node: DescribeNode, _ object: inout ObjectDraft) {
    guard let header = node.rows.first else { return }
    let names = header.cells.map { $0.lowercased() }
    for row in node.rows.dropFirst() where !row.trimmed.hasPrefix("--") {
      let cells = row.text.cells(most: max(names.count, 1))
      guard let type = cells.first else { continue }
      for (name, cell) in zip(names, cells) {
        guard let path = Self.conditions[name] else { continue }
        object.add("status.conditions[\(type)].\(path)", cell, row)
      }
    }
  }

  private static let conditions = [
    "status": "status", "reason": "reason", "message": "message",
    "lasttransitiontime": "lastTransitionTime",
  ]

  /// What a pod and a pod's template have in common.
  private func addPod(_ nodes: [DescribeNode], _ path: String, _ object: inout ObjectDraft) {
    for node in nodes {
      switch node.key {
      case "Node":
        object.add(path + "nodeName", String(node.value.prefix { $0 != "/" }), node.line)
      case "Service Account": object.add(path + "serviceAccountName", node.value, node.line)
      case "Node-Selectors":
        for item in node.items { object.add(pairs: item.trimmed, to: path + "nodeSelector", item) }
      case "Tolerations":
        for item in node.items { object.add(path + "tolerations", item.trimmed, item) }
      case "Containers", "Init Containers":
        let list = node.key == "Containers" ? "containers" : "initContainers"
        for container in node.children {
          DescribedContainer(node: container, path: "\(path)\(list)[\(container.key)]")
            .add(to: &object)
        }
      case "Volumes": addVolumes(node, path, &object)
      default: break
      }
    }
  }

  private func addVolumes(_ node: DescribeNode, _ path: String, _ object: inout ObjectDraft) {
    let names = [
      "ClaimName": "persistentVolumeClaim.claimName", "SecretName": "secret.secretName",
      "Path": "hostPath.path",
    ]
    for volume in node.children {
      let place = "\(path)volumes[\(volume.key)]."
      for child in volume.children {
        if let name = names[child.key] { object.add(place + name, child.value, child.line) }
        if child.key == "Name", volume.child("Type")?.value.hasPrefix("ConfigMap") == true {
          object.add(place + "configMap.name", child.value, child.line)
        }
      }
    }
  }

  /// Ports of a service come in groups, each begun by `Port`.
  private func addService(_ object: inout ObjectDraft) {
    var index = -1
    for node in nodes {
      let parts = node.value.cells(most: 2)
      let (port, wire) = (parts.last ?? "").halves(at: "/") ?? (parts.last ?? "", "")
      switch node.key {
      case "Port":
        index += 1
        object.add("spec.ports[\(index)].port", port, node.line)
        object.add("spec.ports[\(index)].protocol", wire, node.line)
        if parts.count > 1 { object.add("spec.ports[\(index)].name", parts[0], node.line) }
      case "TargetPort": object.add("spec.ports[\(max(index, 0))].targetPort", port, node.line)
      case "Endpoints":
        object.add("endpoints", node.value.isEmpty ? "none" : node.value, node.line)
      default: break
      }
    }
  }

  private func addEndpoints(_ object: inout ObjectDraft) {
    guard let subsets = nodes.first(where: { $0.key == "Subsets" }) else { return }
    for child in subsets.children where child.key.hasSuffix("Addresses") {
      object.add(
        child.key == "Addresses" ? "endpoints" : "notReady", child.value, child.line)
    }
  }

  private func addNode(_ object: inout ObjectDraft) {
    for node in nodes {
      switch node.key {
      case "Taints":
        for item in node.items { object.add("spec.taints", item.trimmed, item) }
      case "Addresses":
        for child in node.children where child.key == "InternalIP" {
          object.add("status.internalIP", child.value, child.line)
        }
      case "Allocatable", "Capacity":
        for child in node.children {
          object.add("status.\(node.key.lowercased()).\(child.key)", child.value, child.line)
        }
      case "Allocated resources":
        for row in node.rows {
          let cells = row.cells
          guard cells.count > 1, let amount = cells[1].split(separator: " ").first else { continue }
          object.add("allocated.\(cells[0])", String(amount), row)
        }
      default: break
      }
    }
  }

  private func addQuota(_ object: inout ObjectDraft) {
    for row in nodes.flatMap(\.rows) {
      let cells = row.cells
      guard cells.count == 3, cells[1].utf8.first.map(isDigit) == true else { continue }
      object.add("status.used.\(cells[0])", cells[1], row)
      object.add("status.hard.\(cells[0])", cells[2], row)
    }
  }
}

import Evidence

/// Why containers do not start, or end as soon as they do.
enum StartRules {
  /// Pods that are to be made of a secret or a configuration that does not exist.
  static func missing(_ health: ClusterHealth) -> [Contradiction] {
    health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      let events = sign.bad.flatMap { health.warnings(about: $0) }.compactMap {
        $0.field("message")
      }
      let event = events.first { field in
        let text = field.value.lowercased()
        return text.contains("not found") && (text.contains("secret") || text.contains("configmap"))
          || text.contains("couldn't find key")
      }
      for (kind, use) in uses(sign) {
        let isNamed = event?.value.contains("\"\(use.value)\"") ?? false
        let listing = health.cluster.lacks(kind, use.value, in: sign.workload.namespace)
        guard isNamed || listing != nil && event != nil else { continue }
        return Contradiction(
          kind == "Secret" ? "missing-secret" : "missing-config", of: sign.workload.name,
          "its pods need the \(kind == "Secret" ? "secret" : "configuration") `\(use.value)`,"
            + (event?.value.contains("find key") == true
              ? " which lacks a key" : " which does not exist"),
          [event?.sample, use.sample, listing?.sample])
      }
      guard let event else { return nil }
      return Contradiction(
        event.value.lowercased().contains("configmap") ? "missing-config" : "missing-secret",
        of: sign.workload.name, "its pods need what does not exist: \(event.value)", [event.sample])
    }
  }

  /// The secrets and configurations that pods take settings or files from.
  private static func uses(
    _ sign: ClusterHealth.Sign
  ) -> [(kind: String, field: ClusterObject.Field)] {
    let endings = [
      ("secretRef.name", "Secret"), ("secretKeyRef.name", "Secret"),
      ("secret.secretName", "Secret"), ("configMapRef.name", "ConfigMap"),
      ("configMapKeyRef.name", "ConfigMap"), ("configMap.name", "ConfigMap"),
    ]
    return (sign.bad.prefix(1) + [sign.workload]).flatMap { object in
      object.fields.compactMap { field in
        endings.first { field.path.hasSuffix($0.0) }.map { ($0.1, field) }
      }
    }
  }

  /// Containers that ran out of memory.
  static func ends(_ health: ClusterHealth) -> [Contradiction] {
    health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      for pod in sign.bad {
        let containers = PodTemplate(pod).containers
        let words = ["oomkilled", "oom-killed", "out of memory", "memory limit too low"]
        let event = health.warnings(about: pod).compactMap { $0.field("message") }.first {
          LogSearch.holds($0.value, words)
        }
        let state = containers.lazy.flatMap { container in
          ["lastState.reason", "state.reason", "lastState.message", "state.message"].compactMap {
            container.status($0)
          }
        }.first { LogSearch.holds($0.value, words) }
        guard let sign_ = state ?? event else { continue }
        let limit = containers.compactMap { $0.field("resources.limits.memory") }.min {
          (Quantity.amount($0.value) ?? 0) < (Quantity.amount($1.value) ?? 0)
        }
        return Contradiction(
          "oom-killed", of: sign.workload.name,
          "its container is killed for want of memory"
            + (limit.map { ", of which its limit allows \($0.value)" } ?? ""),
          [sign_.sample, limit?.sample])
      }
      return nil
    }
  }

  /// Containers that were killed, of which nothing tells by whom: for want of memory it would say so.
  static func killed(_ health: ClusterHealth) -> [Contradiction] {
    var seen: Set<String> = []
    return health.cluster.of("Pod").compactMap { pod in
      for container in PodTemplate(pod).containers {
        guard let code = container.status("lastState.exitCode"), code.value == "137",
          container.status("lastState.reason")?.value != "OOMKilled",
          health.warnings(about: pod).isEmpty, seen.insert(health.cluster.app(of: pod)).inserted
        else { continue }
        let end = container.status("lastState.finishedAt")
        return Contradiction(
          "killed-by-nobody", of: health.cluster.app(of: pod),
          "a container of its pod `\(pod.name)` ended with exit code 137 (SIGKILL)"
            + (end.map { ", at \($0.value)" } ?? "")
            + ": it is not marked as out of memory, and nothing tells who sent it",
          [code.sample, container.status("lastState.reason")?.sample, end?.sample], .felt)
      }
      return nil
    }
  }

  /// Containers that end because they may not use what they mount.
  static func permissions(_ health: ClusterHealth) -> [Contradiction] {
    health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      let template = PodTemplate(sign.bad.first ?? sign.workload)
      let mounts = ["persistentVolumeClaim", "hostPath"].flatMap(template.sources)
      let hits = LogSearch(cluster: health.cluster).hits(
        of: sign.workload.name, ["permission denied", "operation not permitted", "eacces"])
      guard let hit = hits.first, let mount = mounts.first else { return nil }
      let place = template.containers.lazy.compactMap {
        $0.field("volumeMounts[\(mount.volume)]")
      }.first
      return Contradiction(
        "volume-permission", of: sign.workload.name,
        "it may not use the volume `\(mount.volume)`"
          + (place.map { " at `\($0.value)`" } ?? "") + ", and ends",
        [hit.sample, place?.sample ?? mount.field.sample])
    }
  }

  /// Pods of which two containers want one port.
  static func ports(_ health: ClusterHealth) -> [Contradiction] {
    health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      let template = PodTemplate(sign.bad.first ?? sign.workload)
      let hit = LogSearch(cluster: health.cluster).hits(
        of: sign.workload.name,
        [
          "address already in use", "eaddrinuse", "address in use", "port is already allocated",
          "already in use", "only one usage of each socket",
        ]
      ).first
      var taken: [String: (container: String, field: ClusterObject.Field)] = [:]
      for container in template.containers {
        for port in container.ports {
          let key = port.number + port.wire
          guard let other = taken[key], other.container != container.name else {
            taken[key] = (container.name, port.field)
            continue
          }
          return Contradiction(
            "port-conflict", of: sign.workload.name,
            "its containers `\(other.container)` and `\(container.name)` both want port"
              + " \(port.number) of one pod",
            [port.field.sample, other.field.sample, hit?.sample])
        }
      }
      guard let hit, template.containers.count > 1 else { return nil }
      return Contradiction(
        "port-conflict", of: sign.workload.name,
        "one of its \(template.containers.count) containers finds its port taken by another",
        [hit.sample, template.containers.last?.field("image")?.sample])
    }
  }
}

import Evidence

/// What cannot end: drains, namespaces, objects that somebody holds.
enum DrainRules {
  /// Budgets that allow no disruption, while a node that is cordoned still holds their pods.
  static func budgets(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let cordoned = cluster.of("Node").filter {
      $0.value("spec.unschedulable") == "true"
        || $0.value("status.summary").contains("SchedulingDisabled")
    }
    guard !cordoned.isEmpty else { return [] }
    return cluster.of("PodDisruptionBudget").compactMap { budget in
      guard let allowed = budget.field("status.disruptionsAllowed"), allowed.value == "0" else {
        return nil
      }
      let selector = budget.pairs("spec.selector.matchLabels")
      let pods = cluster.of("Pod").filter { pod in
        pod.namespace == budget.namespace
          && (selector.isEmpty
            ? cluster.app(of: pod) == budget.name || budget.name.hasPrefix(cluster.app(of: pod))
            : selector.allSatisfy { pod.value("metadata.labels.\($0.key)") == $0.value })
      }
      guard
        let held = pods.first(where: { pod in
          cordoned.contains { $0.name == pod.value("spec.nodeName") }
        }), let node = cordoned.first(where: { $0.name == held.value("spec.nodeName") })
      else { return nil }
      let least = budget.field("spec.minAvailable") ?? budget.field("spec.maxUnavailable")
      let name = least?.path.hasSuffix("maxUnavailable") == true ? "maxUnavailable" : "minAvailable"
      let ready = pods.count { !ClusterHealth.isBad($0) }
      return Contradiction(
        "drain-blocked", of: node.name,
        "its drain cannot go on: the PodDisruptionBudget `\(budget.name)` allows 0 disruptions"
          + (least.map { " (\(name): \($0.value), \(ready) of \(pods.count) pods ready)" } ?? "")
          + ", and `\(held.name)` is still on it",
        [
          allowed.sample,
          (node.field("status.summary") ?? node.field("spec.unschedulable"))?.sample,
          held.field("spec.nodeName")?.sample,
        ], names: [cluster.app(of: held), budget.name])
    }
  }

  /// Namespaces that are being deleted, by what they wait for.
  static func namespaces(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Namespace").compactMap { namespace in
      guard let phase = namespace.field("status.phase"), phase.value == "Terminating" else {
        return nil
      }
      let conditions = reasons.compactMap { type -> ClusterObject.Field? in
        guard namespace.value("status.conditions[\(type)].status") == "True" else { return nil }
        return namespace.field("status.conditions[\(type)].message")
      }
      let holder = health.cluster.objects.first { object in
        object.namespace == namespace.name && object.fields.contains { isFinalizer($0) }
      }
      let finalizer = holder?.fields.first(where: isFinalizer)
      guard conditions.first != nil || finalizer != nil else { return nil }
      return Contradiction(
        "namespace-terminating", of: namespace.name,
        "its deletion hangs"
          + (conditions.first.map { ": \(EventRules.short($0.value))" } ?? "")
          + (finalizer.map { "; `\(holder?.title ?? "")` has the finalizer `\($0.value)`" } ?? ""),
        [phase.sample] + conditions.map(\.sample) + [finalizer?.sample])
    }
  }

  /// Conditions of a namespace that say what its deletion waits for, the deepest first.
  private static let reasons = [
    "NamespaceDeletionDiscoveryFailure", "NamespaceDeletionContentFailure",
    "NamespaceDeletionGroupVersionParsingFailure", "NamespaceFinalizersRemaining",
    "NamespaceContentRemaining",
  ]

  private static func isFinalizer(_ field: ClusterObject.Field) -> Bool {
    field.path.hasPrefix("metadata.finalizers")
  }

  /// Objects that were deleted and that a finalizer keeps.
  static func finalizers(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.objects.compactMap { object in
      guard object.kind != "Namespace" else { return nil }
      let end =
        object.field("metadata.deletionTimestamp")
        ?? object.fields.first {
          ["status.phase", "status.summary"].contains($0.path) && $0.value.hasPrefix("Terminating")
        }
      guard let end, let finalizer = object.fields.first(where: isFinalizer) else { return nil }
      let user =
        object.kind == "PersistentVolumeClaim"
        ? health.cluster.of("Pod").first { pod in
          PodTemplate(pod).sources("persistentVolumeClaim").contains {
            $0.field.value == object.name
          }
        } : nil
      return Contradiction(
        "finalizer-holds", of: object.name,
        "it is being deleted and does not go, for the finalizer `\(finalizer.value)` holds it"
          + (user.map { " as long as the pod `\($0.name)` uses it" } ?? ""),
        [end.sample, finalizer.sample, user?.sample], user == nil ? .likely : .proven)
    }
  }
}

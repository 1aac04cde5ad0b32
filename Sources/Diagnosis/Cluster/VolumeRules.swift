import Evidence

/// Why claims get no volume.
enum VolumeRules {
  /// Claims that wait, compared with every volume: class, size, modes, selector, owner.
  static func claims(_ health: ClusterHealth) -> [Contradiction] {
    missing(health)
      + health.cluster.of("PersistentVolumeClaim").flatMap { claim -> [Contradiction] in
        guard ["Pending", "Lost"].contains(claim.value("status.phase")) else { return [] }
        return [contradiction(claim, health)]
      }
  }

  private static func contradiction(
    _ claim: ClusterObject, _ health: ClusterHealth
  ) -> Contradiction {
    let users = users(of: claim.name, claim.namespace, health.cluster)
    let app = users.first?.name ?? claim.name
    let state = claim.field("status.phase")?.sample
    let class_ = claim.field("spec.storageClassName")
    let event = health.warnings(about: claim).compactMap { $0.field("message") }.first
    let volumes = health.cluster.of("PersistentVolume")
    let best = volumes.map { (volume: $0, misfits: misfits(claim, $0)) }
      .min { $0.misfits.count < $1.misfits.count }
    // A class that does not exist fits no volume, whatever else does.
    if let class_, !class_.value.isEmpty, class_.value != "\"\"",
      health.cluster.lacks("StorageClass", class_.value, in: claim.namespace) != nil
        || event?.value.contains("storageclass") == true
          && event?.value.contains("not found") == true,
      !volumes.contains(where: { $0.value("spec.storageClassName") == class_.value })
    {
      let other = best?.volume.field("spec.storageClassName")?.sample ?? best?.volume.sample
      return Contradiction(
        "claim-class", of: app,
        "its claim `\(claim.name)` asks for the storage class `\(class_.value)`, which no volume has"
          + " and which does not exist",
        [class_.sample, event?.sample, other])
    }
    guard let best, let misfit = best.misfits.first else {
      return Contradiction(
        "claim-unbound", of: app, "its claim `\(claim.name)` waits for a volume, and there is none",
        [state, event?.sample], .likely)
    }
    return Contradiction(
      misfit.kind, of: app, "its claim `\(claim.name)` \(misfit.words)",
      [misfit.wanted ?? state, misfit.given ?? best.volume.sample],
      best.misfits.count == 1 ? .proven : .likely)
  }

  /// Why a volume does not fit a claim.
  private struct Misfit {
    var kind: String
    var words: String
    var wanted: Sample?
    var given: Sample?
  }

  private static func misfits(_ claim: ClusterObject, _ volume: ClusterObject) -> [Misfit] {
    var misfits: [Misfit] = []
    let name = "`\(volume.name)`"
    let (wish, has) = (classOf(claim), classOf(volume))
    if wish != has {
      misfits.append(
        Misfit(
          kind: "claim-class",
          words: "asks for the storage class `\(wish)`, and the volume \(name) has `\(has)`",
          wanted: claim.field("spec.storageClassName")?.sample,
          given: volume.field("spec.storageClassName")?.sample))
    }
    let size = claim.field("spec.resources.requests.storage")
    let room = volume.field("spec.capacity.storage")
    if let size, let room, let a = Quantity.amount(size.value), let b = Quantity.amount(room.value),
      a > b
    {
      misfits.append(
        Misfit(
          kind: "claim-capacity",
          words: "asks for \(size.value), and the volume \(name) has \(room.value)",
          wanted: size.sample, given: room.sample))
    }
    let (modes, offered) = (modesOf(claim), modesOf(volume))
    if !modes.isEmpty, !offered.isEmpty, !modes.isSubset(of: offered) {
      misfits.append(
        Misfit(
          kind: "claim-access-mode",
          words:
            "asks for \(modes.sorted().joined(separator: ", ")), and the volume \(name) offers "
            + offered.sorted().joined(separator: ", "),
          wanted: claim.fields.first { $0.path.hasPrefix("spec.accessModes") }?.sample,
          given: volume.fields.first { $0.path.hasPrefix("spec.accessModes") }?.sample))
    }
    let labels = volume.pairs("metadata.labels")
    for (key, field) in claim.below("spec.selector.matchLabels.") where labels[key] != field.value {
      let own = labels[key].map { "`\(key)=\($0)`" } ?? "no label `\(key)`"
      misfits.append(
        Misfit(
          kind: "claim-selector",
          words: "selects volumes with `\(key)=\(field.value)`, and \(name) has \(own)",
          wanted: field.sample, given: volume.field("metadata.labels.\(key)")?.sample))
    }
    if let owner = volume.field("spec.claimRef"),
      owner.value != claim.name,
      owner.value != "\(claim.namespace)/\(claim.name)"
        || volume.value("status.phase") == "Released"
    {
      misfits.append(
        Misfit(
          kind: "volume-taken",
          words: "fits the volume \(name), which the claim `\(owner.value)` holds",
          wanted: claim.field("status.phase")?.sample, given: owner.sample))
    }
    return misfits
  }

  private static func classOf(_ object: ClusterObject) -> String {
    let value = object.value("spec.storageClassName")
    return value == "\"\"" ? "" : value
  }

  /// The modes in short, whatever form told them: `ReadWriteOnce` is `RWO`.
  private static func modesOf(_ object: ClusterObject) -> Set<String> {
    let long = [
      "ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX",
      "ReadWriteOncePod": "RWOP",
    ]
    let all = object.fields.filter { $0.path.hasPrefix("spec.accessModes") }
    let texts = all.filter { $0.origin == all.first?.origin }.map(\.value)
    return Set(
      texts.flatMap { $0.split { $0 == "," || $0 == " " } }.map { long[String($0)] ?? String($0) })
  }

  /// The workloads whose pods mount a claim.
  private static func users(
    of claim: String, _ namespace: String, _ cluster: Cluster
  ) -> [ClusterObject] {
    cluster.workloads.filter { workload in
      workload.namespace == namespace
        && ([workload] + cluster.pods(of: workload)).contains {
          PodTemplate($0).sources("persistentVolumeClaim").contains { $0.field.value == claim }
        }
    }
  }

  /// Pods that mount a claim which does not exist.
  private static func missing(_ health: ClusterHealth) -> [Contradiction] {
    health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      for (_, claim) in PodTemplate(sign.workload).sources("persistentVolumeClaim") {
        guard
          let listing = health.cluster.lacks(
            "PersistentVolumeClaim", claim.value, in: sign.workload.namespace)
        else { continue }
        return Contradiction(
          "claim-missing", of: sign.workload.name,
          "its pods mount the claim `\(claim.value)`, which does not exist",
          [claim.sample, listing.sample], .likely)
      }
      return nil
    }
  }
}

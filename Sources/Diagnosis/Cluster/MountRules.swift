import Evidence

/// Containers that cannot write where they want, or miss files that a mount hides.
enum MountRules {
  /// Containers that write to a root file system that is set read-only.
  static func readOnly(_ health: ClusterHealth) -> [Contradiction] {
    let search = LogSearch(cluster: health.cluster)
    return health.cluster.workloads.compactMap { workload in
      let template = PodTemplate(workload)
      guard
        let mark = template.containers.lazy.compactMap({
          $0.field("securityContext.readOnlyRootFilesystem")
        }).first(where: { $0.value == "true" }),
        let hit = search.hits(of: workload.name, ["read-only file system", "erofs"]).first
      else { return nil }
      let path = Self.path(in: hit.text)
      return Contradiction(
        "root-read-only", of: workload.name,
        "it may not write" + (path.map { " to `\($0)`" } ?? "")
          + ", for readOnlyRootFilesystem is true and no volume is mounted there",
        [mark.sample, hit.sample], health.isBroken(workload.name) ? .proven : .likely)
    }
  }

  /// The first path of a text: `open '/var/cache/nginx/x': Read-only` → `/var/cache/nginx/x`.
  static func path(in text: String) -> String? {
    text.split { " '\"`():,=[]".contains($0) }.map(String.init).first {
      $0.hasPrefix("/") && $0.count > 3
    }
  }

  /// Containers that miss a file below a place where a volume is mounted over the image's own.
  static func hidden(_ health: ClusterHealth) -> [Contradiction] {
    let search = LogSearch(cluster: health.cluster)
    return health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      let template = PodTemplate(sign.workload)
      let hits = search.hits(
        of: sign.workload.name,
        [
          "no such file or directory", "cannot find module", "enoent", "not found",
          "can't open file",
        ])
      let volumes = ["configMap", "secret", "emptyDir", "persistentVolumeClaim"].flatMap(
        template.sources)
      for container in template.containers {
        for (volume, source) in volumes {
          guard let (place, field) = mount(of: volume, container),
            container.field("volumeMounts[\(volume)].subPath") == nil, place.count > 3,
            let hit = hits.first(where: {
              Self.path(in: $0.text)?.hasPrefix(place + "/") ?? false
                || $0.text.contains(place + "/")
            })
          else { continue }
          return Contradiction(
            "mount-hides", of: sign.workload.name,
            "its volume `\(volume)` is mounted over `\(place)` and hides what the image holds there, and it"
              + " misses `\(Self.path(in: hit.text) ?? place)`",
            [hit.sample, field.sample, source.sample])
        }
      }
      return nil
    }
  }

  private static func mount(
    of volume: String, _ container: PodTemplate.Container
  ) -> (String, ClusterObject.Field)? {
    let field =
      container.field("volumeMounts[\(volume)].mountPath")
      ?? container.field("volumeMounts[\(volume)]")
    return field.map { ($0.value.prefix { $0 != " " }.description, $0) }
  }
}

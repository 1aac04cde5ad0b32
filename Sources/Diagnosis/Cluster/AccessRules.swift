import Evidence

/// Apps whose service account may not do what they try.
enum AccessRules {
  /// Refusals of the API server in what apps log, beside the roles that are there.
  ///
  ///     pods is forbidden: User "system:serviceaccount:shop:web" cannot list resource "pods" in API
  ///     group "" in the namespace "shop"   → web may not list pods
  static func forbidden(_ health: ClusterHealth) -> [Contradiction] {
    let search = LogSearch(cluster: health.cluster)
    let apps = Set(health.cluster.workloads.map(\.name)).sorted()
    return apps.compactMap { app in
      guard
        let hit = search.hits(
          of: app,
          [
            "is forbidden: user \"system:serviceaccount", "cannot list resource",
            "cannot get resource", "cannot watch resource", "cannot create resource",
            "cannot update resource",
            "cannot patch resource", "cannot delete resource",
          ]
        ).first
      else { return nil }
      let account = part(hit.text, behind: "system:serviceaccount:", until: "\"'\\")
      let verb = part(hit.text, behind: " cannot ", until: " ")
      let resource = part(hit.text, behind: "resource ", until: ",.: ").map {
        $0.filter { $0 != "\"" && $0 != "\\" }
      }
      guard let account, let verb, let resource else { return nil }
      let name = account.split(separator: ":").last.map(String.init) ?? account
      let role = roles(of: name, health.cluster)
      let group = resource.split(separator: "/").first.map(String.init) ?? resource
      let rule = role?.fields.first {
        $0.path.hasPrefix("rules[") && $0.path.contains(".resources") && $0.value == group
      }
      let words =
        role.map { role in
          "; its \(role.kind) `\(role.name)` "
            + (rule == nil ? "names no `\(group)`" : "names `\(group)` without `\(verb)`")
        } ?? ""
      return Contradiction(
        "access-forbidden", of: app,
        "its service account `\(name)` may not \(verb) \(resource)\(words)",
        [hit.sample, rule?.sample ?? role?.sample],
        health.isBroken(app) || role != nil ? .proven : .likely)
    }
  }

  private static func part(_ text: String, behind mark: String, until ends: String) -> String? {
    guard let start = text.firstRange(of: mark) else { return nil }
    let found = text[start.upperBound...].prefix { !ends.contains($0) }
    return found.isEmpty ? nil : String(found)
  }

  /// The role that a binding gives an account.
  private static func roles(of account: String, _ cluster: Cluster) -> ClusterObject? {
    for binding in cluster.of("RoleBinding") + cluster.of("ClusterRoleBinding") {
      guard
        binding.fields.contains(where: { $0.path.hasPrefix("subjects[") && $0.value == account }),
        let name = binding.field("roleRef.name")
      else { continue }
      let kind = binding.value("roleRef.kind")
      if let role = cluster.object(kind.isEmpty ? "Role" : kind, name.value) { return role }
    }
    return nil
  }
}

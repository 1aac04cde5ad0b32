import Evidence
import Timeline

/// How long ago containers were started again, where manifests tell times: `kubectl get` prints it itself.
extension Cluster {
  /// The path of a pod's field that holds it, as an age: `691200s`.
  static let sinceRestart = "status.sinceRestart"

  /// Paths of times that lie before the moment at which objects were read.
  private static let times = [
    ".startedAt", ".finishedAt", ".lastTransitionTime", ".lastHeartbeatTime", ".creationTimestamp",
    ".renewTime", ".lastTimestamp",
  ]

  /// The pods with what tells when they were started again last, beside the latest time of any object.
  static func withRestarts(_ objects: [ClusterObject]) -> [ClusterObject] {
    let stamps = StampReader()
    func isRestarted(_ field: ClusterObject.Field) -> Bool {
      field.path.hasSuffix(".restartCount") && ClusterHealth.number(field.value) ?? 0 > 0
    }
    // Most clusters are told by tables, and need no look at the times.
    guard objects.contains(where: { $0.kind == "Pod" && $0.fields.contains(where: isRestarted) })
    else { return objects }
    let latest = objects.lazy.flatMap(\.fields).filter { field in
      times.contains(where: field.path.hasSuffix)
    }.compactMap { stamps.instant(of: $0.value) }.max()
    guard let latest else { return objects }
    return objects.map { object in
      guard object.kind == "Pod", object.all("status.restarts").isEmpty,
        object.fields.contains(where: isRestarted)
      else { return object }
      let ends = object.fields.filter { $0.path.hasSuffix("lastState.finishedAt") }
      let last = ends.compactMap { field in stamps.instant(of: field.value).map { ($0, field) } }
        .max { $0.0 < $1.0 }
      guard let last else { return object }
      var object = object
      let age = max(0, latest.distance(from: last.0) / 1000)
      object.add(
        .init(
          path: sinceRestart, value: "\(age)s", sample: last.1.sample, origin: last.1.origin))
      return object
    }
  }
}

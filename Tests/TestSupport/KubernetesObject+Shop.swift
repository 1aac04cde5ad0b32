/// Objects of a made-up shop's cluster, as an API server writes them.
extension KubernetesObject {
  /// The state of a container: how often it restarted, and why it last ended.
  package struct ContainerState: Sendable {
    package var name: String
    package var image: String
    package var restarts = 0
    /// Whether it serves.
    package var isReady = true
    /// What it waits for, and the words beside: `CrashLoopBackOff`; nil while it runs.
    package var waiting: (reason: String, message: String)?
    /// Why it last ended, with its status and when: `OOMKilled`, 137.
    package var ended: (reason: String, code: Int, time: String)?

    package init(_ name: String, image: String) {
      self.name = name
      self.image = image
    }

    fileprivate var json: String {
      let state =
        waiting.map { #"{"waiting":{"reason":"\#($0.reason)","message":"\#($0.message)"}}"# }
        ?? #"{"running":{"startedAt":"2026-03-14T08:00:00Z"}}"#
      let last =
        ended.map {
          #"{"terminated":{"exitCode":\#($0.code),"reason":"\#($0.reason)","finishedAt":"\#($0.time)"}}"#
        } ?? "{}"
      return #"{"name":"\#(name)","image":"\#(image)","imageID":"","restartCount":\#(restarts),"#
        + #""ready":\#(isReady),"started":\#(isReady),"state":\#(state),"lastState":\#(last)}"#
    }
  }

  private static let namespace = "shop"

  /// A pod of an app, on a node; one without a node has no containers yet.
  package static func pod(
    _ app: String, _ end: String, node: String?, _ containers: [ContainerState],
    memory: String = "512Mi"
  ) throws -> KubernetesObject {
    let isReady = node != nil && containers.allSatisfy(\.isReady)
    let hasBegun = containers.contains { $0.waiting == nil || $0.ended != nil }
    let specs = containers.map {
      #"{"name":"\#($0.name)","image":"\#($0.image)","resources":{"limits":{"memory":"\#(memory)"},"#
        + #""requests":{"memory":"\#(memory)"}}}"#
    }
    let hash = end.split(separator: "-")[0]
    let placed = node.map { #""nodeName":"\#($0)","# } ?? ""
    let condition =
      node == nil
      ? #"{"type":"PodScheduled","status":"False","reason":"Unschedulable","#
        + #""message":"0/2 nodes are available: 2 Insufficient memory."}"#
      : #"{"type":"Ready","status":"\#(isReady ? "True" : "False")"}"#
    let statuses =
      node == nil
      ? "" : #","containerStatuses":[\#(containers.map(\.json).joined(separator: ","))]"#
    return try KubernetesObject(
      #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"\#(app)-\#(end)","#
        + #""namespace":"\#(namespace)","uid":"pod-\#(app)-\#(end)","#
        + #""creationTimestamp":"2026-03-14T08:00:00Z","#
        + #""labels":{"app":"\#(app)","pod-template-hash":"\#(hash)"},"#
        + #""ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","controller":true,"#
        + #""name":"\#(app)-\#(hash)","uid":"set-\#(app)-\#(hash)"}]},"#
        + #""spec":{\#(placed)"containers":[\#(specs.joined(separator: ","))]},"#
        + #""status":{"phase":"\#(node != nil && hasBegun ? "Running" : "Pending")","#
        + #""conditions":[\#(condition)]\#(statuses)}}"#)
  }

  /// A deployment with its newest replica set.
  package static func deployment(
    _ app: String, set hash: String, image: String, replicas: Int = 1, available: Int,
    memory: String = "512Mi", created: String = "2026-03-14T08:00:00Z", revision: Int = 1
  ) throws -> [KubernetesObject] {
    let template =
      #"{"metadata":{"labels":{"app":"\#(app)"}},"spec":{"containers":[{"name":"\#(app)","#
      + #""image":"\#(image)","resources":{"limits":{"memory":"\#(memory)"}}}]}}"#
    let selector = #"{"matchLabels":{"app":"\#(app)"}}"#
    func object(_ kind: String, _ name: String, _ created: String, _ more: String) throws
      -> KubernetesObject
    {
      try KubernetesObject(
        #"{"kind":"\#(kind)","apiVersion":"apps/v1","metadata":{"name":"\#(name)","#
          + #""namespace":"\#(namespace)","uid":"\#(kind)-\#(name)","#
          + #""creationTimestamp":"\#(created)","labels":{"app":"\#(app)"},"#
          + #""annotations":{"deployment.kubernetes.io/revision":"\#(revision)"}\#(more)},"#
          + #""spec":{"replicas":\#(replicas),"selector":\#(selector),"template":\#(template)},"#
          + #""status":{"replicas":\#(replicas),"readyReplicas":\#(available),"#
          + #""availableReplicas":\#(available),"unavailableReplicas":\#(replicas - available)}}"#)
    }
    let owner =
      #","ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"\#(app)","#
      + #""controller":true,"uid":"Deployment-\#(app)"}]"#
    return [
      try object("Deployment", app, "2026-01-07T08:00:00Z", ""),
      try object("ReplicaSet", "\(app)-\(hash)", created, owner),
    ]
  }

  /// An event about an object.
  package static func event(
    _ number: Int, _ reason: String, _ message: String, of kind: String, _ name: String,
    isWarning: Bool = true, first: String, last: String, count: Int = 1
  ) throws -> KubernetesObject {
    try KubernetesObject(
      #"{"kind":"Event","apiVersion":"v1","metadata":{"name":"\#(name).\#(number)","#
        + #""namespace":"\#(namespace)","creationTimestamp":"\#(first)"},"#
        + #""involvedObject":{"kind":"\#(kind)","namespace":"\#(namespace)","name":"\#(name)","#
        + #""uid":"\#(kind == "Pod" ? "pod" : kind)-\#(name)"},"reason":"\#(reason)","#
        + #""message":"\#(message)","type":"\#(isWarning ? "Warning" : "Normal")","#
        + #""firstTimestamp":"\#(first)","lastTimestamp":"\#(last)","count":\#(count),"#
        + #""source":{"component":"kubelet"}}"#)
  }

  /// A service before the pods of an app.
  package static func service(_ app: String) throws -> KubernetesObject {
    try KubernetesObject(
      #"{"kind":"Service","apiVersion":"v1","metadata":{"name":"\#(app)","#
        + #""namespace":"\#(namespace)","creationTimestamp":"2026-01-07T08:00:00Z"},"#
        + #""spec":{"selector":{"app":"\#(app)"},"ports":[{"port":80,"targetPort":8080}]},"#
        + #""status":{}}"#)
  }

  /// A node that is well.
  package static func node(_ name: String) throws -> KubernetesObject {
    try KubernetesObject(
      #"{"kind":"Node","apiVersion":"v1","metadata":{"name":"\#(name)","#
        + #""creationTimestamp":"2026-01-07T08:00:00Z"},"spec":{},"status":{"conditions":["#
        + #"{"type":"MemoryPressure","status":"False","reason":"KubeletHasSufficientMemory"},"#
        + #"{"type":"Ready","status":"True","reason":"KubeletReady"}],"#
        + #""capacity":{"cpu":"4","memory":"8Gi"},"allocatable":{"cpu":"4","memory":"8Gi"}}}"#)
  }
}

import Foundation

/// An object of a cluster, as its API writes it.
package struct KubernetesObject: Sendable {
  package let kind: String
  package let name: String
  /// The namespace; nil for a node.
  package let namespace: String?
  package let json: String

  /// Reads an object: JSON with `kind`, `apiVersion` and `metadata`.
  package init(_ json: String) throws {
    let object = Self.object(json)
    let metadata = object["metadata"] as? [String: Any] ?? [:]
    guard let kind = object["kind"] as? String, let name = metadata["name"] as? String,
      object["apiVersion"] is String
    else { throw NoObject(text: json) }
    self.json = json
    self.kind = kind
    self.name = name
    namespace = metadata["namespace"] as? String
  }

  /// A text that is no object of a cluster.
  package struct NoObject: Error {
    package let text: String
  }

  private static func object(_ json: String) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any] ?? [:]
  }

  /// Whether a selector such as `app=cart,tier!=web` takes it; the empty one takes all.
  func matches(labels selector: String) -> Bool {
    let metadata = Self.object(json)["metadata"] as? [String: Any]
    let labels = metadata?["labels"] as? [String: String] ?? [:]
    return Self.matches(selector) { labels[$0] }
  }

  /// The same for fields, named by their paths: `involvedObject.name=cart-1`.
  func matches(fields selector: String) -> Bool {
    let object = Self.object(json)
    return Self.matches(selector) { path in
      var value: Any? = object
      for key in path.split(separator: ".") { value = (value as? [String: Any])?[String(key)] }
      return value as? String
    }
  }

  private static func matches(_ selector: String, value: (String) -> String?) -> Bool {
    selector.split(separator: ",").allSatisfy { term in
      if let sign = term.firstRange(of: "!=") {
        return value(String(term[..<sign.lowerBound])) != String(term[sign.upperBound...])
      }
      let parts = term.split(separator: "=", maxSplits: 1)
      let found = value(String(parts[0]))
      guard parts.count == 2 else { return found != nil }
      return found == String(parts[1].drop { $0 == "=" })
    }
  }

  /// The containers of a pod, with the reason why one has not begun.
  var containers: [(name: String, waiting: String?)] {
    let object = Self.object(json)
    let status = object["status"] as? [String: Any]
    let statuses = status?["containerStatuses"] as? [[String: Any]] ?? []
    let spec = object["spec"] as? [String: Any]
    return (spec?["containers"] as? [[String: Any]] ?? []).compactMap { container in
      guard let name = container["name"] as? String else { return nil }
      let state = statuses.first { $0["name"] as? String == name }?["state"] as? [String: Any]
      let waiting = state?["waiting"] as? [String: Any]
      return (name, waiting?["message"] as? String ?? waiting?["reason"] as? String)
    }
  }
}

/// What a container has written.
package struct KubernetesLog: Sendable {
  package var pod: String
  package var container: String
  /// Whether it is what was written before the last restart.
  package var isPrevious: Bool
  /// Lines with their times in RFC 3339, with nanoseconds.
  package var lines: [(time: String, text: String)]

  package init(
    pod: String, container: String, isPrevious: Bool = false,
    lines: [(time: String, text: String)]
  ) {
    self.pod = pod
    self.container = container
    self.isPrevious = isPrevious
    self.lines = lines
  }
}

/// A kind of objects, with its name in paths and its group.
struct KubernetesKind {
  let name: String
  let plural: String
  let group: String
  var isNamespaced = true

  static let all = [
    KubernetesKind(name: "Pod", plural: "pods", group: "v1"),
    KubernetesKind(name: "Event", plural: "events", group: "v1"),
    KubernetesKind(name: "Service", plural: "services", group: "v1"),
    KubernetesKind(name: "Node", plural: "nodes", group: "v1", isNamespaced: false),
    KubernetesKind(name: "Namespace", plural: "namespaces", group: "v1", isNamespaced: false),
    KubernetesKind(name: "Deployment", plural: "deployments", group: "apps/v1"),
    KubernetesKind(name: "StatefulSet", plural: "statefulsets", group: "apps/v1"),
    KubernetesKind(name: "DaemonSet", plural: "daemonsets", group: "apps/v1"),
    KubernetesKind(name: "ReplicaSet", plural: "replicasets", group: "apps/v1"),
  ]
}

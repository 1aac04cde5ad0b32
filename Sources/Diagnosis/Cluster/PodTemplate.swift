import Evidence

/// What a pod is to be like: of a pod itself, or of what makes pods.
struct PodTemplate {
  let object: ClusterObject
  /// `spec.` of a pod, `spec.template.spec.` of what makes pods.
  let prefix: String

  init(_ object: ClusterObject) {
    self.object = object
    prefix = object.kind == "Pod" ? "spec." : "spec.template.spec."
  }

  /// A field of the pod's specification.
  func field(_ path: String) -> ClusterObject.Field? { object.field(prefix + path) }

  /// The labels that the pods carry.
  var labels: [String: String] {
    object.kind == "Pod"
      ? object.pairs("metadata.labels") : object.pairs("spec.template.metadata.labels")
  }

  /// Its containers, in the order they are told.
  var containers: [Container] { containers(in: "containers") }

  /// Those that run before them, in their order.
  var initContainers: [Container] { containers(in: "initContainers") }

  private func containers(in list: String) -> [Container] {
    var names: [String] = []
    let start = prefix + list + "["
    for field in object.fields where field.path.hasPrefix(start) {
      let rest = field.path.dropFirst(start.count)
      guard let end = rest.firstIndex(of: "]") else { continue }
      let name = String(rest[..<end])
      if !names.contains(name) { names.append(name) }
    }
    return names.map { Container(object: object, name: $0, path: start + $0 + "]") }
  }

  /// The volumes that are filled from something, by their names: claims, secrets, configurations.
  func sources(_ kind: String) -> [(volume: String, field: ClusterObject.Field)] {
    object.below(prefix + "volumes[").compactMap { key, field in
      guard let end = key.firstIndex(of: "]"), key[end...].dropFirst(2).hasPrefix(kind) else {
        return nil
      }
      return (String(key[..<end]), field)
    }
  }

  /// A container of it.
  struct Container {
    let object: ClusterObject
    let name: String
    let path: String

    /// A field of it.
    func field(_ part: String) -> ClusterObject.Field? { object.field("\(path).\(part)") }

    /// A field of what it does now; of pods only.
    func status(_ part: String) -> ClusterObject.Field? {
      object.field("status.containers[\(name)].\(part)")
    }

    /// The ports that it says it listens on, with their wire: TCP where nothing is said.
    var ports: [(number: String, wire: String, name: String, field: ClusterObject.Field)] {
      object.below("\(path).ports[").compactMap { key, field in
        guard key.hasSuffix("].containerPort") else { return nil }
        let place = "\(path).ports[\(key.prefix { $0 != "]" })]"
        let wire = object.value(place + ".protocol")
        return (field.value, wire.isEmpty ? "TCP" : wire, object.value(place + ".name"), field)
      }
    }

    /// A probe of it: `liveness`, `readiness`, `startup`.
    func probe(_ kind: String) -> Probe? {
      let parts = object.below("\(path).\(kind)Probe.")
      guard !parts.isEmpty else { return nil }
      return Probe(
        kind: kind,
        parts: Dictionary(
          parts.map { ($0.key, $0.field) }, uniquingKeysWith: { first, _ in first }))
    }

    /// The settings in its environment, by name.
    var environment: [(name: String, field: ClusterObject.Field)] {
      object.below("\(path).env[").compactMap { key, field in
        key.hasSuffix("]") ? (String(key.dropLast()), field) : nil
      }
    }
  }

  /// A probe: what is asked, where, and how patient it is.
  struct Probe {
    let kind: String
    let parts: [String: ClusterObject.Field]

    /// `grpc`, `httpGet`, `tcpSocket`, `exec`.
    var form: String {
      ["grpc", "httpGet", "tcpSocket"].first { parts["\($0).port"] != nil } ?? "exec"
    }

    /// The port that is asked, by number or name.
    var port: ClusterObject.Field? { parts["\(form).port"] }

    /// A number of seconds or times, with the value that the API takes where none is set.
    func number(_ part: String, default usual: Int) -> Int {
      parts[part].flatMap { Int($0.value) } ?? usual
    }

    /// The seconds that a container has from its start until the probe gives it up.
    ///
    /// By the API: from the delay on, one try a period, as many as may fail in a row.
    var patience: Int {
      let tries = max(number("failureThreshold", default: 3), 1)
      return number("initialDelaySeconds", default: 0)
        + number("periodSeconds", default: 10) * (tries - 1)
        + number("timeoutSeconds", default: 1)
    }

    /// A line that tells of it.
    var sample: Sample? { (port ?? parts.values.min { $0.path < $1.path })?.sample }
  }
}

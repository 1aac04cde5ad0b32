import Evidence

/// An object of a cluster as one place of the evidence tells it: what was listed, described or
/// declared there.
///
/// Fields go by their paths in the Kubernetes API, whatever form told them, with the name of an
/// element in brackets and shorter where the API nests without need:
///
///     Liveness:   grpc <pod>:9555 delay=5s   → spec.containers[server].livenessProbe.grpc.port  9555
///     cart   1/1  Running   2 (30s ago)      → status.ready 1/1, status.summary Running, …
struct ObjectDraft {
  var kind: String
  var namespace: String
  var name: String
  var origin: Origin
  private(set) var fields: [Field] = []

  /// How an object is known.
  enum Origin: String {
    /// A row of a table.
    case listed
    /// What was printed of one object as it is.
    case described
    /// A manifest: what should be.
    case declared
  }

  /// A value, and the line that holds it.
  struct Field {
    var path: String
    var value: String
    var line: TextLine
  }

  /// Fields of an object that are kept: more than any object has that people write.
  private static let mostFields = 1500

  init(
    kind: String, namespace: String, name: String, origin: Origin, line: TextLine
  ) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.origin = origin
    fields.append(Field(path: "origin", value: origin.rawValue, line: line))
  }

  /// Adds a field, unless the value says that there is none.
  mutating func add(_ path: String, _ value: String, _ line: TextLine) {
    guard fields.count < Self.mostFields, !Self.nothing.contains(value) else { return }
    fields.append(Field(path: path, value: value, line: line))
  }

  /// Adds pairs such as `app=cart,tier=web` below a path.
  mutating func add(pairs text: String, to path: String, _ line: TextLine) {
    for pair in text.split(separator: ",") {
      guard let (key, value) = pair.trimmed.halves(at: "=") else { continue }
      add("\(path).\(key)", value.isEmpty ? "\"\"" : value, line)
    }
  }

  /// What tools print for nothing.
  private static let nothing: Set<String> = ["", "<none>", "<unset>", "<nil>", "<unknown>"]

  /// The object as an observation of a file.
  func observation(of file: ObservedFile) -> Observation? {
    guard let first = fields.first else { return nil }
    let service = service
    var last: Sample?
    var lastLine = 0
    let traits = fields.map { field in
      if lastLine != field.line.number || last == nil {
        last = file.sample(field.line, service: service)
        lastLine = field.line.number
      }
      return Observation.Trait(name: field.path, value: field.value, sample: last)
    }
    return Observation(
      service: service, measure: .state(object: "\(kind)/\(namespace)/\(name)"), count: 1,
      values: Series(), samples: [file.sample(first.line, service: service)], traits: traits)
  }

  /// The name by which people know what the object is or tells of.
  private var service: String {
    switch kind {
    case "Pod": return Self.service(ofPod: name)
    // `gate.2` is the second of the service `gate`.
    case "SwarmTask", "FormerTask": return String(name.prefix { $0 != "." })
    case "Connection": return String(name.prefix { $0 != ":" })
    case "Event":
      let about = fields.first { $0.path == "about" }?.value ?? name
      guard let (kind, object) = about.halves(at: "/") else { return about }
      if kind == "Pod" { return Self.service(ofPod: object) }
      // A replica set is its deployment with a hash behind it.
      let dash = object.lastIndex(of: "-") ?? object.endIndex
      return kind == "ReplicaSet" ? String(object[..<dash]) : object
    default: return name
    }
  }

  /// The service behind a pod's name: `cart-5c8b9d7f6-qwrtz` → `cart`.
  static func service(ofPod name: String) -> String {
    var name = name
    return name.withUTF8 { bytes in bytes.part(0, PodName.serviceLength(bytes)).text() }
  }
}

extension ObservedFile {
  /// A line of the file as something that can be cited; white space at its ends is left out.
  func sample(_ line: TextLine, service: String) -> Sample {
    var text = line.text
    return text.withUTF8 { sample(line: line.number, $0.trimmed(), service: service) }
  }
}

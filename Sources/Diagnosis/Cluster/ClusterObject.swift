import Evidence

/// An object of a cluster, with all that any place of the evidence tells of it.
///
/// Fields go by their paths in the Kubernetes API: `spec.selector.app`, `status.ready`,
/// `spec.containers[server].livenessProbe.grpc.port`. What was printed of the object as it is stands
/// before rows of tables, and these before manifests, which only say what should be.
struct ClusterObject: Sendable {
  let kind: String
  var namespace: String
  let name: String
  private(set) var fields: [Field] = []
  private var places: [String: [Int]] = [:]
  /// Whether anything but a manifest tells of it.
  private(set) var isSeen = false

  /// A value, and the line that says so.
  ///
  /// A reference, for fields are looked through often and each holds a line of text.
  final class Field: Sendable {
    let path: String
    let value: String
    let sample: Sample
    let origin: Origin

    init(path: String, value: String, sample: Sample, origin: Origin) {
      self.path = path
      self.value = value
      self.sample = sample
      self.origin = origin
    }
  }

  /// How a field is known; the most certain first.
  enum Origin: String, Comparable {
    case described, listed, declared

    static func < (a: Origin, b: Origin) -> Bool { a.rank < b.rank }

    private var rank: Int { self == .described ? 0 : self == .listed ? 1 : 2 }
  }

  init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// Takes in what one place tells.
  mutating func take(_ observation: Observation) {
    let origin = observation.traits.first.flatMap { Origin(rawValue: $0.value) } ?? .listed
    if origin != .declared { isSeen = true }
    for trait in observation.traits {
      guard let sample = trait.sample ?? observation.samples.first else { continue }
      fields.append(
        Field(path: trait.name, value: trait.value, sample: sample, origin: origin))
    }
  }

  /// Takes in the fields of an object that is the same.
  mutating func absorb(_ other: ClusterObject) {
    fields += other.fields
    if other.isSeen { isSeen = true }
  }

  /// Adds what others tell of it, once it is settled.
  mutating func add(_ field: Field) {
    places[field.path, default: []].append(fields.count)
    fields.append(field)
  }

  /// Sorts what was taken in, for all that follows.
  mutating func settle() {
    let order = fields.indices.sorted {
      fields[$0].origin == fields[$1].origin ? $0 < $1 : fields[$0].origin < fields[$1].origin
    }
    fields = order.map { fields[$0] }
    places = Dictionary(grouping: fields.indices) { fields[$0].path }
  }

  /// The most certain field of a path.
  func field(_ path: String) -> Field? { places[path]?.first.map { fields[$0] } }

  /// All fields of a path, the most certain first.
  func all(_ path: String) -> [Field] { places[path]?.map { fields[$0] } ?? [] }

  /// The value of a path; empty where it is not told.
  func value(_ path: String) -> String { field(path)?.value ?? "" }

  /// The most certain field of each path below one, with what follows it: of `metadata.labels.` the
  /// labels.
  func below(_ prefix: String) -> [(key: String, field: Field)] {
    var seen: Set<String> = []
    var found: [(key: String, field: Field)] = []
    // Where the object itself was printed, a manifest that differs no longer holds.
    var best: Origin?
    for field in fields where field.path.hasPrefix(prefix) {
      if let best, best != field.origin, best == .described { break }
      best = best ?? field.origin
      let key = String(field.path.dropFirst(prefix.count))
      if seen.insert(key).inserted { found.append((key, field)) }
    }
    return found
  }

  /// The pairs below a path, as a set of them is compared: labels, selectors.
  func pairs(_ path: String) -> [String: String] {
    Dictionary(
      below(path + ".").map { ($0.key, $0.field.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// How it is called in a sentence: `Deployment cart`.
  var title: String { "\(kind) \(name)" }

  /// The line that tells of it first.
  var sample: Sample? { fields.first?.sample }
}

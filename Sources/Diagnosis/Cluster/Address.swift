import Evidence

/// An address that an app is told to call.
struct Address {
  var host: String
  /// Nil where none is told.
  var port: String?
  /// The line that tells the host, and that which tells the port.
  var hostField: ClusterObject.Field
  var portField: ClusterObject.Field?
  /// Whether a user or a database is told beside it: it is that of a database.
  var isOfDatabase = false

  /// The addresses that a workload's pods are told, in their environment or in what it is filled from.
  static func all(of workload: ClusterObject, _ cluster: Cluster) -> [Address] {
    let template = PodTemplate(workload)
    var settings: [[(name: String, field: ClusterObject.Field)]] = []
    for container in template.containers {
      settings.append(container.environment)
      for (key, field) in workload.below("\(container.path).envFrom[") {
        let kind = key.hasSuffix("secretRef.name") ? "Secret" : "ConfigMap"
        guard let source = cluster.object(kind, field.value, in: workload.namespace) else {
          continue
        }
        settings.append(
          ["stringData.", "data."].flatMap { prefix in
            source.below(prefix).map { (name: $0.key, field: $0.field) }
          })
      }
    }
    return settings.flatMap(addresses)
  }

  private static func addresses(
    in settings: [(name: String, field: ClusterObject.Field)]
  ) -> [Address] {
    let names = settings.map { $0.name.uppercased() }
    let hasUser = names.contains { name in
      ["USER", "USERNAME", "PASSWORD", "DATABASE"].contains { name.hasSuffix($0) }
    }
    return settings.compactMap { name, field in
      if let (host, port) = split(field.value) {
        return Address(host: host, port: port, hostField: field, portField: field)
      }
      guard let stem = stem(name, Self.hostEndings), isName(field.value) else { return nil }
      let port = settings.first {
        self.stem($0.name, ["PORT"]) == stem && Int($0.field.value) != nil
      }
      return Address(
        host: field.value, port: port?.field.value, hostField: field, portField: port?.field,
        isOfDatabase: hasUser)
    }
  }

  private static let hostEndings = ["HOST", "HOSTNAME", "ADDR", "ADDRESS", "SERVER"]

  private static func stem(_ name: String, _ endings: [String]) -> String? {
    let name = name.uppercased()
    return endings.first(where: name.hasSuffix).map { String(name.dropLast($0.count)) }
  }

  /// The host and port of `cart:7070`, `http://cart:7070/x`, `jdbc:mysql://db:3306/shop`.
  static func split(_ text: String) -> (host: String, port: String)? {
    var rest = text[...]
    if let scheme = text.firstRange(of: "://") { rest = text[scheme.upperBound...] }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    let place = rest.prefix { $0 != "/" && $0 != "," && $0 != "?" }
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let port = Int(parts[1]), (1...65535).contains(port),
      isName(String(parts[0]))
    else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  /// Whether a text may be the name of a service within a cluster: no number of the network, no host
  /// outside of it.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A,
      text != "localhost", text.count > 1
    else { return false }
    let isPlain = text.utf8.allSatisfy {
      ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x30...0x39).contains($0) || $0 == 0x2D
        || $0 == 0x2E
    }
    return isPlain && (!text.contains(".") || text.contains(".svc"))
  }

  /// The service of the cluster that the host means; nil where there is none of that name.
  func service(in namespace: String, _ cluster: Cluster) -> ClusterObject? {
    let parts = host.split(separator: ".").map(String.init)
    guard let name = parts.first else { return nil }
    return cluster.object("Service", name, in: parts.count > 1 ? parts[1] : namespace)
  }
}

import Evidence

/// Ingresses that nobody serves, or that lead nowhere.
enum IngressRules {
  /// Compares each ingress with the classes, services and secrets that it names.
  static func ingresses(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    return cluster.of("Ingress").compactMap { ingress in
      class_(ingress, cluster) ?? backend(ingress, cluster) ?? secret(ingress, cluster)
    } + twins(cluster)
  }

  private static func subject(_ ingress: ClusterObject, _ service: String? = nil) -> [String] {
    let hosts = ingress.fields.filter { $0.path.hasSuffix("].host") || $0.path == "spec.hosts" }
    return Array(Set(hosts.map(\.value) + [service].compactMap { $0 })).sorted()
  }

  private static func class_(_ ingress: ClusterObject, _ cluster: Cluster) -> Contradiction? {
    let classes = cluster.of("IngressClass").filter(\.isSeen)
    guard let field = ingress.field("spec.ingressClassName") else { return nil }
    guard let listing = cluster.lacks("IngressClass", field.value, in: ingress.namespace),
      cluster.object("IngressClass", field.value)?.isSeen != true
    else { return nil }
    let other = classes.first
    return Contradiction(
      "ingress-class", of: ingress.name,
      "it asks for the ingress class `\(field.value)`, which does not exist, so no controller serves it"
        + (other.map { "; there is `\($0.name)`" } ?? ""),
      [field.sample, other?.sample ?? listing.sample], names: subject(ingress))
  }

  private static func backend(_ ingress: ClusterObject, _ cluster: Cluster) -> Contradiction? {
    for field in ingress.fields
    where field.path.hasSuffix(".service.name") || field.path.hasSuffix(".serviceName") {
      let place = field.path.replacing(".service.name", with: ".service.port.").replacing(
        ".serviceName", with: ".servicePort")
      let port =
        ingress.field(place + "number") ?? ingress.field(place + "name") ?? ingress.field(place)
      guard let service = cluster.object("Service", field.value, in: ingress.namespace),
        service.isSeen
      else {
        guard let listing = cluster.lacks("Service", field.value, in: ingress.namespace) else {
          continue
        }
        return Contradiction(
          "ingress-backend", of: ingress.name,
          "it leads to the service `\(field.value)`, which does not exist",
          [field.sample, listing.sample], names: subject(ingress, field.value))
      }
      let ports = service.fields.filter {
        $0.path.hasPrefix("spec.ports[")
          && ($0.path.hasSuffix("].port") || $0.path.hasSuffix("].name"))
      }
      let numbers = ports.filter { $0.path.hasSuffix("].port") }
      guard let port, !numbers.isEmpty, !ports.contains(where: { $0.value == port.value }),
        Int(port.value) != nil || ports.count > numbers.count
      else { continue }
      return Contradiction(
        "ingress-backend", of: ingress.name,
        "it leads to port \(port.value) of the service `\(field.value)`, which has "
          + numbers.map(\.value).joined(separator: ", "),
        [port.sample, numbers[0].sample], names: subject(ingress, field.value))
    }
    return nil
  }

  private static func secret(_ ingress: ClusterObject, _ cluster: Cluster) -> Contradiction? {
    for field in ingress.fields
    where field.path.hasPrefix("spec.tls") && field.path.hasSuffix("secretName") {
      guard let listing = cluster.lacks("Secret", field.value, in: ingress.namespace) else {
        continue
      }
      return Contradiction(
        "ingress-secret", of: ingress.name,
        "its TLS secret `\(field.value)` does not exist, so the controller shows its own certificate",
        [field.sample, listing.sample], names: subject(ingress))
    }
    return nil
  }

  /// Two ingresses that claim one path of one host for different services.
  private static func twins(_ cluster: Cluster) -> [Contradiction] {
    var taken: [String: (ingress: ClusterObject, field: ClusterObject.Field)] = [:]
    for ingress in cluster.of("Ingress") {
      for host in ingress.fields
      where host.path.hasPrefix("spec.rules[") && host.path.hasSuffix("].host") {
        let rule = String(host.path.dropLast(".host".count))
        for path in ingress.fields
        where path.path.hasPrefix(rule + ".") && path.path.hasSuffix(".path") {
          let place = String(path.path.dropLast("path".count)) + "backend.service.name"
          guard let service = ingress.field(place) else { continue }
          let key = "\(host.value)\(path.value)\(ingress.value("spec.ingressClassName"))"
          guard let other = taken[key],
            other.ingress.name != ingress.name || other.ingress.namespace != ingress.namespace
          else {
            taken[key] = (ingress, service)
            continue
          }
          guard other.field.value != service.value else { continue }
          return [
            Contradiction(
              "ingress-twice", of: ingress.name,
              "it and `\(other.ingress.name)` both claim `\(host.value)\(path.value)`, for `\(service.value)`"
                + " and for `\(other.field.value)`: the controller takes one of them",
              [service.sample, other.field.sample], .likely,
              names: [host.value, service.value, other.field.value, other.ingress.name])
          ]
        }
      }
    }
    return []
  }
}

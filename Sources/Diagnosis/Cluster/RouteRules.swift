import Evidence

/// Routes of gateways and ingresses that lead to the wrong service.
enum RouteRules {
  /// Routes whose path names one service and that lead to another, which has a route of its own.
  static func routes(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let names = cluster.of("Service").map(\.name)
    guard names.count > 1 else { return [] }
    return (cluster.of("ConfigMap") + cluster.of("Ingress")).flatMap { object in
      let routes = routes(of: object, names)
      return routes.compactMap { route -> Contradiction? in
        let meant = meant(by: route.path.value, names)
        guard let meant, meant != route.service,
          !routes.contains(where: { $0.service == meant }),
          routes.contains(where: {
            $0.service == route.service && $0.path.value != route.path.value
          })
        else { return nil }
        let alert = cluster.of("Alert").first {
          $0.name == meant || $0.value("entry_service") == meant
        }
        let said = alert.flatMap { alert in
          alert.fields.first { $0.value.contains("404") || $0.value.contains("50") }
        }
        return Contradiction(
          "route-misled", of: meant,
          "the route `\(path(route.path.value))` of \(object.name) leads to `\(route.service)`,"
            + " and no route leads to `\(meant)`",
          [route.target.sample, route.path.sample, said?.sample], said == nil ? .likely : .proven)
      }
    }
  }

  /// A path that leads to a service.
  private struct Route {
    var path: ClusterObject.Field
    var target: ClusterObject.Field
    var service: String
  }

  private static func routes(of object: ClusterObject, _ names: [String]) -> [Route] {
    // What is printed of the object as it is stands before its manifest.
    let origin = object.fields.first { $0.path == "data" || $0.path.hasPrefix("spec.rules") }?
      .origin
    let fields = object.fields.filter {
      $0.origin == origin && ($0.path.hasPrefix("data") || $0.path.hasPrefix("spec.rules"))
    }
    var routes: [Route] = []
    var path: ClusterObject.Field?
    var target: (ClusterObject.Field, String)?
    for field in fields {
      if let service = service(in: field, names) {
        if let path, path.value.contains("{") || object.kind == "Ingress" {
          routes.append(Route(path: path, target: field, service: service))
        } else {
          target = (field, service)
        }
        path = nil
      } else if isPath(field) {
        if let (line, service) = target {
          routes.append(Route(path: field, target: line, service: service))
          target = nil
        } else {
          path = field
        }
      }
    }
    return routes
  }

  /// Whether a line gives the path of a route: `- Path=/orders/**`, `location /orders/ {`.
  private static func isPath(_ field: ClusterObject.Field) -> Bool {
    field.path.hasSuffix(".path") || field.value.contains("Path=/")
      || field.value.hasPrefix("location ") || field.value.hasPrefix("path: /")
      || field.value.hasPrefix("prefix: /") || field.value.hasPrefix("- path: /")
  }

  /// The service that a line leads to: `uri: lb://${HOST:orders}`, `proxy_pass http://orders:80;`.
  private static func service(in field: ClusterObject.Field, _ names: [String]) -> String? {
    let text = field.value
    guard
      text.contains("://") || text.hasPrefix("server ") || field.path.hasSuffix("service.name")
        || text.contains("upstream ") || text.contains("cluster: ")
    else { return nil }
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init)
    return words.last(where: names.contains)
  }

  private static func path(_ text: String) -> String {
    guard let slash = text.firstIndex(of: "/") else { return text }
    return String(text[slash...].prefix { $0 != " " && $0 != "{" && $0 != "\"" })
  }

  /// The service whose name is a part of a path: of `/api/v1/orderservice/**` it is `shop-order-service`.
  private static func meant(by text: String, _ names: [String]) -> String? {
    let parts = path(text).split(separator: "/").map { RoutingRules.plain(String($0)) }
    for part in parts where part.count > 2 {
      if let name = names.first(where: { forms(of: $0).contains(part) }) { return name }
    }
    return nil
  }

  /// A service's name without the product's before it and the word for services behind it.
  private static func forms(of name: String) -> Set<String> {
    let parts = name.split { $0 == "-" || $0 == "_" }.map { $0.lowercased() }
    let ends: Set<String> = ["service", "svc", "api"]
    var forms: Set<String> = [parts.joined(), parts.dropFirst().joined()]
    if let last = parts.last, ends.contains(last) {
      forms.insert(parts.dropLast().joined())
      forms.insert(parts.dropFirst().dropLast().joined())
    }
    return forms.filter { $0.count > 2 }
  }
}

import Evidence

/// What labels of a metric, or attributes of a resource, say: whose it is, and what of it is counted.
///
///     cpu{pod="cart-5c8b9d7f6-qwrtz",mode="user"}      → cart, cpu, mode=user
///     latency{service="web",quantile="0.99"}           → web, latency p99
enum MetricLabels {
  /// Labels that name a service, the surest first, in lower case with `_` between words.
  private static let services = [
    "service", "service_name", "app", "app_kubernetes_io_name", "application", "deployment",
    "k8s_deployment_name", "k8s_statefulset_name", "k8s_daemonset_name", "workload", "pod",
    "pod_name", "k8s_pod_name", "container", "container_name", "k8s_container_name", "job",
    "instance", "node", "k8s_node_name", "host", "host_name", "hostname",
  ]
  /// Jobs that measure machines: what they tell is of each machine, not of one service.
  private static let machines: Set<String> = [
    "node", "nodes", "node-exporter", "node_exporter", "windows", "windows-exporter", "snmp",
    "machines", "hosts",
  ]
  /// Labels that tell one copy of a service from another, and nothing of what is counted.
  private static let instances: Set<String> = Set(services).subtracting([
    "container", "container_name", "k8s_container_name",
  ]).union([
    "namespace", "k8s_namespace_name", "k8s_pod_uid", "uid", "service_instance_id", "prometheus",
    "exported_job", "exported_instance", "cluster", "service_namespace", "replica", "container_id",
    "k8s_node_uid", "host_id", "id",
  ])

  /// A label's name as the tables above have it: `k8s.pod.name` is `k8s_pod_name`.
  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  /// The metric of some labels; `__name__` is its name.
  ///
  /// Where no label names a service, the name may: `carts_cpu`; `isWhole` says that it does not.
  /// `file` is what it is called where no label is its name, as in answers to `rate(…)`.
  static func name(
    _ labels: [(name: String, value: String)], isWhole: Bool = false, file: String? = nil
  ) -> MetricName {
    let plain = labels.map { (name: Self.plain($0.name), value: $0.value) }
    func value(_ name: String) -> String? { plain.first { $0.name == name }?.value }
    let named = host(ofInstance: value("instance") ?? "")
    let isOfProduct =
      named != nil && isProduct(value("job") ?? "", of: value("__name__") ?? file ?? "")
    let own = services.lazy.compactMap { service in
      (service == "instance" ? named ?? value(service) : value(service)).map { (service, $0) }
    }.first { service, value in
      !value.isEmpty
        && !(service == "job" && (isOfProduct || Self.machines.contains(value.lowercased())))
    }
    var metric =
      value("__name__") ?? file.map { without(service: own?.1 ?? "", $0) } ?? "value"
    if let quantile = value("quantile") { metric += " p" + percent(quantile) }
    var name =
      own.map { MetricName(service: ServiceOfPod.name($0.1), metric: metric) }
      ?? (isWhole ? MetricName(service: "", metric: metric) : MetricName(column: metric))
    for (label, plain) in zip(labels, plain) where !label.value.isEmpty {
      if ["__name__", "quantile", "le"].contains(plain.name) || plain.name == own?.0 { continue }
      if instances.contains(plain.name) {
        name.instance += "\(plain.name)=\(label.value);"
      } else {
        name.labels.append(MetricLabel(name: label.name, value: label.value))
      }
    }
    if let own { name.instance += own.1 }
    name.labels.sort { ($0.name, $0.value) < ($1.name, $1.value) }
    return name
  }

  /// Whether a job is what is measured, of which there may be several, and names none of them:
  /// `redis_hit_ratio{job="redis",instance="feed-cache-0:9121"}` is of `feed-cache-0`.
  private static func isProduct(_ job: String, of metric: String) -> Bool {
    let job = job.lowercased()
    let names = job.split { !$0.isLetter && !$0.isNumber }
    guard let first = names.first, let kind = metric.split(separator: "_").first?.lowercased()
    else { return false }
    return names.contains("exporter")
      || products.contains(String(first))
        && (first == kind || first.hasPrefix("postgres") && kind == "pg")
  }

  /// Software that many services have one of each, by the names of its jobs.
  private static let products: Set<String> = [
    "redis", "memcached", "mysql", "mariadb", "postgres", "postgresql", "pg", "pgbouncer",
    "mongodb",
    "kafka", "rabbitmq", "elasticsearch", "opensearch", "cassandra", "clickhouse", "nginx",
    "haproxy",
  ]

  /// The name in an instance without its port; nil where it is an address, or the measuring machine itself.
  private static func host(ofInstance instance: String) -> String? {
    let host = instance.prefix { $0 != ":" }
    guard host.contains(where: \.isLetter), host.lowercased() != "localhost", instance.first != "["
    else { return nil }
    return String(host)
  }

  /// A file's name without the service that its labels name: of `search_requests_per_second` the rest.
  private static func without(service: String, _ file: String) -> String {
    let name = ServiceOfPod.name(service)
    let rest = file.dropFirst(name.count)
    guard !name.isEmpty, file.lowercased().hasPrefix(name.lowercased()),
      let mark = rest.first, "_-.".contains(mark), rest.count > 1
    else { return file }
    return String(rest.dropFirst())
  }

  /// The labels that a text lists: `queue=orders,vhost=prod`, `{queue="orders"}`, `queue:orders`.
  static func pairs(of text: String) -> [(name: String, value: String)] {
    text.drop { "{ ".contains($0) }.split { ",;}".contains($0) }.compactMap { part in
      guard let mark = part.firstIndex(where: { "=:".contains($0) }) else { return nil }
      let name = part[..<mark].filter { !" \"".contains($0) }
      let value = part[part.index(after: mark)...].filter { $0 != "\"" }
      return name.isEmpty ? nil : (String(name), String(value))
    }
  }

  /// Whether one of some labels names a service.
  static func nameService(_ labels: [(name: String, value: String)]) -> Bool {
    labels.contains { services.contains(plain($0.name)) }
  }

  /// A quantile as a percentage: `0.999` is `99.9`.
  static func percent(_ quantile: String) -> String {
    guard let share = Double(quantile), share.isFinite else { return quantile }
    let tenths = Int((min(max(share, 0), 1) * 1000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// Whether a metric only ever grows, as its name says.
  static func isCounter(_ name: String) -> Bool {
    name.prefix { $0 != " " }.hasSuffix("_total")
  }

  /// Whether it is one bucket of a histogram, which alone tells nothing.
  static func isBucket(_ labels: [(name: String, value: String)]) -> Bool {
    labels.contains { $0.name == "le" }
  }
}

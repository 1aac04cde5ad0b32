/// By which labels the series of a metric are told apart, of those that a server has.
///
/// The labels that name services, and those of outcomes and parts, which have few values each. What an
/// exporter tells of others carries the exporter's own name as `service` and `job`: those are left out.
///
///     http_requests_total                  → service, job, code
///     kube_pod_container_status_restarts   → deployment, container
///     node_memory_MemAvailable_bytes       → node, instance
struct SeriesGroups: Hashable {
  private let known: Set<String>
  /// The labels that the settings say name a service; empty for the usual ones.
  private let configured: [String]

  /// Labels that name a service, or a part of one by what runs it, the surest first.
  private static let services = [
    "service", "service_name", "app", "app_kubernetes_io_name", "application", "deployment",
    "workload", "container", "job",
  ]
  /// Labels of what is scraped, which name an exporter where it tells of others.
  private static let targets: Set<String> = [
    "service", "service_name", "app", "app_kubernetes_io_name", "application", "job",
  ]
  /// How the metrics of exporters begin that tell of containers and objects of a cluster.
  private static let ofCluster = ["kube_", "container_"]
  /// How those begin that tell of machines, and what names one.
  private static let ofMachines = "node_"
  private static let machines = ["node", "instance"]
  private static let outcomes = [
    "code", "status", "status_code", "http_status_code", "http_response_status_code", "grpc_code",
    "quantile", "reason", "resource", "state", "result", "outcome", "pool", "queue", "mountpoint",
    "persistentvolumeclaim",
  ]

  init(labels: [String], configured: [String]) {
    known = Set(labels)
    self.configured = configured
  }

  /// The labels for a metric, those of services first; never none.
  func labels(for metric: String) -> [String] {
    var services = configured
    if services.isEmpty {
      if metric.hasPrefix(Self.ofMachines) {
        services = Self.machines
      } else {
        services = Self.services
        if Self.ofCluster.contains(where: { metric.hasPrefix($0) }) {
          services.removeAll(where: Self.targets.contains)
        }
      }
    }
    services = services.filter(known.contains)
    return (services.isEmpty ? ["instance"] : services) + Self.outcomes.filter(known.contains)
  }
}

/// What may be wrong in a cluster: one row each, with its reason.
///
/// One more is one more line in ``all``. A rule looks at objects only, and says nothing of what does
/// not hold any more.
struct ClusterRule: Sendable {
  /// What it looks for, in words.
  let reason: String
  let check: @Sendable (ClusterHealth) -> [Contradiction]

  init(_ reason: String, _ check: @escaping @Sendable (ClusterHealth) -> [Contradiction]) {
    self.reason = reason
    self.check = check
  }
}

/// All rules there are.
enum ClusterRules {
  static let all: [ClusterRule] = [
    ClusterRule("many alerts began together", AlertStorm.storm),
    ClusterRule("a unit of a node does not run", NodeRules.units),
    ClusterRule("a node is not ready, and says why or falls silent", NodeRules.conditions),
    ClusterRule("nothing can be reached from one node", NodeRules.darkRows),
    ClusterRule("pods wait that nobody schedules", NodeRules.scheduler),
    ClusterRule("pods ask for an account that does not exist", AdmissionRules.accounts),
    ClusterRule("a quota is used up", AdmissionRules.quotas),
    ClusterRule("what was declared was refused by a quota", AdmissionRules.refused),
    ClusterRule("pods are refused by a policy", AdmissionRules.policies),
    ClusterRule("no node meets what a pod asks for", SchedulingRules.unmet),
    ClusterRule("no volume fits a claim", VolumeRules.claims),
    ClusterRule("an image cannot be pulled", ImageRules.pulls),
    ClusterRule("a container is to be made of what does not exist", StartRules.missing),
    ClusterRule("a container ends as soon as it starts", StartRules.ends),
    ClusterRule("a container may not use its volume", StartRules.permissions),
    ClusterRule("two containers want one port", StartRules.ports),
    ClusterRule("a probe asks what the container does not answer", ProbeRules.probes),
    ClusterRule("a service selects no pod", RoutingRules.selectors),
    ClusterRule("a service leads to a port where nothing listens", RoutingRules.ports),
    ClusterRule("nothing is to run", RoutingRules.replicas),
    ClusterRule("a route leads to the wrong service", RouteRules.routes),
    ClusterRule("an app is told an address that leads nowhere", AddressRules.addresses),
    ClusterRule("an app cannot resolve names", AddressRules.names),
    ClusterRule("an app is refused by what it depends on", DependencyRules.refusals),
    ClusterRule("several apps are refused by one dependency", DependencyRules.shared),
    ClusterRule("a monitor finds an app throttled, a node lossy or slow", LoadRules.load),
    ClusterRule("something does not work, and nothing says why", FallbackRules.unexplained),
    ClusterRule("a container was killed, and nothing says by whom", StartRules.killed),
  ]
}

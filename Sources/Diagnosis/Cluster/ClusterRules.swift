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
    ClusterRule("a certificate expired, and what should renew it", CertificateRules.expired),
    ClusterRule("a certificate is of another name", CertificateRules.names),
    ClusterRule("a certificate is not issued", CertificateRules.unissued),
    ClusterRule("a unit of a host failed, and says why", UnitRules.failed),
    ClusterRule("a port is open on the loopback only", PublishRules.containers),
    ClusterRule("a program listens on the loopback only", PublishRules.sockets),
    ClusterRule("a container of a host ended or is not healthy", ContainerRules.states),
    ClusterRule("a task of a swarm finds no node, ends or is refused", SwarmRules.tasks),
    ClusterRule("a node of a swarm is down", SwarmRules.nodes),
    ClusterRule("a file system is full", HostRules.disks),
    ClusterRule("a firewall closes a port", HostRules.firewalls),
    ClusterRule("a namespace cannot be deleted", DrainRules.namespaces),
    ClusterRule("an aggregated API is not available", ScalingRules.interfaces),
    ClusterRule("pods had to go for others of a higher priority", PriorityRules.preempted),
    ClusterRule("an old run of a cron job hangs", CronRules.held),
    ClusterRule("a pod waits in an init container for what is not there", InitRules.waits),
    ClusterRule("a unit of a node does not run", NodeRules.units),
    ClusterRule("a node is not ready, and says why or falls silent", NodeRules.conditions),
    ClusterRule("nothing can be reached from one node", NodeRules.darkRows),
    ClusterRule("pods wait that nobody schedules", NodeRules.scheduler),
    ClusterRule("pods ask for an account that does not exist", AdmissionRules.accounts),
    ClusterRule("a quota is used up", AdmissionRules.quotas),
    ClusterRule("what was declared was refused by a quota", AdmissionRules.refused),
    ClusterRule("an event or a container's state says what is wrong", EventRules.told),
    ClusterRule("pods are refused by a policy", AdmissionRules.policies),
    ClusterRule("no node meets what a pod asks for", SchedulingRules.unmet),
    ClusterRule("no volume fits a claim", VolumeRules.claims),
    ClusterRule("a job gave up or ran too long", CronRules.failed),
    ClusterRule("a drain is blocked by a budget", DrainRules.budgets),
    ClusterRule("a finalizer holds what was deleted", DrainRules.finalizers),
    ClusterRule("pods ask the resolver of their node", ResolverRules.hostNetwork),
    ClusterRule("pods are told to ask the resolver of their node", ResolverRules.nodeResolver),
    ClusterRule("the cluster's resolver does not work", ResolverRules.resolver),
    ClusterRule("a policy forbids a call", PolicyRules.calls),
    ClusterRule("a service account may not do what is tried", AccessRules.forbidden),
    ClusterRule("a root file system is read-only", MountRules.readOnly),
    ClusterRule("an image cannot be pulled", ImageRules.pulls),
    ClusterRule("a container is to be made of what does not exist", StartRules.missing),
    ClusterRule("a container ends as soon as it starts", StartRules.ends),
    ClusterRule("a mount hides what an image holds", MountRules.hidden),
    ClusterRule("a container may not use its volume", StartRules.permissions),
    ClusterRule("two containers want one port", StartRules.ports),
    ClusterRule("a probe asks what the container does not answer", ProbeRules.probes),
    ClusterRule("a service selects no pod", RoutingRules.selectors),
    ClusterRule("a service selects pods that do not serve it", RoutingRules.shared),
    ClusterRule("a service leads to a port where nothing listens", RoutingRules.ports),
    ClusterRule("nothing is to run", RoutingRules.replicas),
    ClusterRule("an ingress is served by nobody or leads nowhere", IngressRules.ingresses),
    ClusterRule("a service gets no load balancer", EndpointRules.balancers),
    ClusterRule("a node without a pod is asked for a local one", EndpointRules.local),
    ClusterRule("a headless service's port is called", EndpointRules.headless),
    ClusterRule("an autoscaler does not scale", ScalingRules.autoscalers),
    ClusterRule("a rollout is paused or left to somebody", RolloutRules.held),
    ClusterRule("a node lacks a pod of a daemon set", RolloutRules.daemons),
    ClusterRule("a release did not end well", HostRules.releases),
    ClusterRule("a cron job is suspended", CronRules.suspended),
    ClusterRule("a unit is masked or disabled", UnitRules.off),
    ClusterRule("a route leads to the wrong service", RouteRules.routes),
    ClusterRule("an app is told an address that leads nowhere", AddressRules.addresses),
    ClusterRule("an app cannot resolve names", AddressRules.names),
    ClusterRule("an app is refused by what it depends on", DependencyRules.refusals),
    ClusterRule("several apps are refused by one dependency", DependencyRules.shared),
    ClusterRule("a monitor finds an app throttled, a node lossy or slow", LoadRules.load),
    ClusterRule("pods wait for one that is not ready", RolloutRules.ordinals),
    ClusterRule("a service of a swarm has too few tasks", SwarmRules.services),
    ClusterRule("something does not work, and nothing says why", FallbackRules.unexplained),
    ClusterRule("a container was killed, and nothing says by whom", StartRules.killed),
  ]
}

/// What metrics alone tell of: they have no words, so no phrases.
extension FaultKind {
  static let measured: [FaultKind] = [
    FaultKind(
      id: "cpu-load", role: .state, weight: 0.9, name: "a high CPU load",
      verb: "used much more CPU", phrases: [], words: ["cpu", "processor", "compute"],
      nextChecks: ["what SERVICE computes: its threads by CPU time, and a profile of it"]),
    FaultKind(
      id: "memory-growth", role: .state, weight: 0.9, name: "a growth of memory",
      verb: "used much more memory", phrases: [], words: ["memory", "ram", "heap"],
      nextChecks: ["what SERVICE keeps in memory, and its limit"]),
    FaultKind(
      id: "cpu-throttling", role: .state, weight: 0.9, name: "CPU throttling",
      verb: "was throttled at its CPU limit", phrases: [], words: ["cpu", "throttling", "limit"],
      nextChecks: ["the CPU limit of SERVICE against what it asks for"]),
    FaultKind(
      id: "packet-loss", role: .state, weight: 0.9, name: "packet loss",
      verb: "lost packets", phrases: [], words: ["network", "packet", "loss"],
      nextChecks: ["retransmissions and drops on the node of SERVICE"]),
    FaultKind(
      id: "network-load", role: .state, weight: 0.7, name: "a change of network traffic",
      verb: "sent or received much more", phrases: [], words: ["network", "traffic", "bandwidth"],
      nextChecks: ["who exchanges what with SERVICE since then"]),
    FaultKind(
      id: "disk-load", role: .state, weight: 0.8, name: "a high disk load",
      verb: "read or wrote much more", phrases: [], words: ["disk", "io", "storage"],
      nextChecks: ["`iostat -x 5` and `df -h` on the machine of SERVICE"]),
    FaultKind(
      id: "thread-growth", role: .state, weight: 0.8, name: "a growth of threads",
      verb: "has many more threads", phrases: [], words: ["threads", "goroutines", "workers"],
      nextChecks: ["a dump of the threads of SERVICE: where do they wait?"]),
    FaultKind(
      id: "connection-growth", role: .state, weight: 0.8, name: "a growth of connections",
      verb: "holds many more connections", phrases: [], words: ["connections", "pool", "sessions"],
      nextChecks: ["who holds the connections of SERVICE, and for how long"]),
    FaultKind(
      id: "saturation", role: .state, weight: 0.95, name: "a resource used up to its limit",
      verb: "stands at its limit", phrases: [], words: ["saturated", "limit", "full", "pool"],
      nextChecks: ["the limit of SERVICE, and what holds what it gives out"]),
    FaultKind(
      id: "used-up", role: .state, weight: 0.95, name: "something that none is left of",
      verb: "has none left of what it needs", phrases: [],
      words: ["free", "left", "space", "disk", "inodes", "addresses", "full", "room"],
      nextChecks: ["what of SERVICE uses it up, and what should give it back"]),
    FaultKind(
      id: "slow-itself", role: .state, weight: 0.85, name: "slow work of its own",
      verb: "became slow by itself", phrases: [], words: ["slow", "latency", "dependency"],
      nextChecks: ["where SERVICE spends its time since then: its own work, locks, disk, CPU"]),
    FaultKind(
      id: "fails-itself", role: .state, weight: 0.85, name: "failures of its own",
      verb: "fails by itself", phrases: [], words: ["errors", "availability", "failing"],
      nextChecks: ["the errors that SERVICE answers with since then"]),
    FaultKind(
      id: "restarts", role: .state, weight: 0.6, name: "restarts again and again",
      verb: "was restarted again and again", phrases: [], words: ["restart", "restarts", "crash"],
      nextChecks: ["why SERVICE ended: the log of its last run, its exit code, its memory limit"]),
    FaultKind(
      id: "limit-lowered", role: .state, weight: 0.95, name: "a limit that was lowered",
      verb: "has a lower limit", phrases: [], words: ["limit", "pool", "max", "smaller"],
      nextChecks: ["who set the limit of SERVICE lower, and with which release or setting"]),
    FaultKind(
      id: "copies-lost", role: .state, weight: 0.95, name: "copies that are gone",
      verb: "lost copies", phrases: [], words: ["consumers", "replicas", "workers"],
      nextChecks: ["where those of SERVICE went: what they log last, whether they may connect"]),
    FaultKind(
      id: "down", role: .state, weight: 0.95, name: "a service that is down", verb: "was down",
      phrases: [], words: ["down", "up", "unreachable"],
      nextChecks: ["whether SERVICE runs, and what its log says last"]),
    FaultKind(
      id: "silent", role: .state, weight: 0.6, name: "metrics that stopped",
      verb: "could not be asked", phrases: [], words: ["down", "silent", "missing", "unreachable"],
      nextChecks: ["whether SERVICE ran then, and what its log says last"]),
    FaultKind(
      id: "traffic-shift", role: .change, weight: 0.5, name: "a change of traffic",
      verb: "is called more or less often", phrases: [], words: ["traffic", "load", "requests"],
      nextChecks: ["who calls SERVICE more often than before"]),
  ]
}

/// What whole requests tell, followed through all services, or statements over time: no message says it.
extension FaultKind {
  static let requests: [FaultKind] = [
    FaultKind(
      id: "dropped-index", role: .state, weight: 0.95, name: "an index that was dropped",
      verb: "dropped an index that statements need", phrases: [],
      words: ["index", "slow", "query", "migration"],
      nextChecks: ["`EXPLAIN` of the slow statement, and the index that it would use"]),
    FaultKind(
      id: "slow-link", role: .state, weight: 0.9, name: "a slow way to a service",
      verb: "is slow to be reached", phrases: [],
      words: ["network", "latency", "delay", "slow"],
      nextChecks: [
        "delay and loss on the way to SERVICE: `ping`, `tc qdisc`, `ss -ti` on its node",
        "what calls SERVICE waits for: connections, queues, its proxy",
      ]),
    FaultKind(
      id: "packet-loss", role: .state, weight: 0.85, name: "lost packets", verb: "loses packets",
      phrases: [], words: ["packet", "loss", "retransmission", "network"],
      nextChecks: ["retransmissions and drops on SERVICE's node: `nstat`, `ip -s link`"]),
    FaultKind(
      id: "cpu-starved", role: .state, weight: 0.95, name: "too little CPU", verb: "lacks CPU",
      phrases: [], words: ["cpu", "load", "throttled", "slow"],
      nextChecks: [
        "what uses the CPU of SERVICE: `kubectl top pod`, a profile, its limit and throttling"
      ]),
    FaultKind(
      id: "slow-work", role: .state, weight: 0.8, name: "work that takes longer",
      verb: "takes longer for its own work", phrases: [], words: ["slow", "latency"],
      nextChecks: ["CPU, locks and garbage collection of SERVICE at that time"]),
    FaultKind(
      id: "slow-call", role: .state, weight: 0.85, name: "a call to somebody who is slow",
      verb: "waits for whom it calls", phrases: [], words: ["slow", "latency", "vendor", "dns"],
      nextChecks: ["whether whom SERVICE calls answers: ask it by hand, and whoever runs it"]),
    FaultKind(
      id: "failing-call", role: .state, weight: 0.9, name: "a call to somebody who fails",
      verb: "calls somebody in vain", phrases: [],
      words: ["fails", "errors", "vendor", "provider", "dns", "external"],
      nextChecks: ["whether whom SERVICE calls answers: ask it by hand, and whoever runs it"]),
    FaultKind(
      id: "repeated-calls", role: .state, weight: 0.95, name: "many calls in a request",
      verb: "makes many calls in a request", phrases: [], words: ["slow", "queries", "calls"],
      nextChecks: [
        "what changed in how SERVICE reads lists: one call for each item instead of one for all"
      ]),
    FaultKind(
      id: "broken-flow", role: .state, weight: 0.9, name: "requests that break off",
      verb: "breaks off requests", phrases: [], words: ["exception", "fails", "breaks"],
      nextChecks: ["the code of SERVICE behind the last line that was as usual"]),
    FaultKind(
      id: "failing-operation", role: .state, weight: 0.7, name: "an operation that fails",
      verb: "fails requests", phrases: [], words: ["fails", "errors", "500"],
      nextChecks: ["the log of SERVICE for the requests that are cited"]),
    FaultKind(
      id: "lost-calls", role: .state, weight: 0.6, name: "calls that reach nobody",
      verb: "is not reached by calls", phrases: [], words: ["unreachable", "lost", "timeout"],
      nextChecks: ["whether SERVICE runs, listens and is known by its name"],
      isToldByCallers: true),
  ]
}

/// What lies between processes: names, routes, back ends; and clocks.
extension FaultKind {
  static let network: [FaultKind] = [
    FaultKind(
      id: "name-resolution", role: .state, weight: 0.85, name: "a name that cannot be resolved",
      verb: "could not resolve a name",
      phrases: [
        "unknown host", "name or service not known", "no such host", "name resolution",
        "could not resolve", "cannot resolve", "couldn t resolve", "can t resolve",
        "failed to resolve", "unable to resolve", "resolve * failed", "nxdomain", "dnssec",
        "dns sec", "validation failed for question", "servfail",
        "dns fail*", "dns error", "dns lookup", "dns resolution", "dns * timed out",
        "getaddrinfo", "eai again", "enotfound", "nodename nor servname", "unresolved host",
        "host not found", "lookup * i/o timeout", "server misbehaving", "dial tcp lookup",
        "bad hostname",
        "could not translate host name", "no address associated with",
      ],
      words: ["dns", "name", "resolve", "host"],
      nextChecks: ["`dig NAME` from the host of SERVICE", "the DNS servers' own logs"]),
    FaultKind(
      id: "network", role: .state, weight: 0.8, name: "a network without a route",
      verb: "lost the network to what it depends on",
      phrases: [
        "no route to host", "network is unreachable", "network unreachable", "host unreachable",
        "host is unreachable", "destination * unreachable", "ehostunreach", "enetunreach",
        "packet loss", "link is down", "link down", "carrier lost", "nic link is down",
        "network partition", "network is down", "partitioned network", "split brain",
        "mtu * exceed*", "mtu * larger", "mtu * smaller", "mtu mismatch",
        "larger than * mtu", "fragmentation needed", "exceeds * mtu", "bgp * down",
        "neighbor * down", "interface * down", "tunnel * down",
        "network plugin * not", "cni * not initialized", "network is not ready", "cni plugin",
        "no ip addresses available", "failed to allocate * ip", "tx timeout", "tx unit hang",
        "hold timer expired", "holdtimer expired", "hold time expired", "dead timer expired",
      ],
      words: ["network", "route", "link"],
      nextChecks: ["`ip route`; ping from the host of SERVICE", "firewall and switch logs"]),
    // What every network card has written for twenty years: the speed that a link came up with.
    FaultKind(
      id: "link-speed", role: .state, weight: 0.75, name: "a link at a lower speed",
      verb: "came up with its link at a lower speed",
      phrases: [
        "link is up 100 mbps", "link is up 10 mbps", "link is up * 100 mbps",
        "link is up * 10 mbps", "link up 100 mbps", "link up 10 mbps",
        "link becomes ready 100 mbps",
        "link speed reduced", "link speed degraded", "link speed downgraded",
        "downgraded link speed",
      ],
      words: ["link", "nic", "network", "cable"],
      nextChecks: [
        "`ethtool` of SERVICE's interface: its speed, and its errors",
        "the cable and the switch port",
      ]),
    FaultKind(
      id: "no-backend", role: .state, weight: 0.7, name: "back ends that are all gone",
      verb: "has no back end left",
      phrases: [
        "no server available", "no servers available", "no members available", "no live upstream*",
        "no healthy upstream*",
        "no healthy backend*", "no healthy host*", "no available backend*", "no backend*",
        "no available server", "no endpoints available", "no endpoints", "no active endpoints",
        "no instances available", "no available instance*", "no available nodes",
        "no living connections",
        "no nodes available", "none of the configured nodes", "no available brokers",
        "no resolvable bootstrap", "all backends * down", "all upstreams * down",
        "no route matched", "no ready endpoints", "has no active", "no servers could be reached",
      ],
      words: ["backend", "upstream", "servers", "503"],
      nextChecks: ["whether the back ends of SERVICE run and answer their checks"],
      isToldByCallers: true),
    // Before what cannot be reached at all: "upstream timed out (110: Connection timed out) while reading
    // response header" was reached, and did not answer in time.
    FaultKind(
      id: "slow-answer", role: .symptom, weight: 0.6, name: "answers that did not come in time",
      verb: "waited in vain for an answer",
      phrases: [
        "while reading response", "reading response header", "while awaiting headers",
        "awaiting headers", "read timed out", "timed out * reading", "timeout * reading",
        "waiting for response", "waiting for * response", "response timeout",
        "upstream request timeout", "did not answer within", "no response within",
      ],
      words: ["timeout", "slow", "answer"],
      nextChecks: ["the log of what SERVICE waits for, at that time"],
      isToldByCallers: true),
    FaultKind(
      id: "unreachable", role: .state, weight: 0.6, name: "a dependency that cannot be reached",
      verb: "could not reach what it depends on",
      phrases: [
        "connection refused", "refused connection", "refused the connection", "econnrefused",
        "actively refused", "unreachable", "not reachable", "server * not responding",
        "host * not responding",
        "peer * not responding", "connection reset", "reset by peer",
        "econnreset", "connection lost", "lost connection", "connection was lost", "lost contact",
        "connection closed unexpectedly", "closed the connection unexpectedly",
        "terminated connection", "connection aborted",
        "could not connect", "cannot connect", "can t connect", "couldn t connect",
        "unable to connect", "failed to connect", "connect failed", "connection failed",
        "connection failure", "connection error", "connection to * failed", "connect * failed",
        "connect exception", "connect error", "connection timed out", "connect timed out",
        "connect timeout", "dial tcp", "dial unix", "socket exception",
        "communications link failure", "server has gone away", "error in contacting",
        "error contacting", "unable to contact", "cannot contact", "failed to contact",
        "could not contact", "failed to reach", "could not reach", "unable to reach",
        "cannot reach", "failed to establish", "unable to establish", "could not establish",
        "broker * not available", "node * not available", "bootstrap broker * disconnected",
        "connection could not be established", "could not send * to", "network error",
        "connection to server at", "failed to renew lease", "transport endpoint",
        "session expired", "session timed out", "max retries exceeded",
      ],
      words: ["connect", "connection", "reach", "refused"],
      nextChecks: [
        "whether what SERVICE calls listens: `nc -vz HOST PORT`", "its log at that time",
      ],
      isToldByCallers: true),
  ]

  static let time: [FaultKind] = [
    FaultKind(
      id: "clock", role: .state, weight: 0.95, name: "a wrong or stepped clock",
      verb: "ran into a clock that is wrong or was stepped",
      phrases: [
        "clock was stepped", "clock * stepped", "clock step*", "clock skew", "time skew",
        "skewed", "clock drift*", "clock jump*", "clock * jump*", "time jump*", "time has jumped",
        "clock moved", "clock * wrong", "clock is off", "clock is not sync*", "clock not sync*",
        "clock unsync*", "clocks * not sync*", "clock offset", "clock difference", "time drift",
        "time out of sync", "time is out of sync", "time * too far", "not yet valid",
        "in the future", "issued in the future", "before it was issued", "backwards in time",
        "time went backwards", "clock went backwards", "moved backwards", "time has been changed",
        "timestamp * outside", "request time too skewed", "ntp * unsynchron*", "step time server",
        "time difference * exceed*", "used before issued", "used before * issued",
        "token is not yet", "too old to * timestamp", "system time changed",
      ],
      words: ["clock", "time", "ntp"],
      nextChecks: ["`chronyc tracking` or `timedatectl` on the hosts of SERVICE"]),
    FaultKind(
      id: "hung-task", role: .state, weight: 0.6, name: "tasks that hang",
      verb: "has tasks that hang",
      phrases: [
        "blocked for more than", "hung task*", "thread * stuck", "stuck thread*",
        "not completed after", "still not finished",
      ],
      words: ["hang", "hangs", "stuck", "blocked"],
      nextChecks: ["what the hanging tasks of SERVICE wait for: their stacks"]),
    FaultKind(
      id: "process-stalled", role: .state, weight: 0.95,
      name: "a process that did not run for a while",
      verb: "did not run for a while",
      phrases: [
        "clock leap", "thread starvation", "process pause*", "jvm pause*", "detected pause",
        "vm was paused", "vm * suspended", "was suspended", "event loop * blocked",
        "event loop lag", "blocked the event loop", "thread * has been blocked",

        "soft lockup", "hard lockup", "rcu * stall*", "stall detected",
        "stalls on cpu*",
        "stalled for", "not been scheduled", "watchdog * stuck", "stuck for",
        "deadline * missed by",
        "was unresponsive", "main thread * blocked",
      ],
      words: ["pause", "stall", "hang", "frozen"],
      nextChecks: ["whether the host of SERVICE was suspended or short of CPU; its GC log"]),
  ]
}

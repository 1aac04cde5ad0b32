import Evidence

/// Probes that ask what a container does not answer.
enum ProbeRules {
  /// Compares each probe that fails with the container's ports, the other probe, and its patience.
  static func probes(_ health: ClusterHealth) -> [Contradiction] {
    var seen: Set<String> = []
    return health.broken.values.sorted { $0.workload.name < $1.workload.name }.flatMap {
      sign in
      sign.bad.flatMap { pod -> [Contradiction] in
        guard seen.insert(sign.workload.name).inserted else { return [] }
        return ["liveness", "startup", "readiness"].compactMap { kind in
          contradiction(kind, pod, sign.workload.name, health)
        }
      }
    }
  }

  private static func contradiction(
    _ kind: String, _ pod: ClusterObject, _ app: String, _ health: ClusterHealth
  ) -> Contradiction? {
    let failure = health.warnings(about: pod, reasons: ["Unhealthy", "ProbeWarning"]).compactMap {
      $0.field("message")
    }.first { $0.value.lowercased().hasPrefix(kind) }
    let workload = health.cluster.workload(of: pod)
    for object in [pod, workload].compactMap({ $0 }) {
      for container in PodTemplate(object).containers {
        guard let probe = container.probe(kind) else { continue }
        if let found = compare(probe, container, app, failure) { return found }
        if kind != "readiness", let found = unanswered(probe, container, app) { return found }
        if kind != "readiness", failure != nil,
          let found = impatient(probe, container, pod, app, failure)
        {
          return found
        }
      }
    }
    return nil
  }

  /// Whether a probe asks another port than the container has, or in another way than the other probe.
  private static func compare(
    _ probe: PodTemplate.Probe, _ container: PodTemplate.Container, _ app: String,
    _ failure: ClusterObject.Field?
  ) -> Contradiction? {
    let other = container.probe(probe.kind == "readiness" ? "liveness" : "readiness")
    let ports = container.ports
    let role = probe.kind == "readiness" ? "readiness" : "liveness"
    let isAccompanied = PodTemplate(container.object).containers.count > 1
    if let port = probe.port, !ports.isEmpty,
      !ports.contains(where: { $0.number == port.value || $0.name == port.value }),
      // Where the other probe asks the same, the container may listen where it says nothing of.
      other?.port?.value != port.value,
      failure != nil || other?.port != nil
    {
      let own = ports.map(\.number).joined(separator: ", ")
      return Contradiction(
        "\(role)-port", of: app,
        "its \(probe.kind) probe asks port \(port.value), and the container listens on \(own)"
          + (role == "readiness" ? consequences[0] : consequences[1]),
        [port.sample, ports.first?.field.sample, failure?.sample],
        // Beside other containers the port may be one of theirs that they do not tell.
        failure == nil || other == nil && isAccompanied ? .likely : .proven)
    }
    let isMalformed =
      failure.map {
        LogSearch.holds(
          $0.value,
          [
            "malformed http", "malformed response", "first record does not look like a tls",
            "http2", "server gave http response to https", "unimplemented", "rst_stream",
            "error reading server preface", "frame too large",
          ])
      } ?? false
    guard let failure else { return nil }
    let differs =
      other.map { $0.form != probe.form && $0.form != "exec" && probe.form != "exec" } ?? false
    // Who answers with a status speaks HTTP; where nothing listens no protocol is wrong.
    let isAnswered = LogSearch.holds(
      failure.value, ["statuscode", "connection refused"])
    guard isMalformed || differs && !isAnswered, probe.form != "tcpSocket" else { return nil }
    return Contradiction(
      "\(role)-protocol", of: app,
      "its \(probe.kind) probe speaks \(words[probe.form] ?? probe.form), and the container"
        + (other.map { $0.form != probe.form ? " answers \(words[$0.form] ?? $0.form)" : nil }
          .flatMap { $0 } ?? " does not answer it")
        + (role == "readiness" ? consequences[0] : consequences[1]),
      [probe.sample, failure.sample, differs ? other?.sample : nil],
      // A port that opens says nothing of what is spoken there.
      isMalformed || other?.form != "tcpSocket" ? .proven : .likely)
  }

  /// Whether both probes ask a port that the container does not tell of, and it was ended from outside
  /// again and again (128 + 15, SIGTERM, or 9, SIGKILL), as the kubelet does where a probe gets no answer.
  private static func unanswered(
    _ probe: PodTemplate.Probe, _ container: PodTemplate.Container, _ app: String
  ) -> Contradiction? {
    let ports = container.ports
    guard let port = probe.port, let other = container.probe("readiness"),
      other.port?.value == port.value, !ports.isEmpty,
      !ports.contains(where: { $0.number == port.value || $0.name == port.value }),
      let code = container.status("lastState.exitCode"), ["143", "137"].contains(code.value),
      container.status("lastState.reason")?.value != "OOMKilled",
      let restarts = container.status("restartCount"), (Int(restarts.value) ?? 0) >= fewestRestarts
    else { return nil }
    return Contradiction(
      "liveness-port", of: app,
      "its \(probe.kind) and readiness probes ask port \(port.value), and the container listens on"
        + " \(ports.map(\.number).joined(separator: ", "))\(consequences[1]): it ends with"
        + " \(code.value), killed from outside, \(restarts.value) times",
      [port.sample, ports.first?.field.sample, code.sample], .likely)
  }

  /// Restarts that are no release.
  private static let fewestRestarts = 3

  /// Whether a probe gives a container up before it can have started.
  ///
  /// It does so where the container never became ready between its starts, and the probe waits less
  /// than the kubelet does where nothing is set: three tries, ten seconds apart.
  private static func impatient(
    _ probe: PodTemplate.Probe, _ container: PodTemplate.Container, _ pod: ClusterObject,
    _ app: String, _ failure: ClusterObject.Field?
  ) -> Contradiction? {
    guard probe.patience < usualPatience, ClusterHealth.isBad(pod) else { return nil }
    let tries = probe.number("failureThreshold", default: 3)
    let start = probe.number("initialDelaySeconds", default: 0)
    return Contradiction(
      "liveness-timing", of: app,
      "its \(probe.kind) probe gives the container up \(probe.patience) s after its start"
        + " (delay \(start) s, \(tries) \(tries == 1 ? "try" : "tries")), before it is ready",
      [probe.sample, failure?.sample, container.status("lastState.finishedAt")?.sample])
  }

  /// Seconds from a start until a probe without settings gives up: 10 + 10 + 1.
  private static let usualPatience = 21

  private static let consequences = [
    ", so it is never ready", ", so it is started again and again",
  ]
  private static let words = [
    "httpGet": "HTTP", "grpc": "gRPC", "tcpSocket": "TCP", "exec": "a command",
  ]
}

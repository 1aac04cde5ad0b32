/// The clinic whose bookings fail because a service of its cluster and the pods behind it disagree.
///
/// No log and no metric tells of it: what `kubectl` printed does, with the manifests and a feed of
/// changes. Other objects carry warnings of long ago, as in every cluster.
struct ClinicStory: Story {
  private let seed: UInt64
  private let fault: Fault
  private let onset: Int64
  let end: Int64

  /// What a release of the chart got wrong.
  private enum Fault: Int, CaseIterable {
    case selector, port, secret, probe

    /// The kind of cause, the words that tell it, and the release's own words.
    var truth: (kind: String, marker: String, change: String) {
      switch self {
      case .selector:
        ("service-selector", "tier=backend", "chart 3.0.0 (service: tier api -> backend)")
      case .port:
        ("service-target-port", "8081", "chart 3.0.0 (service: targetPort 8080 -> 8081)")
      case .secret:
        ("missing-secret", "appointments-db-v2", "chart 3.0.0 (secret appointments-db-v2)")
      case .probe:
        ("readiness-port", "port 9090", "chart 3.0.0 (readiness on the port of metrics)")
      }
    }
  }

  /// Draws the story; other seeds have another fault, at another time.
  init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: seed)
    fault = Fault.allCases[Int(seed % UInt64(Fault.allCases.count))]
    onset = Self.day + Int64(random.below(90)) * 86_400_000 + Int64(random.below(3600)) * 1000
    end = onset + Int64(random.number(500...1100)) * 1000
  }

  /// 2026-03-17T08:00:00Z.
  private static let day: Int64 = 1_773_734_400_000

  package var question: String { "why is appointments unreachable?" }

  package var truth: Truth? {
    Truth(
      service: "appointments", kind: fault.truth.kind, markers: [fault.truth.marker],
      onsetMilliseconds: onset, change: "chart 3.0.0")
  }

  package func tell(to folder: EvidenceFolder) throws {
    let cluster = self.cluster
    try folder.write("kubectl.txt", KubectlText(cluster: cluster).listings)
    try folder.write("describe.txt", DescribeText(cluster: cluster).text(of: cluster.apps))
    try folder.write("manifests.yaml", ManifestText.yaml(cluster))
    try folder.write("connections.txt", connections(cluster))
    try folder.write(
      "topology.csv",
      "caller,callee\n"
        + Self.calls.map { "\($0.caller),\($0.callee)\n" }.joined())
    try folder.write("changes.csv", SystemTables.changes(changes))
  }

  private static let calls: [(caller: String, callee: String)] = [
    ("web", "appointments"), ("web", "patients"), ("web", "billing"), ("appointments", "calendar"),
    ("appointments", "patients"), ("billing", "patients"), ("reminders", "appointments"),
  ]

  /// How long before the fault other apps were deployed, in milliseconds.
  private static let billingAge: Int64 = 61_200_000
  private static let webAge: Int64 = 2_900_000

  private var changes: [SystemTables.Change] {
    [
      .init(
        time: onset - Self.billingAge, service: "billing", kind: "deploy", text: "billing 4.11.2"),
      .init(time: onset - Self.webAge, service: "web", kind: "deploy", text: "web 7.2.0"),
      .init(
        time: onset, service: "appointments", kind: "deploy",
        text: "helm upgrade appointments \(fault.truth.change)"),
    ]
  }

  private var cluster: MadeCluster {
    var random = SeededRandom(seed: seed ^ 0xC1)
    let nodes = (0..<4).map { place in
      MadeCluster.Node(
        name: place == 0 ? "control-1" : "worker-\(place)",
        role: place == 0 ? "control-plane" : "<none>", address: "192.168.14.\(10 + place)",
        age: KubectlText.oldest)
    }
    let names = ["web", "appointments", "patients", "calendar", "billing", "reminders"]
    let replicas = [3, 2, 3, 2, 2, 1]
    var apps = names.enumerated().map { place, name in
      app(name, replicas[place], place, &random)
    }
    var cluster = MadeCluster(
      namespace: "clinic", nodes: nodes, apps: apps, events: [], now: end)
    breakApp(&apps[1], &cluster.events)
    for (place, deployed) in [0: Self.webAge, 4: Self.billingAge] {
      for pod in apps[place].pods.indices { apps[place].pods[pod].age = end - onset + deployed }
    }
    // It restarted now and then, long ago; another was slow to start within the last hour.
    apps[3].pods[0].restarts = 4
    apps[3].pods[0].restarted = apps[3].pods[0].age / 2
    let slow = "pod/\(names[2])-\(apps[2].hash)-\(apps[2].pods[0].suffix)"
    cluster.events.append(
      MadeCluster.Event(
        last: 3_180_000, first: 3_190_000, count: 2, isWarning: true, reason: "Unhealthy",
        object: slow,
        message: "Readiness probe failed: Get \"http://\(apps[2].pods[0].address):8080/healthz\": "
          + "dial tcp \(apps[2].pods[0].address):8080: connect: connection refused"))
    apps[2].pods[0].age = 3_200_000
    cluster.apps = apps
    return cluster
  }

  private func app(
    _ name: String, _ replicas: Int, _ place: Int, _ random: inout SeededRandom
  ) -> MadeCluster.App {
    let labels: [MadeCluster.Pair] = [
      .init("app", name), .init("tier", place == 0 ? "front" : "api"),
    ]
    let age = Int64(random.number(3...40)) * 86_400_000
    return MadeCluster.App(
      name: name, image: "registry.clinic.example/\(name):\(random.number(2...7)).\(place).1",
      port: 8080, labels: labels,
      environment: Self.calls.filter { $0.caller == name }.map {
        .init("\($0.callee.uppercased())_URL", "http://\($0.callee):80")
      },
      secret: name == "web" ? nil : (name: "\(name)-db", key: "url"), probe: 8080,
      service: .init(
        port: 80, target: 8080, selector: labels,
        address: "10.96.\(random.number(2...220)).\(random.number(2...250))"),
      hash: Self.drawn(9, &random),
      pods: (0..<replicas).map { number in
        MadeCluster.Pod(
          suffix: Self.drawn(5, &random), node: 1 + (place + number) % 3,
          address: "10.244.\(1 + (place + number) % 3).\(20 + place * 9 + number)", age: age)
      })
  }

  /// What the release did to the app.
  private func breakApp(_ app: inout MadeCluster.App, _ events: inout [MadeCluster.Event]) {
    let since = end - onset
    switch fault {
    case .selector: app.service.selector[1].value = "backend"
    case .port: app.service.target = 8081
    case .secret, .probe:
      if fault == .secret { app.secret = (name: "appointments-db-v2", key: "url") }
      if fault == .probe { app.probe = 9090 }
      for place in app.pods.indices {
        app.pods[place].age = since
        app.pods[place].isReady = false
        if fault == .secret { app.pods[place].status = "CreateContainerConfigError" }
        let pod = app.pods[place]
        events.append(
          MadeCluster.Event(
            last: 6_000 + Int64(place) * 3000, first: since - 12_000, count: Int(since / 10_000),
            isWarning: true, reason: fault == .secret ? "Failed" : "Unhealthy",
            object: "pod/\(app.name)-\(app.hash)-\(pod.suffix)",
            message: fault == .secret
              ? "Error: secret \"appointments-db-v2\" not found"
              : "Readiness probe failed: Get \"http://\(pod.address):9090/healthz\": dial tcp "
                + "\(pod.address):9090: connect: connection refused"))
      }
    }
  }

  /// Whether each service could be reached from a pod on a worker.
  private func connections(_ cluster: MadeCluster) -> String {
    cluster.apps.map { app in
      let works =
        cluster.isSelected(app) && app.pods.contains(where: \.isReady)
        && app.service.target == app.port
      return "$ nc -zv \(app.name) \(app.service.port)   # from a pod on worker-2\n"
        + (works
          ? "\(app.name) (\(app.service.address):80) open"
          : "nc: \(app.name) (\(app.service.address):80): Connection refused")
    }.joined(separator: "\n\n") + "\n"
  }

  /// Letters as the names of pods have them: without vowels, so that no word is made.
  private static func drawn(_ count: Int, _ random: inout SeededRandom) -> String {
    let letters = Array("bcdfghjklmnpqrstvwxz2456789")
    return String((0..<count).map { _ in letters[random.below(letters.count)] })
  }
}

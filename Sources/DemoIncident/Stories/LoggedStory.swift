/// An incident told by logs, with metrics and a feed of changes beside them.
struct LoggedStory: Story {
  let incident: Incident
  /// What a request costs each service; their calls are those of the incident.
  private let model: SystemModel
  private let own: [OwnMetric]
  private let changes: [SystemTables.Change]
  private let change: String?

  /// A metric that one service alone has.
  struct OwnMetric: Sendable {
    var service: Int
    var name: String
    var course: Course
  }

  /// Takes an incident; `upset` is what its fault does to its service, `requests` are those of users a
  /// second, `change` a part of the change that led to the fault.
  init(
    _ incident: Incident, requests: Double, upset: SystemModel.Upset? = nil,
    own: [OwnMetric] = [], changes: [SystemTables.Change], change: String? = nil
  ) {
    self.incident = incident
    self.own = own
    self.changes = changes
    self.change = change
    var traffic = Course(level: requests, wave: 0.1)
    if let rush = incident.rush {
      traffic.turns = [
        Course.Turn(
          from: rush.from, until: rush.until, ramp: 20_000, factor: rush.factor)
      ]
    }
    var random = SeededRandom(seed: incident.seed ^ 0xC057)
    let services = incident.services.enumerated().map { place, service in
      SystemModel.Service(
        name: service.name,
        calls: incident.calls[place].map {
          // A request of users is for one of the services that the first one calls.
          SystemModel.Call($0, share: place == 0 ? 1 / Double(incident.operations.count) : 1)
        },
        work: Double(random.number(4...18)), cost: 12 / requests * (0.6 + random.fraction()),
        memory: Double(random.number(250...1800)), operation: service.name)
    }
    model = SystemModel(services: services, traffic: traffic, upsets: upset.map { [$0] } ?? [])
  }

  package var truth: Truth? {
    var truth = incident.truth
    truth?.change = change
    return truth
  }

  package var question: String { incident.question }
  package var end: Int64 { incident.end }

  package func tell(to folder: EvidenceFolder) throws {
    try incident.tell(to: folder)
    var metrics = SystemMetrics(
      model, from: incident.start, to: end, every: 30_000, seed: incident.seed)
    var columns: [MetricExports.Column] = [
      .init(name: "cpu_percent", digits: 1, series: metrics.series(.cpu)),
      .init(name: "memory_mib", digits: 0, series: metrics.series(.memory)),
      .init(name: "requests_per_second", digits: 2, series: metrics.series(.requests)),
      .init(name: "errors_per_second", digits: 3, series: metrics.series(.failures)),
      .init(name: "latency_p95_ms", digits: 1, series: metrics.series(.latency)),
    ]
    columns += own.map {
      .init(name: $0.name, digits: 0, series: [metrics.series(of: $0.service, $0.course)])
    }
    try folder.write("metrics.csv", MetricExports.wide(columns, at: metrics.times))
    try folder.write("changes.csv", SystemTables.changes(changes))
  }
}

/// The parcel service whose dispatch is slow because the network to one service is.
///
/// Traces tell of it: the calls to that service lose time on the way, and its own work takes as long as
/// ever. Metrics beside them show a CPU that has nothing to do with it.
struct ParcelStory: Story {
  private let seed: UInt64
  private let start: Int64
  let end: Int64
  private let onset: Int64
  private let faulty: Int
  private let way: Double

  /// Draws the story; other seeds have another service that is far away, at another time.
  init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: seed)
    start = Self.day + Int64(random.below(60)) * 86_400_000
    end = start + 45 * 60_000
    onset = start + 1_500_000 + Int64(random.below(50)) * 11_000
    faulty = Self.candidates[Int(seed % UInt64(Self.candidates.count))]
    way = Double(random.number(180...320))
  }

  /// 2026-05-05T13:00:00Z.
  private static let day: Int64 = 1_777_986_000_000
  /// The services that may be far away: those behind others.
  private static let candidates = [6, 5, 7, 8]

  private static let services = [
    SystemModel.Service(
      name: "hub", calls: [SystemModel.Call(1, share: 0.7), SystemModel.Call(2, share: 0.5)],
      work: 5, cost: 1.1, memory: 380, operation: "POST /dispatch"),
    SystemModel.Service(
      name: "dispatch", calls: [3, 4], work: 14, cost: 1.8, memory: 610,
      operation: "POST /dispatch"),
    SystemModel.Service(
      name: "tracking", calls: [9], work: 9, cost: 1.5, memory: 450, operation: "GET /tracking"),
    SystemModel.Service(
      name: "parcels", calls: [5, SystemModel.Call(6, share: 0.6)], work: 12, cost: 1.7,
      memory: 820, operation: "POST /parcels"),
    SystemModel.Service(
      name: "labels", calls: [7], work: 20, cost: 2.6, memory: 540, operation: "POST /labels"),
    SystemModel.Service(
      name: "geocode", work: 16, cost: 2.2, memory: 1900, operation: "GET /geocode"),
    SystemModel.Service(
      name: "customs", calls: [8], work: 18, cost: 2, memory: 470, operation: "POST /declare"),
    SystemModel.Service(
      name: "weights", work: 6, cost: 1.2, memory: 260, operation: "GET /weights"),
    SystemModel.Service(
      name: "tariffs", work: 8, cost: 1.3, memory: 330, operation: "GET /tariffs"),
    SystemModel.Service(
      name: "parcel-db", work: 4, cost: 1.6, memory: 4100, operation: "SELECT parcel"),
  ].enumerated().map { place, service in
    var service = service
    service.node = "worker-\(1 + place % 4)"
    return service
  }

  private var model: SystemModel {
    SystemModel(
      services: Self.services, traffic: Course(level: 9, wave: 0.3),
      upsets: [SystemModel.Upset(service: faulty, from: onset, way: way)])
  }

  package var question: String { "why is dispatch slow?" }

  package var truth: Truth? {
    Truth(
      service: Self.services[faulty].name, kind: "slow-link", markers: ["beside its own work"],
      onsetMilliseconds: onset, change: "egress by proxy-2")
  }

  package func tell(to folder: EvidenceFolder) throws {
    var walk = RequestWalk(model, seed: seed)
    walk.walk(from: start, to: end, perSecond: Self.kept)
    try folder.write("traces.jsonl", SpanExport.lines(walk.spans, of: model))
    var metrics = SystemMetrics(model, from: start, to: end, every: 30_000, seed: seed)
    var cpu = metrics.series(.cpu)
    // The maps are loaded anew each quarter of an hour.
    cpu[5] = metrics.series(
      of: 5,
      Course(
        level: 21, noise: 0.06,
        turns: (0..<3).map { quarter in
          let from = start + Int64(quarter) * 900_000 + 300_000
          return Course.Turn(from: from, until: from + 90_000, extra: 25)
        }))
    try folder.write(
      "metrics.csv",
      MetricExports.long(
        [
          .init(name: "cpu_percent", digits: 1, series: cpu),
          .init(name: "memory_mib", digits: 0, series: metrics.series(.memory)),
          .init(name: "requests_per_second", digits: 2, series: metrics.series(.requests)),
        ], at: metrics.times))
    try folder.write("changes.csv", SystemTables.changes(changes))
  }

  /// The requests a second that the tracer keeps.
  private static let kept = 0.45

  private var changes: [SystemTables.Change] {
    [
      .init(time: start + 540_000, service: "labels", kind: "deploy", text: "labels v3.4.1"),
      .init(
        time: onset - 35_000, service: Self.services[faulty].name, kind: "config",
        text: "network policy: egress by proxy-2"),
    ]
  }
}

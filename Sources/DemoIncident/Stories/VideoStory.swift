/// The video service whose playback is slow because a release of one service burns its CPU.
///
/// Only metrics tell of it: what Prometheus answered, who calls whom, what was changed. It is evening,
/// so that everything is used more from hour to hour, and nothing of that is the fault.
struct VideoStory: Story {
  private let seed: UInt64
  private let start: Int64
  let end: Int64
  private let onset: Int64
  private let faulty: Int
  private let version: String

  /// Draws the story; other seeds have another service at fault, at another time.
  init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: seed)
    start = Self.day + Int64(random.below(100)) * 86_400_000
    end = start + 4 * 3_600_000
    onset = start + 11_000_000 + Int64(random.below(90)) * 20_000
    faulty = Self.candidates[Int(seed % UInt64(Self.candidates.count))]
    version = "v5.\(random.number(2...30)).0"
  }

  /// 2026-04-14T16:00:00Z.
  private static let day: Int64 = 1_776_182_400_000
  /// The services that may be at fault: those that do work of their own behind others.
  private static let candidates = [8, 7, 9, 5]

  private static let services = [
    SystemModel.Service(
      name: "edge", calls: [1, SystemModel.Call(2, share: 0.6)], work: 4, cost: 0.12,
      memory: 410, operation: "GET /"),
    SystemModel.Service(
      name: "playback", calls: [3, 4], work: 12, cost: 0.2, memory: 640, operation: "GET /play"),
    SystemModel.Service(
      name: "library", calls: [5, SystemModel.Call(6, share: 0.7)], work: 15, cost: 0.25,
      memory: 720, operation: "GET /library"),
    SystemModel.Service(
      name: "streams", calls: [7, 8], work: 9, cost: 0.18, memory: 530, operation: "GET /stream"),
    SystemModel.Service(
      name: "licences", calls: [9], work: 7, cost: 0.15, memory: 380, operation: "POST /licence"),
    SystemModel.Service(
      name: "titles", calls: [10], work: 8, cost: 0.24, memory: 900, operation: "GET /titles"),
    SystemModel.Service(
      name: "taste", calls: [11], work: 18, cost: 0.4, memory: 1400, operation: "GET /for-you"),
    SystemModel.Service(
      name: "manifests", work: 14, cost: 0.22, memory: 450, operation: "GET /manifest"),
    SystemModel.Service(
      name: "entitlement", work: 11, cost: 0.2, memory: 350, operation: "POST /check"),
    SystemModel.Service(
      name: "keyvault", work: 6, cost: 0.16, memory: 300, operation: "GET /key"),
    SystemModel.Service(
      name: "titles-db", work: 3, cost: 0.3, memory: 3800, operation: "SELECT"),
    SystemModel.Service(
      name: "vectors", work: 22, cost: 0.7, memory: 5200, operation: "search"),
  ]

  private var model: SystemModel {
    SystemModel(
      services: Self.services, traffic: Course(level: 82, wave: 0.35, peak: 20),
      upsets: [
        SystemModel.Upset(
          service: faulty, from: onset, ramp: 90_000, cpu: 5.5, work: 7, failing: 0.004)
      ])
  }

  package var question: String { "why is \(symptom) slow?" }

  /// Where users feel it: the library shows its own titles, the rest is played.
  private var symptom: String {
    Self.services[faulty].name == "titles" ? "library" : "playback"
  }

  package var truth: Truth? {
    Truth(
      service: Self.services[faulty].name, kind: "cpu-load", markers: ["CPU rose"],
      onsetMilliseconds: onset, change: version)
  }

  package func tell(to folder: EvidenceFolder) throws {
    var metrics = SystemMetrics(model, from: start, to: end, every: 30_000, seed: seed)
    let seconds = metrics.series(.latency).map { $0.scaled(by: 0.001) }
    let bytes = metrics.series(.memory).enumerated().map { service, series in
      // Its cache fills all evening long, which harms nobody.
      Self.services[service].name == "taste" ? metrics.series(of: service, filling) : series
    }
    let files: [(file: String, column: MetricExports.Column)] = [
      (
        "requests",
        .init(
          name: "service:http_requests:rate1m", digits: 2,
          series: metrics.series(.requests))
      ),
      (
        "failures",
        .init(
          name: "service:http_requests_failed:rate1m", digits: 3,
          series: metrics.series(.failures))
      ),
      (
        "latency",
        .init(
          name: "service:http_request_duration_seconds:p95", digits: 4,
          series: seconds)
      ),
      (
        "cpu",
        .init(
          name: "service:container_cpu_usage:percent_of_limit", digits: 2,
          series: metrics.series(.cpu) + [reports(&metrics)])
      ),
      (
        "memory",
        .init(
          name: "container_memory_working_set_bytes", digits: 0,
          series: bytes.map { $0.scaled(by: 1_048_576) })
      ),
    ]
    for (file, column) in files {
      try folder.write(
        "prometheus/\(file).json",
        MetricExports.queryRange(column, at: metrics.times, namespace: "video"))
    }
    try folder.write("topology.csv", SystemTables.calls(model))
    try folder.write("changes.csv", SystemTables.changes(changes))
  }

  private var filling: Course {
    Course(
      level: 1400, noise: 0.004,
      turns: [Course.Turn(from: start, ramp: end - start, extra: 310)])
  }

  /// A batch that nobody calls works for six minutes after each full hour.
  private func reports(_ metrics: inout SystemMetrics) -> MadeSeries {
    let turns = (0..<4).map { hour in
      let from = start + Int64(hour) * 3_600_000 + 120_000
      return Course.Turn(from: from, until: from + 360_000, extra: 70)
    }
    var series = metrics.series(of: 0, Course(level: 4, noise: 0.1, turns: turns))
    series.service = "reports"
    return series
  }

  private var changes: [SystemTables.Change] {
    [
      .init(time: start + 2_460_000, service: "titles", kind: "deploy", text: "titles v2.18.1"),
      .init(
        time: start + 5_100_000, service: "vectors", kind: "scaling", text: "replicas 3 -> 4"),
      .init(
        time: onset - 1_740_000, service: "library", kind: "flag",
        text: "flag shelf-order-b on for 10 % of users"),
      .init(
        time: onset - 190_000, service: Self.services[faulty].name, kind: "deploy",
        text: "\(Self.services[faulty].name) \(version)"),
    ]
  }
}

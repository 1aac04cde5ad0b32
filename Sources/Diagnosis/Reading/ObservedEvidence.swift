package import Evidence
import Timeline

/// What detectors look at: observations, and what was read in those of logs, once for all of them.
package struct ObservedEvidence: Sendable {
  package let observations: [Observation]
  /// Observations of a quiet period; empty where none was given.
  package let baseline: [Observation]
  package let catalog: Catalog
  /// Whole requests beside those of a quiet time; nil where there are no traces, or nothing to compare.
  let requests: RequestComparison?
  /// What of a cluster works; nil where nothing tells of one.
  let health: ClusterHealth?
  /// What the entries say; one for each observation of entries that says anything, in their order.
  let readings: [EntryReading]
  /// The runs of each service's process.
  private(set) var runs: [String: ProcessRuns] = [:]
  /// Finds the services that messages name.
  let mentions: NameMentions
  /// The services that the lines of each service name as called.
  let named: [String: Set<String>]
  /// What metrics tell, and what changed in them.
  let metrics: MetricPicture
  /// The entries of each service.
  let entries: [String: Int]
  /// How many services there are.
  let serviceCount: Int
  /// The time of all evidence.
  let window: TimeWindow?
  /// The time of what carries so much of a date: years that are assumed tell no distance to others.
  private let windows: [Timestamp.DatePart: TimeWindow]
  /// From the first to the last entry of each service.
  private let logs: [String: TimeWindow]
  /// When the logs begin that are kept all the time.
  private let beginnings: [Instant]
  /// When the first log begins that is kept all the time, not only when something is done; nil where
  /// none is.
  private let kept: Instant?
  /// How often each message of a service was seen in the baseline.
  private let usual: [Key: Int]

  package init(
    observations: [Observation], baseline: [Observation] = [], catalog: Catalog,
    requests: TracedRequests = TracedRequests(), usual: TracedRequests = TracedRequests()
  ) {
    self.observations = observations
    self.baseline = baseline
    self.catalog = catalog
    let health = Cluster(observations).map(ClusterHealth.init)
    self.health = health
    let (metrics, compared) = Concurrently.both(
      { MetricPicture(observations, baseline: baseline) },
      { RequestComparison(requests, usual: usual) })
    (self.metrics, self.requests) = (metrics, compared)
    readings = Self.readings(of: observations, health)
    let services = Set(observations.map(\.service)).union(catalog.services.map(\.name)).sorted()
    let mentions = NameMentions(services, folders: Self.folders(of: observations))
    self.mentions = mentions
    named = (services.count > 1 ? Self.named(observations, mentions) : [:])
      .merging(compared?.now.callees ?? [:]) { $0.union($1) }
    serviceCount = services.count
    let counts = Dictionary(
      observations.filter(\.isOfLog).map { ($0.service, $0.count) }, uniquingKeysWith: Self.sum)
    entries = counts
    window = catalog.window ?? Self.window(of: observations)
    windows = Self.windows(of: observations)
    let logs = Dictionary(
      catalog.services.compactMap { service in service.window.map { (service.name, $0) } },
      uniquingKeysWith: { $0.union($1) })
    self.logs = logs
    beginnings = logs.filter { counts[$0.key, default: 0] >= RankingModel.fewestKept }
      .map(\.value.lowerBound)
    kept = logs.filter { counts[$0.key, default: 0] >= RankingModel.fewestKept }
      .map(\.value.lowerBound).min()
    self.usual = Dictionary(
      baseline.compactMap { observation in Key(observation).map { ($0, observation.count) } },
      uniquingKeysWith: Self.sum)
    runs = Dictionary(grouping: readings) { observations[$0.observation].service }
      .mapValues { ProcessRuns($0, observations) }
  }

  /// Reads the entries; what a cluster has overcome by now is left out.
  private static func readings(
    of observations: [Observation], _ health: ClusterHealth?
  ) -> [EntryReading] {
    let overcome = health.map { OvercomeWarnings($0.cluster) }
    let rows = TableRows(observations)
    let entries = observations.indices.filter { index in
      guard case .entries = observations[index].measure else { return false }
      // A warning counts only while its state still holds, and what was typed at a prompt tells of nothing.
      return !ShownCommand.tells(observations[index]) && overcome?.tell(observations[index]) != true
        && !rows.tell(observations[index])
    }
    return Concurrently.map(entries) { index -> EntryReading? in
      EntryReader.shared.reading(of: observations[index], at: index)
    }.compactMap(\.self)
  }

  /// How an observation lies in time.
  func shape(of observation: Int) -> TimeShape {
    let part = observations[observation].samples.first?.time?.date
    var whole = part.flatMap { windows[$0] } ?? window
    // Before any log was kept, a change or an alert tells nothing of what was logged.
    if let all = whole, let kept, kept > all.lowerBound, kept < all.upperBound,
      observations[observation].samples.first?.time.map({ $0.instant >= kept }) ?? false
    {
      whole = kept...all.upperBound
    }
    // A log that begins a while after the others tells nothing of what was before.
    if let all = whole, let own = logs[observations[observation].service],
      own.lowerBound > all.lowerBound,
      own.length / RankingModel.longLog >= all.length - own.length || beginsWithOthers(own)
    {
      whole = own.lowerBound...all.upperBound
    }
    return TimeShape(observations[observation], within: whole)
  }

  /// Whether several logs begin at once: then somebody cut them out of longer ones.
  private func beginsWithOthers(_ log: TimeWindow) -> Bool {
    let together = beginnings.count {
      $0.distance(from: log.lowerBound).magnitude <= UInt64(RankingModel.atOnce)
    }
    return together >= RankingModel.fewestCutLogs
  }

  /// Entries at least so grave that no kind of fault explains, and how each lies in time: what is
  /// usual, and what tells of a recovery, is left out.
  func unexplained(from severity: Double) -> [(reading: EntryReading, shape: TimeShape)] {
    readings.filter {
      $0.severity >= severity && !$0.isTelling && $0.role != .recovery && !isUsual($0.observation)
        // Who writes down what was changed tells of no failure of its own.
        && ChangeLog(observations[$0.observation].samples[0]) == nil
    }.map { ($0, shape(of: $0.observation)) }
  }

  /// Whether the quiet period had as many of an observation, for its length and a half.
  func isUsual(_ observation: Int) -> Bool {
    guard let key = Key(observations[observation]), let before = usual[key] else { return false }
    return observations[observation].count <= Self.sum(before, before / 2 + 1)
  }

  /// Whether a message is one of many that its service writes all the time, which differ in a name:
  /// "m-ebbfae started map=harbor", where "m-<*> started map=<*>" stands a thousand times.
  func isRoutine(_ observation: Int) -> Bool {
    let one = observations[observation]
    guard let words = one.templateWords else { return false }
    return observations.contains { other in
      guard other.service == one.service, other.count > RankingModel.mostChangesOfOneMessage,
        let pattern = other.templateWords, pattern.count == words.count
      else { return false }
      return zip(pattern, words).allSatisfy { part, word in
        let ends = part.split(
          separator: Observation.hole, omittingEmptySubsequences: false)
        return ends.count == 1
          ? part == word : word.hasPrefix(ends[0]) && word.hasSuffix(ends[ends.count - 1])
      }
    }
  }

  /// Whether what a host's name names writes a log that is there: `cart.shop.svc` is `cart`.
  func isLogged(_ host: String) -> Bool {
    mentions.named(in: host).contains { entries[$0] != nil }
  }

  /// The sum of two counts, at most the greatest number there is.
  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflows) = a.addingReportingOverflow(b)
    return overflows ? .max : sum
  }

  /// A message of a service, by which two looks at a system are compared.
  private struct Key: Hashable {
    var service: String
    var template: String

    init?(_ observation: Observation) {
      guard case .entries(let template, _) = observation.measure else { return nil }
      service = observation.service
      self.template = template
    }
  }

  /// The folders of a few services each: where `cassandra/system.log` is that of `system`, a mention of
  /// `cassandra` means it.
  private static func folders(of observations: [Observation]) -> [String: [String]] {
    var services: [String: Set<String>] = [:]
    // Observations of one file mostly follow each other.
    var last = (path: "", service: "")
    for observation in observations {
      guard case .line(let path, _)? = observation.samples.first?.reference.locator else {
        continue
      }
      guard path != last.path || observation.service != last.service else { continue }
      last = (path, observation.service)
      let parts = path.split(separator: "/")
      guard parts.count > 1 else { continue }
      services[String(parts[parts.count - 2]), default: []].insert(observation.service)
    }
    return services.filter { $0.value.count <= mostOfFolder }.mapValues { $0.sorted() }
  }

  /// Services of a folder that is the name of one program: more are a collection.
  private static let mostOfFolder = 3

  private static func named(
    _ observations: [Observation], _ mentions: NameMentions
  ) -> [String: Set<String>] {
    let callees = Concurrently.map(observations) { observation -> Set<String> in
      if case .calls(let callee) = observation.measure { return [callee] }
      guard observation.isOfLog else { return [] }
      // Where two samples of a message name nobody, the hundredth does not either.
      return observation.samples.prefix(2).reduce(into: []) { callees, sample in
        callees.formUnion(mentions.called(in: sample.message, by: observation.service))
      }
    }
    var named: [String: Set<String>] = [:]
    for (observation, callees) in zip(observations, callees) where !callees.isEmpty {
      named[observation.service, default: []].formUnion(callees)
    }
    return named
  }

  private static func window(of observations: [Observation]) -> TimeWindow? {
    windows(of: observations).values.reduce(nil as TimeWindow?) { $0?.union($1) ?? $1 }
  }

  private static func windows(of observations: [Observation]) -> [Timestamp.DatePart: TimeWindow] {
    var windows: [Timestamp.DatePart: TimeWindow] = [:]
    for observation in observations {
      // The times of one observation mostly carry the same part of a date.
      var last: (date: Timestamp.DatePart, window: TimeWindow)?
      func close() {
        guard let last else { return }
        windows[last.date] = windows[last.date]?.union(last.window) ?? last.window
      }
      for time in observation.samples.times {
        let point = TimeWindow(from: time.instant, through: time.instant)
        if let known = last, known.date == time.date {
          last = (time.date, known.window.union(point))
        } else {
          close()
          last = (time.date, point)
        }
      }
      close()
    }
    return windows
  }
}

extension Observation {
  /// What stands in a template for what differs.
  fileprivate static let hole = "<*>"

  /// The words of the template of entries; nil for all else.
  fileprivate var templateWords: [Substring]? {
    guard case .entries(let template, _) = measure else { return nil }
    return template.split(separator: " ")
  }

  /// Whether entries of a log were counted.
  var isOfLog: Bool {
    if case .entries = measure { return true }
    return false
  }
}

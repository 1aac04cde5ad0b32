import Evidence
import Timeline

/// All detectors there are.
///
/// One more is one more line here.
package enum Detectors {
  package static let all: [any Detector] = [
    TellingEntries(),
    ErrorOnsets(),
    SteadyErrors.allAlong,
    SteadyErrors.recurring,
    VanishedEntries(),
    ProcessEnds(),
    NumbersInLogs(),
    SystemChanges(),
    RecordedChanges(),
    AppliedChanges(),
    DroppedIndexes(),
    VersionChanges(),
    Recoveries(),
    MetricSteps(),
    MetricLeaks(),
    MetricLimits(),
    MetricBacklogs(),
    MetricRestarts(),
    MetricGaps(),
    MetricExpiry(),
    SlowServices(),
    BrokenFlows(),
    FailingOperations(),
    RepeatedCalls(),
    SlowCalls(),
    LostCalls(),
    PacketLoss(),
    ClusterContradictions(),
    ChangeFeed(),
  ]

  /// What all of them find, in the order of time; what has no time stands first, in that of lines.
  package static func findings(in evidence: ObservedEvidence) -> [Finding] {
    Concurrently.map(all) { $0.findings(in: evidence) }.joined().sorted { a, b in
      let (x, y) = (a.period?.lowerBound ?? .earliest, b.period?.lowerBound ?? .earliest)
      guard x == y else { return x < y }
      guard let first = a.firstSample, let second = b.firstSample,
        first.reference != second.reference
      else { return (a.service, a.detector, a.detail) < (b.service, b.detector, b.detail) }
      return first.reference < second.reference
    }
  }
}

extension Finding {
  /// The earliest of its samples.
  var firstSample: Sample? { samples.min(by: Sample.isEarlier) }

  /// The finding that entries of a log make, by what was read in them and how they lie in time.
  init(
    detector: String, _ reading: EntryReading, in evidence: ObservedEvidence,
    shape: TimeShape? = nil
  ) {
    let observation = evidence.observations[reading.observation]
    let shape = shape ?? evidence.shape(of: reading.observation)
    var template: String?
    if case .entries(let text, _) = observation.measure { template = text }
    var samples = [observation.samples[reading.sample]]
    for sample in [observation.samples.first, observation.samples.last].compactMap({ $0 })
    where !samples.contains(where: { $0.reference == sample.reference }) {
      samples.append(sample)
    }
    self.init(
      detector: detector, service: observation.service, kind: reading.kind?.id, role: reading.role,
      period: shape.period,
      isFailingAllAlong: shape.course == .allAlong || shape.course == .recurring,
      recurrence: shape.recurrence,
      isSporadic: Self.isSporadic(reading, observation, shape, evidence),
      isOngoing: shape.isOngoing, count: observation.count,
      strength: Self.strength(reading, observation.count), detail: reading.detail,
      samples: samples, values: observation.values, template: template,
      names: evidence.mentions.called(
        in: Self.withoutHost(observation.samples[reading.sample]), by: observation.service))
  }

  /// The line of an entry without the machine it was written on, which it does not speak of.
  private static func withoutHost(_ sample: Sample) -> String {
    guard let host = sample.host, host != sample.service,
      let place = sample.text.place(of: host),
      place < (sample.text.place(of: sample.message) ?? place + 1)
    else { return sample.text }
    let bytes = sample.text.utf8
    return String(decoding: bytes.prefix(place), as: UTF8.self) + " "
      + String(decoding: bytes.dropFirst(place + host.utf8.count), as: UTF8.self)
  }

  /// Whether entries are few beside all that their service logs, do not crowd, and tell of a kind that
  /// no single line proves.
  private static func isSporadic(
    _ reading: EntryReading, _ observation: Observation, _ shape: TimeShape,
    _ evidence: ObservedEvidence
  ) -> Bool {
    let weight = isAskedForByClient(reading) ? 0 : reading.kind?.weight ?? 0
    let entries = evidence.entries[observation.service] ?? 0
    return weight < RankingModel.loneWeight && !shape.isCrowded
      && reading.severity < RankingModel.fatal
      && observation.count < entries / RankingModel.sporadicShare
  }

  /// Whether what is missing is what a client asked for, or a client went away before it asked for anything: a
  /// web server logs each such request as an error, and each check of its port as a handshake that broke off.
  ///
  /// `open() "/srv/www/favicon.ico" failed (2: No such file or directory), client: …, request: "GET …"`
  /// `http: TLS handshake error from 10.40.7.6:34666: EOF`
  private static func isAskedForByClient(_ reading: EntryReading) -> Bool {
    if reading.words.last == "eof", reading.words.contains("handshake"),
      reading.words.contains("from")
    {
      return true
    }
    return reading.kind?.id == "missing-setting"
      && ["client", "request"].allSatisfy(reading.words.contains)
  }

  /// How strongly entries speak: by their kind, their level and their number.
  private static func strength(_ reading: EntryReading, _ count: Int) -> Double {
    let weight =
      reading.kind?.weight
      ?? (reading.hasReason ? RankingModel.unknownReasonWeight : RankingModel.unknownWeight)
    let many = RankingModel.manyEntries
    // Each entry counts a little, none makes a step.
    let share = Double(min(max(count, 1), many) - 1) / Double(many - 1)
    let amount = RankingModel.singleShare + (1 - RankingModel.singleShare) * share
    return weight * RankingModel.grade(of: reading.severity) * amount
  }
}

import Evidence
import Timeline

/// Finds processes that end without a word: one that starts anew with nothing before it that says
/// why, and one that stops logging while others go on.
struct ProcessEnds: Detector {
  let name = "process-ends"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    let grouped = Dictionary(grouping: evidence.readings) {
      evidence.observations[$0.observation].service
    }
    return grouped.keys.sorted().flatMap { service in
      let readings = grouped[service] ?? []
      return restarts(of: service, readings, evidence)
        + silence(of: service, readings, evidence)
    }
  }

  /// The starts that no shutdown and no failure came before.
  private func restarts(
    of service: String, _ readings: [EntryReading], _ evidence: ObservedEvidence
  ) -> [Finding] {
    guard let runs = evidence.runs[service] else { return [] }
    let told = readings.filter { $0.isFailure || $0.role == .consequence }
    return runs.starts.compactMap { start in
      guard !runs.releases.contains(start.reference), hasRunBefore(start, readings, evidence) else {
        return nil
      }
      guard
        !told.contains(where: { reading in
          evidence.observations[reading.observation].samples.contains {
            explains($0, endBefore: start)
          } && reading.kind?.id != "unclean-end"
        })
      else { return nil }
      return finding(
        service, start, "starts anew, and nothing before it says why the last run ended")
    }
  }

  /// Whether a service logged enough before a start to have been running.
  private func hasRunBefore(
    _ start: Sample, _ readings: [EntryReading], _ evidence: ObservedEvidence
  ) -> Bool {
    var before = 0
    for reading in readings {
      let observation = evidence.observations[reading.observation]
      guard let first = observation.samples.first, Sample.isEarlier(first, start),
        first.reference != start.reference
      else { continue }
      if let time = start.time?.instant {
        before += observation.values.points.filter { $0.time < time }.reduce(0) {
          $0 + Series.count($1.value)
        }
      }
      before += 1
    }
    return before > RankingModel.headOfBanner
  }

  /// Whether an entry may say why a run ended: it stands shortly before the next start.
  private func explains(_ sample: Sample, endBefore start: Sample) -> Bool {
    guard Sample.isEarlier(sample, start) else { return false }
    guard let time = sample.time?.instant, let begin = start.time?.instant else {
      return sample.reference != start.reference
    }
    return begin.distance(from: time) <= RankingModel.explainsEnd
  }

  /// A service that logged steadily and stopped long before the evidence ends.
  private func silence(
    of service: String, _ readings: [EntryReading], _ evidence: ObservedEvidence
  ) -> [Finding] {
    guard let window = evidence.window, window.length > 0, evidence.serviceCount > 1 else {
      return []
    }
    let own = readings.map { evidence.observations[$0.observation] }
    var filled: Set<Int64> = []
    // Steady is what leaves few of these parts empty until it stops.
    let parts = RankingModel.steadyParts
    let bin = max(1, window.length / parts)
    for point in own.flatMap(\.values.points) {
      filled.insert(point.time.distance(from: window.lowerBound) / bin)
    }
    guard let last = own.compactMap(\.samples.last).max(by: Sample.isEarlier),
      last.time != nil, let final = filled.max(), final >= RankingModel.fewestSteadyParts,
      final <= parts - RankingModel.fewestSteadyParts,
      Int64(filled.count) >= final - final / RankingModel.emptyParts
    else { return [] }
    return [finding(service, last, "stopped logging while others went on")]
  }

  private func finding(_ service: String, _ sample: Sample, _ detail: String) -> Finding {
    let time = sample.time?.instant
    return Finding(
      detector: name, service: service, kind: "unclean-end", role: .consequence,
      period: time.map { TimeWindow(from: $0, through: $0) }, count: 1,
      strength: FaultKind.named("unclean-end")?.weight ?? 0, detail: detail, samples: [sample])
  }
}

import Evidence
import Timeline

/// Finds services that are slow in themselves or to be reached, and tells the CPU from the network.
///
/// A slow network shows in the calls to a service, and its own work takes as long as ever. A busy CPU
/// shows in its work and in the calls it makes as well; where metrics tell of the CPU, they decide.
struct SlowServices: Detector {
  let name = "slow-services"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let requests = evidence.requests, let window = requests.window else { return [] }
    let slow = Dictionary(grouping: requests.slow, by: \.service)
    let services = Set(requests.now.entries.map(requests.now.service)).union(slow.keys)
    return services.sorted().compactMap { service in
      let cpu = CPUUse(of: service, during: window, in: evidence)
      guard let own = slow[service] else { return cpu.flatMap { saturated(service, $0) } }
      return finding(own, cpu, requests)
    }
  }

  /// What a service that has used up its CPU tells where none of its requests is slow yet, or none was
  /// kept.
  private func saturated(_ service: String, _ cpu: CPUUse) -> Finding? {
    guard cpu.isShare, let sample = cpu.sample else { return nil }
    return Finding(
      detector: name, service: service, kind: "cpu-starved", role: .state,
      period: TimeWindow(from: cpu.time, through: cpu.time), count: 1,
      strength: Finding.strength(ofRequests: RankingModel.saturationCounts),
      detail: cpu.words + ", and none of its requests is slow for it yet", samples: [sample],
      signal: .metrics)
  }

  private func finding(
    _ slow: [SlowService], _ cpu: CPUUse?, _ requests: RequestComparison
  ) -> Finding? {
    // The clearest place leads, the others stand beside it.
    guard let first = slow.first else { return nil }
    let isClear = first.lead >= SlowService.clearLead
    guard isClear || cpu != nil else { return nil }
    let kind: String
    if cpu != nil {
      kind = "cpu-starved"
    } else if first.place == .callsTo {
      kind = "slow-link"
    } else {
      kind = "slow-work"
    }
    var words = slow.prefix(2).map { Self.words($0, isOfLink: kind == "slow-link") }
    if let cpu { words.insert(cpu.words, at: 0) }
    let lead = slow.map(\.lead).reduce(0, +)
    return Finding(
      detector: name, service: first.service, kind: kind,
      strength: Finding.strength(ofRequests: cpu == nil ? lead : lead + RankingModel.cpuCounts),
      detail: words.joined(separator: "; "), spans: first.slow, of: requests.now,
      cited: [cpu?.sample].compactMap { $0 },
      beside: first.callee.map { requests.now.requests.sample(ofSpan: $0) })
  }

  private static func words(_ slow: SlowService, isOfLink: Bool) -> String {
    let now = RequestWords.duration(slow.now)
    let usual = RequestWords.duration(slow.usual)
    let share = "\(slow.slow.count) of \(slow.count)"
    return switch slow.place {
    case .callsTo:
      "\(share) calls to it from \(RequestWords.list(slow.others)) lose \(now) "
        + (isOfLink ? "on the network, " : "") + "beside its own work, usually \(usual)"
    case .callsFrom:
      "\(share) of its calls to \(RequestWords.list(slow.others)) lose \(now) on the way, "
        + "usually \(usual)"
    case .work:
      "its own work takes \(now) instead of \(usual) in \(RequestWords.list(slow.others))"
    }
  }
}

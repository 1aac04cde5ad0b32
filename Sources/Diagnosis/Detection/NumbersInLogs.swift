import Evidence
import Timeline

/// Finds numbers in messages that reach a limit the message itself states.
///
///     pool connections in use=40 of 40          a share that is all used
///     workers 32/32 busy                        the same
///     Memory used:1721034880 allowed:1658880000 more than what is allowed
///     payload 600 > 300                         a comparison that the message makes
///     took 2.9 s, expected 100 ms               a limit that is overrun
///
/// Counting up to a limit once ("step 3 of 3") is no finding: the same message must have been below
/// the limit before, or name what is used.
struct NumbersInLogs: Detector {
  let name = "numbers-in-logs"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      // What is told in words already needs no numbers, and bare traces are not looked into.
      guard !reading.isTelling, reading.role != .recovery, !evidence.isUsual(reading.observation)
      else { return nil }
      let observation = evidence.observations[reading.observation]
      // Samples of one message state a limit all or none: the last tells for most.
      guard let last = observation.samples.last,
        LimitUse(in: CauseText.unescaped(last.message)) != nil
      else { return nil }
      let measured = observation.samples.map { LimitUse(in: CauseText.unescaped($0.message)) }
      guard let full = measured.firstIndex(where: { $0?.isExceeded ?? false }),
        let usage = measured[full]
      else { return nil }
      let grew = measured[..<full].contains { $0.map { !$0.isExceeded } ?? false }
      guard grew || usage.isNamed else { return nil }
      return finding(reading, observation, full, isDuration: usage.isDuration, evidence)
    }
  }

  private func finding(
    _ reading: EntryReading, _ observation: Observation, _ position: Int, isDuration: Bool,
    _ evidence: ObservedEvidence
  ) -> Finding {
    var finding = Finding(detector: name, reading, in: evidence)
    let sample = observation.samples[position]
    finding.kind = isDuration ? "latency" : "limit-reached"
    finding.role = isDuration ? .symptom : .state
    finding.isFailingAllAlong = false
    finding.strength = RankingModel.limitStrength
    finding.detail = CauseText.unescaped(sample.message)
    finding.samples = [sample]
    for other in [observation.samples.first, observation.samples.last].compactMap({ $0 })
    where other.reference != sample.reference {
      finding.samples.append(other)
    }
    // How many of the entries reached it, the samples do not tell: what they tell is this one.
    if position > 0 { (finding.count, finding.values) = (1, Series()) }
    if let time = sample.time?.instant {
      finding.period = TimeWindow(from: time, through: finding.period?.upperBound ?? time)
    }
    return finding
  }
}

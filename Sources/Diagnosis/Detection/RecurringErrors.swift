/// Finds errors that come by the clock, at the same minute or hour: those of a scheduled job.
struct RecurringErrors: Detector {
  let name = "recurring-errors"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      guard reading.severity >= 2, !reading.isTelling, reading.role != .recovery,
        !evidence.isUsual(reading.observation)
      else { return nil }
      let shape = evidence.shape(of: reading.observation)
      guard shape.course == .recurring else { return nil }
      return Finding(detector: name, reading, in: evidence, shape: shape)
    }
  }
}

/// Finds errors that run through the whole evidence: they were there before it begins, as far as can be
/// told, and so are named as failing all along, with their count, and not called quiet.
struct ErrorsAllAlong: Detector {
  let name = "errors-all-along"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      guard reading.severity >= 2, !reading.isTelling, reading.role != .recovery,
        !evidence.isUsual(reading.observation)
      else { return nil }
      let shape = evidence.shape(of: reading.observation)
      guard shape.course == .allAlong else { return nil }
      return Finding(detector: name, reading, in: evidence, shape: shape)
    }
  }
}

/// Finds errors and warnings that begin, or come far more often, from some point on, whatever they
/// say: three in all like three hundred.
struct ErrorOnsets: Detector {
  let name = "error-onsets"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      guard reading.severity >= 1.5, !reading.isTelling, reading.role != .recovery,
        !evidence.isUsual(reading.observation)
      else { return nil }
      let shape = evidence.shape(of: reading.observation)
      switch shape.course {
      case .allAlong, .recurring: return nil
      case .began, .burst, .timeless:
        return Finding(detector: name, reading, in: evidence, shape: shape)
      }
    }
  }
}

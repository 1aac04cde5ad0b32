/// Finds entries that name a state which explains failures: a full disk, an expired certificate.
///
/// One such line among 100,000 is enough, below level ERROR too, and without any level or time.
struct TellingEntries: Detector {
  let name = "telling-entries"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      guard reading.isTelling, !evidence.isUsual(reading.observation) else { return nil }
      return Finding(detector: name, reading, in: evidence)
    }
  }
}

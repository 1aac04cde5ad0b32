/// Finds errors and warnings that begin, or come far more often, from some point on, whatever they
/// say: three in all like three hundred.
struct ErrorOnsets: Detector {
  let name = "error-onsets"
  /// Warnings count here too: something began.
  private static let leastSeverity = RankingModel.warned

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.unexplained(from: Self.leastSeverity).compactMap { reading, shape in
      switch shape.course {
      case .allAlong, .recurring: nil
      case .began, .burst, .timeless: Finding(detector: name, reading, in: evidence, shape: shape)
      }
    }
  }
}

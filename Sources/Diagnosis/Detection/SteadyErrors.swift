/// Finds errors that came before the evidence begins, as far as can be told, or come by the clock.
///
/// Those that run through the whole evidence are named as failing all along, with their count, and not
/// called quiet; those at the same minute or hour are a scheduled job's.
struct SteadyErrors: Detector {
  let name: String
  let course: TimeShape.Course

  static let allAlong = SteadyErrors(name: "errors-all-along", course: .allAlong)
  static let recurring = SteadyErrors(name: "recurring-errors", course: .recurring)

  /// What is only warned of all the time is how a system runs.
  private static let leastSeverity = RankingModel.failed

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.unexplained(from: Self.leastSeverity).compactMap { reading, shape in
      shape.course == course ? Finding(detector: name, reading, in: evidence, shape: shape) : nil
    }
  }
}

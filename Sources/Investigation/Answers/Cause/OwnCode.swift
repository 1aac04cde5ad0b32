import Diagnosis
import Evidence
import Timeline

/// Where the code of those who run a service stood when it failed: the innermost frame, not of a
/// library, in a stack that stands with the cause or with what its service told beside it.
struct OwnCode: BesideCause {
  private let sample: Sample
  private let stack: StackTrace
  private let frame: StackTrace.Placed

  /// Nil where no stack of own code stands there, or the cause is no entry of a log.
  init?(of diagnosis: Diagnosis, _ desk: Desk) async throws {
    switch diagnosis.decision {
    case .cause, .notProven: break
    case .tooLittle, .nothingWrong, .couldNotRead: return nil
    }
    for sample in Self.candidates(diagnosis) {
      let stack = try await StackTrace(of: sample, desk)
      guard let own = stack.own, own.number != nil else { continue }
      self.sample = sample
      self.stack = stack
      frame = own
      return
    }
    return nil
  }

  /// Entries whose surroundings are opened: looking for a stack is to cost no second search.
  private static let mostOpened = 4

  /// Entries of the cause, then those of its service that began with it and go on over several lines.
  private static func candidates(_ diagnosis: Diagnosis) -> ArraySlice<Sample> {
    guard let cause = diagnosis.leading,
      cause.signal == nil
    else { return [] }
    let beside = diagnosis.findings.filter { other in
      guard other != cause, other.service == cause.service, other.role != .change,
        other.role != .recovery, other.signal == nil, !other.isFailingAllAlong
      else { return false }
      guard let period = cause.period, let start = other.period?.lowerBound else { return true }
      return start <= period.upperBound
        && start >= period.lowerBound.advanced(by: -RankingModel.together)
    }
    // What goes on over several lines may hold a stack.
    let firsts = beside.compactMap(\.samples.first)
    let ordered = firsts.filter { !$0.further.isEmpty } + firsts.filter(\.further.isEmpty)
    return (cause.samples.prefix(1) + ordered).prefix(mostOpened)
  }

  /// The sentence that says where.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(stack.sample(of: frame, sample))
    return [
      .init(
        "The innermost own code in its stack: \(report.quote(number)) [\(number)].",
        exhibits: [number])
    ]
  }
}

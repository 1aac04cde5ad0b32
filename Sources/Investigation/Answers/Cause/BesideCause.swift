import Diagnosis

/// What may stand beside a cause: who held the lock, which device failed, who asks for most.
///
/// Each looks for itself whether it has something to say. One more is one more value here and one line in
/// ``BesideCauses/all``.
protocol BesideCause: Sendable {
  /// Whether it reads entries again, which of much evidence is done only where the question's depth allows.
  static var looksAgain: Bool { get }

  /// Nil where it has nothing to say of a case.
  init?(of diagnosis: Diagnosis, _ desk: Desk) async throws

  /// What it says, with what it cites.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim]
}

extension BesideCause {
  static var looksAgain: Bool { false }
}

/// All that may stand beside a cause.
enum BesideCauses {
  /// In the order in which they are told.
  private static let all: [any BesideCause.Type] = [
    OwnCode.self, TopTalker.self, InodeShortage.self, ActBefore.self, FailedDevice.self,
    ConnectionTaker.self, LockHolder.self, FailureTrigger.self, LossyMachine.self,
  ]

  /// What those say that have something to say.
  static func claims(
    of diagnosis: Diagnosis, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> [Report.Claim] {
    var claims: [Report.Claim] = []
    for kind in all where report.work.looksAgain || !kind.looksAgain {
      if let told = try await kind.init(of: diagnosis, desk) { claims += told.claims(&report) }
    }
    return claims
  }
}

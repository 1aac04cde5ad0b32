/// The engine: turns an inquiry into a report that cites its evidence.
///
/// Deterministic: the same inquiry on the same files gives the same report, to the byte. The files
/// of the last inquiries stay indexed in memory, so that a follow-up does not read them again.
package final class Investigator: Sendable {
  package init() {}

  /// Investigates, telling each step before it begins.
  ///
  /// Evidence that cannot be read is named in the report, not thrown; so is a question that could
  /// not be made out.
  ///
  /// - Throws: ``InvestigationError`` where nothing at all could be read; `CancellationError`.
  package func investigate(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Report {
    throw InvestigationError.noEvidence
  }
}

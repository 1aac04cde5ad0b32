package import Investigation

/// What investigates: the engine, or a test's script in its place.
package protocol InvestigationEngine: Sendable {
  /// Investigates, telling each step before it begins.
  ///
  /// - Throws: whatever keeps it from a report; the turn then fails with that reason.
  func investigate(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Report
}

extension Investigator: InvestigationEngine {}
